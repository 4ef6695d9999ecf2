"""What a region decided about versions: declined, planned for the next period, offered to the host otherwise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row
from tenant_apps.scoring.models.scores import Period


class DeclinedVersion(Row):
    """A newer version the region decided not to take, and why; it may change its mind."""

    template_key = models.TextField()
    version = models.TextField()
    reason = models.TextField()
    declined_at = models.DateTimeField()
    declined_by_name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template_key", "version"], name="scoring_declined_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.template_key} {self.version}"


class Proposal(Row):
    """Changes the region offers its host for the template, with its reasons. What it sent is kept; no person in it."""

    class State(models.TextChoices):
        """It may be withdrawn until the host has answered."""

        SENT = "sent", _("Menunggu jawaban")
        WITHDRAWN = "withdrawn", _("Ditarik")
        ACCEPTED = "accepted", _("Diterima menjadi draf")
        DECLINED = "declined", _("Ditolak")
        PUBLISHED = "published", _("Terbit")

    template_key = models.TextField()
    template_version = models.TextField()
    title = models.TextField()
    text = models.TextField()
    document = models.JSONField(help_text="The offered part of the customisation.")
    is_credited = models.BooleanField(help_text="Whether the region may be named where the change is published.")
    digest = models.TextField(help_text="Of all that was sent: a second click is the same proposal.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField()
    sent_by_name = models.TextField(help_text="Stays here; the host hears of the agency alone.")
    closed_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    version = models.TextField(default="", blank=True, help_text="The draft it became, then the version it came in.")

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=Q(state="sent"), name="scoring_proposal_once")
        ]

    def __str__(self) -> str:
        return self.title


class PlannedAdoption(Row):
    """A version decided on for the next period, whole: opening that period takes it, or says why it did not."""

    class State(models.TextChoices):
        """It waits, and is settled once."""

        WAITING = "waiting", _("Menunggu periode berikutnya")
        CARRIED_OUT = "carried_out", _("Dipakai")
        FAILED = "failed", _("Tidak dapat dipakai")
        CANCELLED = "cancelled", _("Dibatalkan")
        REPLACED = "replaced", _("Diganti keputusan lain")

    template_key = models.TextField()
    template_version = models.TextField()
    overrides = models.JSONField(help_text="The region's changes, as for an adoption.")
    after = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    planned_by_name = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.TextField(default="", blank=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False, null=True)
    refusal = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-planned_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["template_key"], condition=Q(state="waiting"), name="scoring_planned_adoption_one_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_key} {self.template_version}"
