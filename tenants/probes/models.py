"""Nights of the probe, as the host keeps them: counts and names of regions, never a content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row
from tenants.probes.rules import Verdict


class Night(Row):
    """One search of everything for everything."""

    begun_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    code_version = models.TextField()
    skipped = models.JSONField(default=dict, help_text="Regions that were not searched, and why.")

    class Meta:
        indexes = [models.Index(fields=["begun_at"], name="probes_night_begun")]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"


class Search(Row):
    """The search of one region, or of the host, for the canaries of all others."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Direncanakan")
        PLANTING = "planting", _("Ditanam")
        PLANTED = "planted", _("Siap dicari")
        RUNNING = "running", _("Dicari")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")

    night = models.ForeignKey(Night, models.CASCADE, related_name="searches", db_index=False)
    region = models.TextField(help_text="Schema; public is the host, which has no canary.")
    name = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    nonce = models.CharField(max_length=16)
    ids = models.JSONField(default=dict, help_text="Of job, file and session of its canary.")
    tried = models.JSONField(default=dict, help_text="Counts by way.")
    found = models.JSONField(default=list, help_text="Foreign canaries: owner, way, where.")
    blind = models.JSONField(default=list, help_text="What gave no answer that could be searched.")
    targets = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(default=0)
    verdict = models.CharField(
        max_length=10, default="", db_default="", blank=True, choices=[(str(each), str(each)) for each in Verdict]
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["night", "region"], name="probes_search_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.state}"
