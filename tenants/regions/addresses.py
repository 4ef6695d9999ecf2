"""Which region an address belongs to: asked in every request, always of the database, by a statement made once.

Nothing is kept between requests: a region that is suspended or renamed is so at once, in every process.
"""

from functools import cache
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F

from tenants.regions.models import Region

_PLACE = "address.invalid"  # where the address goes in the statement


class _Statement(NamedTuple):
    text: str
    parameters: tuple[str, ...]
    names: tuple[str, ...]  # of the row's columns: the region's fields, then what is asked beside them


def region_at(address: str) -> Region | None:
    """The region of this address, and whether it has moved to another; one that is still prepared does not exist."""
    statement = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement.text, [address if given == _PLACE else given for given in statement.parameters])
        row = cursor.fetchone()
    if row is None:
        return None
    fields = len(Region._meta.concrete_fields)
    region = Region.from_db(DEFAULT_DB_ALIAS, statement.names[:fields], row[:fields])
    for name, value in zip(statement.names[fields:], row[fields:], strict=True):
        setattr(region, name, value)
    return region


@cache
def _statement() -> _Statement:
    """Composing the statement, and a queryset around the row, take several times as long as the database's answer."""
    regions = Region.objects.filter(domains__domain=_PLACE).exclude(state=Region.State.PREPARING)
    query = regions.annotate(has_moved=F("domains__is_old")).order_by("id")[:1].query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    text, parameters = compiler.as_sql()
    names = tuple(alias or column.target.attname for column, _sql, alias in compiler.select)
    if names[: len(Region._meta.concrete_fields)] != tuple(field.attname for field in Region._meta.concrete_fields):
        raise RuntimeError("The columns of a region do not come in the order of its fields.")
    return _Statement(text, parameters, names)
