"""The outbox: a row per long task. The row is the truth, the broker only a bell."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.jobs.rules import USUAL_LEASE
from shared_apps.rows import Row


class State(models.TextChoices):
    """Where a job or a step of it stands."""

    QUEUED = "queued", _("Menunggu giliran")
    RUNNING = "running", _("Berjalan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Terhenti")


class Job(Row):
    """One task asked for by somebody, with its progress and its result."""

    kind = models.TextField(help_text="What it is for the interface, e.g. import_people.")
    key = models.TextField(help_text="Idempotency: the same key is the same job.")
    task = models.TextField(help_text="Dotted name of the Celery task.")
    queue = models.TextField(default="region")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.TextField(default="", blank=True)
    result = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    requested_by = models.UUIDField(null=True)
    requested_by_name = models.TextField()
    requested_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True, help_text="Last sign of life of the worker that runs it.")
    lease = models.PositiveIntegerField(default=USUAL_LEASE, help_text="Seconds a silent worker keeps it.")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="jobs_job_key_unique")]
        indexes = [
            models.Index(
                fields=["requested_at"], condition=models.Q(state__in=["queued", "running"]), name="jobs_job_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def percent(self) -> int:
        """Whole percent done, 0 while the size is unknown."""
        if self.state == State.DONE:
            return 100
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in {State.DONE, State.FAILED}

    def is_silent(self, at: datetime) -> bool:
        """Whether its worker has given no sign of life for longer than its lease."""
        return self.beat_at is not None and self.beat_at + timedelta(seconds=self.lease) < at


class JobStep(Row):
    """A named step of a job, done once; a job that starts again goes on with the first step not done."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.JSONField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="jobs_step_name_unique")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it is not finished."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()
