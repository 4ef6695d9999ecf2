"""Partnerships: cooperation agreements between the host and its partners."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """Partnerships: cooperation agreements between the host and its partners."""

    name = "tenants.partnerships"
    label = "partnerships"
