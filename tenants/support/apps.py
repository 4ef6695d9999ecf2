"""The host's side of a support grant: asked for, entered, ended."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The host's side of a support grant: asked for, entered, ended."""

    name = "tenants.support"
    label = "host_support"
