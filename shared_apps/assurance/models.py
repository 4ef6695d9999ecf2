"""A region's own canary, and the signed reports about it. Both stand in the region's schema."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class Verdict(models.TextChoices):
    """What a report says."""

    APART = "apart", _("Terpisah")
    CROSSED = "crossed", _("Bocor")
    UNPROVED = "unproved", _("Belum terbukti")


class Canary(Row):
    """A value that must never be seen in another government; one at a time, new every night."""

    value = models.TextField()
    planted_at = models.DateTimeField()
    job_id = models.UUIDField()
    file_id = models.UUIDField()
    session_key = models.TextField()

    def __str__(self) -> str:
        return self.value


class Report(Row):
    """What was tried in one night and what came of it: the bytes that were signed, and the signature."""

    day = models.DateField()
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    content = models.TextField(help_text="JSON exactly as signed.")
    key_id = models.TextField()
    signature = models.TextField()
    public_key = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="assurance_report_made")]

    def __str__(self) -> str:
        return f"{self.day} {self.verdict}"
