"""Leaving: what a region knows of the end of its agreement, and how it takes its data with it."""

from django.apps import AppConfig


class LeavingConfig(AppConfig):
    """Leaving: what a region knows of the end of its agreement, and how it takes its data with it."""

    name = "shared_apps.leaving"
    label = "leaving"
