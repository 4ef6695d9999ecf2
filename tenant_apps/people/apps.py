"""People: employees, assignments and their import."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: employees, assignments and their import."""

    name = "tenant_apps.people"
    label = "people"
