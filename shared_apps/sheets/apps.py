"""Sheets: the guarded reader and the writer of xlsx and CSV."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Sheets: the guarded reader and the writer of xlsx and CSV."""

    name = "shared_apps.sheets"
    label = "sheets"
