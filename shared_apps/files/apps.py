"""Files: stored uploads, served by a view."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files: stored uploads, served by a view."""

    name = "shared_apps.files"
    label = "files"
