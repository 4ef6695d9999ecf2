"""The audit table: rows are added, never changed (the login has no UPDATE or DELETE on it)."""

from django.db import models

from shared_apps.rows import Row


class Entry(Row):
    """One mutating request: who did what through which address, and how it ended."""

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField(default="", blank=True)
    method = models.CharField(max_length=10)
    path = models.TextField()
    route = models.TextField(default="", blank=True)
    status = models.PositiveSmallIntegerField()
    address = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="audit_entry_at")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"
