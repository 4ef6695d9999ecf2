"""Requests that carried an idempotency key, and what was answered to them."""

from django.db import models

from shared_apps.rows import Row


class KeyedRequest(Row):
    """One key of one user. While `status` is None it is being worked on, or was broken off; after a day it goes."""

    user_id = models.UUIDField()
    key = models.TextField()
    fingerprint = models.TextField(help_text="SHA-256 of what was asked; the request itself is not kept.")
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(null=True)  # noqa: DJ001  NULL: it was not kept (a file, or too long)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="programs_key_once")]
        indexes = [models.Index(fields=["begun_at"], name="programs_key_begun")]

    def __str__(self) -> str:
        return self.key
