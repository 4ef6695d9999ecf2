"""Documents: PDF of a template and data. No tables."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents: PDF of a template and data. No tables."""

    name = "shared_apps.documents"
    label = "documents"
