"""The tables of audit. None of them is ever changed: entries are only added, changes and seals only read by logins."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

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
    request_id = models.UUIDField(null=True)
    reason = models.TextField(default="", db_default="", blank=True)  # code of before may still write

    class Meta:
        indexes = [models.Index(fields=["at"], name="audit_entry_at")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"


class Change(Row):
    """One row that was added, changed or removed; written by the trigger alone."""

    class Operation(models.TextChoices):
        """What happened to the row."""

        ADDED = "I", _("Ditambah")
        CHANGED = "U", _("Diubah")
        REMOVED = "D", _("Dihapus")

    at = models.DateTimeField()
    table_name = models.TextField()
    row_id = models.TextField()
    operation = models.CharField(max_length=1, choices=Operation.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField()
    request_id = models.UUIDField(null=True, help_text="The request, or the job, that did it.")
    login = models.TextField(help_text="The database login that did it.")

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="audit_change_at"),
            models.Index(fields=["row_id"], name="audit_change_row"),
            models.Index(
                KeyTransform("employee_id", "before"),
                condition=models.Q(operation="D"),
                name="audit_change_removed_of",
            ),
            models.Index(
                fields=["request_id"], condition=models.Q(request_id__isnull=False), name="audit_change_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_id}"


class Seal(Row):
    """A link of the chain: the digest of the rows it names and of the link before. Written by the owner alone."""

    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    entries = ArrayField(models.UUIDField())
    changes = ArrayField(models.UUIDField())
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="audit_seal_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.head}"
