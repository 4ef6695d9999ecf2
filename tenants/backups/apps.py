"""Backups of one region, encrypted to its own key, restored beside it."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Backups of one region, encrypted to its own key, restored beside it."""

    name = "tenants.backups"
    label = "backups"
