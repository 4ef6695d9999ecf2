"""Privacy: what UU 27/2022 asks of a government that holds data of its civil servants."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Privacy: what UU 27/2022 asks of a government that holds data of its civil servants."""

    name = "tenant_apps.privacy"
    label = "privacy"
