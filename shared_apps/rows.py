"""The base of every row of our own tables: a UUIDv7 key and the memory of the schema it was loaded in."""

import uuid
from collections.abc import Collection
from typing import Any, Self

import uuid_utils.compat
from django.core.exceptions import SuspiciousOperation
from django.db import models

from shared_apps.schema import open_schema


def new_id() -> uuid.UUID:
    """A time-ordered key (UUIDv7), made here so that copies between schemas never collide."""
    return uuid_utils.compat.uuid7()


class Row(models.Model):
    """A row that refuses to be written in another schema than the one it was loaded from.

    The right database login does not stop a row loaded in one region from being saved in the next one;
    this does. Raises SuspiciousOperation, which is a fault of the program, never of a user.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    _home: str | None = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row in its own schema."""
        self._refuse_elsewhere()
        super().save(*args, **kwargs)
        self._home = open_schema()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove the row from its own schema."""
        self._refuse_elsewhere()
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        """Remember where the row was loaded."""
        row = super().from_db(db, field_names, values, **options)
        row._home = open_schema()
        return row

    def _refuse_elsewhere(self) -> None:
        if self._home is not None and self._home != open_schema():
            raise SuspiciousOperation(f"A {self._meta.label} of {self._home} was about to be written elsewhere.")
