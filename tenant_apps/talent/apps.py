"""Talent: the nine boxes."""

from django.apps import AppConfig


class TalentConfig(AppConfig):
    """Talent: the nine boxes."""

    name = "tenant_apps.talent"
    label = "talent"
