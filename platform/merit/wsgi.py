"""The WSGI application. There is no ASGI: async code and hand-made threads would lose the region."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merit.settings")
application = get_wsgi_application()


def check_start() -> None:
    """The host's and a region's login, each twice: behind a pooler that mixes sessions this process does not start."""
    from tenants.regions import queries  # models exist once the application does
    from tenants.regions.database.arrival import check_arrival

    try:
        check_arrival(["public", *queries.active_names()[:1]])
    except DatabaseError:  # not there yet: every request will say so, and nothing was mixed
        logging.getLogger(__name__).warning("The database did not answer at the start.")


check_start()
