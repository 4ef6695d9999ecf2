"""Regions: provisioning, logins and lifecycle of the partner governments."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Regions: provisioning, logins and lifecycle of the partner governments."""

    name = "tenants.regions"
    label = "regions"
