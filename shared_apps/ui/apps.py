"""The interface: base page, components, template tags and assets."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The interface: base page, components, template tags and assets."""

    name = "shared_apps.ui"
    label = "ui"
