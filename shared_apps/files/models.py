"""Stored uploads: the row in the region's schema, the content under the region's folder."""

from django.db import models

from shared_apps.rows import Row


class StoredFile(Row):
    """A file somebody uploaded; its content is found by the schema's name and this row's id alone."""

    name = models.TextField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.TextField()
    stored_by = models.UUIDField(null=True)
    stored_by_name = models.TextField()
    stored_at = models.DateTimeField()
    is_sealed = models.BooleanField(db_default=False)  # its content; False: from before, in clear until resealed

    def __str__(self) -> str:
        return self.name
