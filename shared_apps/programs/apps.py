"""Programs: what every endpoint of the API stands on."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Programs: what every endpoint of the API stands on."""

    name = "shared_apps.programs"
    label = "programs"
