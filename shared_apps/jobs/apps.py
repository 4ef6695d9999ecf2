"""Jobs: the outbox; a row per long task with its progress."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs: the outbox; a row per long task with its progress."""

    name = "shared_apps.jobs"
    label = "jobs"
