"""A region leaves: notice, exit pack, erasure with a certificate."""

from django.apps import AppConfig


class DepartureConfig(AppConfig):
    """A region leaves: notice, exit pack, erasure with a certificate."""

    name = "tenants.departure"
    label = "departure"
