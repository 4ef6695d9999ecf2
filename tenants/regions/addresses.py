"""Which region an address belongs to: asked in every request, always of the database, by a statement made once.

Nothing is kept between requests: a region that is suspended or renamed is so at once, in every process.
"""

from functools import cache

from django.db.models import F

from tenants.regions.models import Region

_PLACE = "address.invalid"  # where the address goes in the statement


def region_at(address: str) -> Region | None:
    """The region of this address, and whether it has moved to another; one that is still prepared does not exist."""
    statement, parameters = _statement()
    given = [address if parameter == _PLACE else parameter for parameter in parameters]
    return next(iter(Region.objects.raw(statement, given)), None)


@cache
def _statement() -> tuple[str, tuple[str, ...]]:
    """Composing it takes longer than the database takes to answer it."""
    regions = Region.objects.filter(domains__domain=_PLACE).exclude(state=Region.State.PREPARING)
    statement, parameters = regions.annotate(has_moved=F("domains__is_old")).order_by("id")[:1].query.sql_with_params()
    return statement, parameters
