"""Tens of thousands of values in one parameter, and in one text."""

import uuid
from collections.abc import Collection, Iterable

from django.db.models import Func, TextField, Value

_NUMBERS = "(SELECT unnest(%(expressions)s::uuid[]))"
_TEXTS = "(SELECT unnest(%(expressions)s::text[]))"
_MARKS = str.maketrans({"\\": r"\\", '"': r"\""})


def these(values: Collection[str] | Collection[uuid.UUID]) -> Func | tuple[()]:
    """For `field__in`: the values as one array, which is bound at once where a list is bound value by value.

    None at all stay an empty list, for which Django asks nothing.
    """
    found = [*values]
    if not found:
        return ()
    template = _NUMBERS if isinstance(found[0], uuid.UUID) else _TEXTS
    return Func(Value(array(map(str, found)), output_field=TextField()), template=template)


def array(texts: Iterable[str]) -> str:
    """Texts as PostgreSQL writes them in an array."""
    told = [text.translate(_MARKS) if '"' in text or "\\" in text else text for text in texts]
    return '{"' + '","'.join(told) + '"}' if told else "{}"
