"""Which tables a region has, and which of them it writes even while it is only read."""

from collections.abc import Collection

from django.apps import apps
from django.conf import settings

# What stays writable in a region that is only read: people still sign in, read, export, and decide about support.
_KEPT_APPS = frozenset(
    {
        "django.contrib.sessions",
        "allauth.account",
        "allauth.mfa",
        *(f"shared_apps.{room}" for room in ("accounts", "audit", "jobs", "files", "support", "assurance", "leaving")),
        "tenant_apps.privacy",  # who looked is written as ever; copies, corrections and breaches do not wait
    }
)


def kept() -> list[str]:
    """The tables a region writes even while it is only read; any other, also one nobody knows, it then only reads."""
    return _of(_KEPT_APPS)


def of_a_region() -> list[str]:
    """What the code says a region has; the whole form also asks what the other regions have."""
    return _of(settings.TENANT_APPS)


def _of(applications: Collection[str]) -> list[str]:
    models = [
        model
        for app in apps.get_app_configs()
        if app.name in applications
        for model in app.get_models(include_auto_created=True)
    ]
    return sorted({model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy})
