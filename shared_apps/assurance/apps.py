"""What a region is shown of its isolation: signed reports."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """What a region is shown of its isolation: signed reports."""

    name = "shared_apps.assurance"
    label = "assurance"
