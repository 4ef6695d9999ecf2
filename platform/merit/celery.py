"""The Celery application; a task that is neither a region's nor the host's cannot be registered."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merit.settings")

app = Celery("merit", task_cls="tenants.regions.task_bases:RegionTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
