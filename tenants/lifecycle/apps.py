"""The life of a region: suspended, read only, resumed, its addresses."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The life of a region: suspended, read only, resumed, its addresses."""

    name = "tenants.lifecycle"
    label = "lifecycle"
