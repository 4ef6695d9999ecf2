"""New rows by COPY, which a region's login may do into its own tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg.types.json import Jsonb


def copy(model: type[Model], rows: Iterable[Model]) -> None:
    """New rows by COPY, in about half the time bulk_create takes; allowed to a region's login."""
    fields = model._meta.concrete_fields
    copy_values(
        model,
        [str(field.column) for field in fields],
        ([_value(row, field) for field in fields] for row in rows),
    )


def copy_values(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same of rows that are no more than their values: a row object costs more than PostgreSQL takes to write it.

    A column that is not named gets its value in the database.
    """
    quote = connection.ops.quote_name
    command = f"COPY {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(command) as stream:
        for row in rows:
            stream.write_row(row)


def _value(row: Model, field: "Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return Jsonb(value) if isinstance(field, JSONField) else value
