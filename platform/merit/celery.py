"""The Celery application; a task that is neither a region's nor the host's cannot be registered."""

import os

import django
from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

from merit.starting import check_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merit.settings")

app = Celery("merit", task_cls="tenants.regions.task_bases:RegionTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def arrive(**_facts: object) -> None:
    """Like the web's processes, a worker that would meet mixed sessions takes no job."""
    django.setup()
    try:
        check_start()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error
