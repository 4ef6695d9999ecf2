"""Organisation: the units of one government and their dates."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Organisation: the units of one government and their dates."""

    name = "tenant_apps.organisation"
    label = "organisation"
