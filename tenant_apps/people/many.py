"""Asking for the rows of tens of thousands of values in one parameter."""

import uuid
from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Func, TextField, UUIDField, Value


def these(values: Collection[str] | Collection[uuid.UUID]) -> Func | tuple[()]:
    """For `field__in`: the values as one array, which is bound at once where a list is bound value by value.

    None at all stay an empty list, for which Django asks nothing.
    """
    found = list(values)
    if not found:
        return ()
    kind: Field[object, object] = UUIDField() if isinstance(found[0], uuid.UUID) else TextField()
    return Func(Value(found, output_field=ArrayField(kind)), template="(SELECT unnest(%(expressions)s))")
