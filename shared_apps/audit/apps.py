"""Audit: one append-only row for every mutating request."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit: one append-only row for every mutating request."""

    name = "shared_apps.audit"
    label = "audit"
