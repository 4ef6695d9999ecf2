"""What every process that serves regions asks before it serves."""

import logging

from django.db import DatabaseError

_REGIONS = 3  # one may have set its own login askew; a pooler that mixes sessions spoils them all


def check_start() -> None:
    """The host's and some regions' logins, each twice: behind a pooler that mixes sessions nothing is served.

    What is wrong with one region's login is that region's alone, and is told.
    """
    from tenants.regions import queries  # models exist once the application does
    from tenants.regions.database.arrival import check_arrival

    logger = logging.getLogger(__name__)
    try:
        astray = check_arrival(["public", *queries.active_names()[:_REGIONS]])
    except DatabaseError:  # not there yet: every request will say so, and nothing was mixed
        logger.warning("The database did not answer at the start.")
    else:
        for found in astray.values():
            logger.error("%s: `merit doctor` repairs its login.", found)
