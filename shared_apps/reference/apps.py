"""Reference: region codes, ranks, position types and holidays."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Reference: region codes, ranks, position types and holidays."""

    name = "shared_apps.reference"
    label = "reference"
