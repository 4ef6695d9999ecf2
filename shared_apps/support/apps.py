"""A support grant as the region sees it: decided, watched, ended."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """A support grant as the region sees it: decided, watched, ended."""

    name = "shared_apps.support"
    label = "support"
