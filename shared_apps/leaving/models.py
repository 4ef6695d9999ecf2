"""What the host tells a region about the end of their agreement, and what the region answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.leaving.rules import Stage
from shared_apps.rows import Row


class Notice(Row):
    """One departure as the region sees it; the host's own row has the same id."""

    stage = models.CharField(max_length=20)
    agreement_number = models.TextField()
    host_name = models.TextField()
    ends_on = models.DateField(help_text=_("Sejak hari ini data hanya dapat dibaca."))
    erase_on = models.DateField(null=True, help_text=_("Paling cepat dihapus pada hari ini."))
    reason = models.TextField()
    written_at = models.DateTimeField()
    written_by_name = models.TextField()
    recipient = models.TextField(default="", blank=True, help_text=_("Kunci age; paket dienkripsi untuknya."))
    pack_name = models.TextField(default="", blank=True)
    pack_bytes = models.PositiveBigIntegerField(default=0)
    pack_sha256 = models.CharField(max_length=64, default="", blank=True)
    pack_fingerprint = models.CharField(max_length=64, default="", blank=True)
    packed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by_name = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=[str(stage) for stage in Stage]), name="leaving_notice_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_number} {self.stage}"
