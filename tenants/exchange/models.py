"""What the host answered to proposals of regions; the proposals themselves stay as they came, in the mailbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class Answer(Row):
    """One proposal answered. No key points to the region: its row may go, this one stays."""

    class State(models.TextChoices):
        """What became of it."""

        ACCEPTED = "accepted", _("Diterima menjadi draf")
        DECLINED = "declined", _("Ditolak")
        PUBLISHED = "published", _("Terbit")
        WITHDRAWN = "withdrawn", _("Ditarik daerah")

    region_id = models.UUIDField()
    schema_name = models.TextField()
    region_name = models.TextField()
    proposal_id = models.UUIDField(help_text="As the region calls it; only together with the region it names one.")
    title = models.TextField()
    template_key = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(default="", blank=True)
    draft_id = models.UUIDField(null=True)
    version = models.TextField(default="", blank=True, help_text="Of the draft, then the one it was published in.")
    answered_at = models.DateTimeField()
    answered_by_name = models.TextField()
    told = models.TextField(default="", blank=True, help_text="What the region knows: state and version.")

    class Meta:
        ordering = ["-answered_at"]
        constraints = [
            models.UniqueConstraint(fields=["region_id", "proposal_id"], name="exchange_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.region_name}: {self.title}"

    @property
    def known(self) -> str:
        """What the region knows once it has been told."""
        return f"{self.state}:{self.version}"
