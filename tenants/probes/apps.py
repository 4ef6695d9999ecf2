"""The nightly search for one region's canary through everything of every other."""

from django.apps import AppConfig


class ProbesConfig(AppConfig):
    """The nightly search for one region's canary through everything of every other."""

    name = "tenants.probes"
    label = "probes"
