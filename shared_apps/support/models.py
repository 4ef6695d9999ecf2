"""Support grants of one region: what was asked and decided, the ways in, and every page that was opened."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shared_apps.rows import Row
from shared_apps.support.rules import State


class Grant(Row):
    """A request of the host to look into this region, and what became of it. Its key is the host's too."""

    asked_by_name = models.TextField()
    asked_by_email = models.TextField()
    government = models.TextField(help_text="The host, by the name people know.")
    reason = models.TextField()
    rooms = ArrayField(models.TextField(), help_text="What may be looked at; approving may leave some out.")
    hours = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.ASKED)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When it was refused, revoked or given back.")
    ended_by_name = models.TextField(default="", blank=True)
    end_reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in State]), name="support_grant_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.APPROVED)
                | (models.Q(expires_at__gt=models.F("decided_at")) & ~models.Q(decided_by_name="")),
                name="support_grant_approved_by_somebody_until",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"], condition=models.Q(state__in=["asked", "approved"]), name="support_grant_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_name} {self.state}"


class Pass(Row):
    """A way in for one operator: used once, within minutes; its characters are stored as SHA-256 alone."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="+", db_index=False)
    code_sha256 = models.BinaryField(max_length=32)
    operator = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_sha256"], name="support_pass_code_once")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Visit(Row):
    """One page that was opened under a grant, with every query it asked; only ever added."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="visits", db_index=False)
    at = models.DateTimeField()
    method = models.CharField(max_length=10)
    path = models.TextField(help_text="With its question: who was searched for is part of what was seen.")
    status = models.PositiveSmallIntegerField()
    note = models.TextField(default="", blank=True, help_text="Why it was turned away.")
    milliseconds = models.PositiveIntegerField()
    address = models.TextField(default="", blank=True)
    queries = models.JSONField(default=list, help_text="[{statement, fingerprint, rows}], without parameters.")

    class Meta:
        indexes = [models.Index(fields=["grant", "at"], name="support_visit_by_grant")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"
