"""The composition root: settings, addresses, the command line. Imported by nobody."""

from merit.celery import app as celery_app

__all__ = ["celery_app"]
