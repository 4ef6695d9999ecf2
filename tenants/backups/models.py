"""What the host knows about backups: dates, sizes, checks. Never a person, never a key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class Recipient(Row):
    """A second key, which the region made and keeps itself: every later backup opens with it too."""

    region = models.TextField(help_text="The schema's name.")
    recipient = models.TextField(help_text="The public half, age1…; the host never sees the other one.")
    given_by = models.TextField(help_text="Who in the region sent it.")
    entered_by_name = models.TextField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region"], name="backups_recipient_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.recipient}"


class Backup(Row):
    """One encrypted archive of one region."""

    class State(models.TextChoices):
        """What became of it."""

        MAKING = "making", _("Dibuat")
        MADE = "made", _("Tersimpan")
        FAILED = "failed", _("Gagal")

    region = models.TextField(help_text="The schema's name.")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAKING)
    is_nightly = models.BooleanField(default=False)
    made_by_name = models.TextField()
    file = models.TextField(default="", blank=True, help_text="Its name in the region's folder of backups.")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    recipients = models.PositiveSmallIntegerField(default=1)
    version = models.TextField(default="", blank=True)
    catalogue = models.TextField(default="", blank=True, help_text="Fingerprint of the tables' structure.")
    tables = models.PositiveIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, help_text="When it was last restored beside the region and held.")

    class Meta:
        indexes = [models.Index(fields=["region", "at"], name="backups_backup_by_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.at:%Y-%m-%d %H:%M} {self.state}"


class Restore(Row):
    """A backup brought to life beside its region: checked, then swapped in or dropped. A drill is always dropped."""

    class State(models.TextChoices):
        """How far it is."""

        RESTORING = "restoring", _("Dipulihkan")
        VERIFIED = "verified", _("Terbukti")
        REFUSED = "refused", _("Tidak terbukti")
        SWAPPED = "swapped", _("Dipakai")
        DROPPED = "dropped", _("Dihapus")

    region = models.TextField(help_text="The schema's name.")
    backup = models.ForeignKey(Backup, models.SET_NULL, null=True, related_name="restores", db_index=False)
    backup_at = models.DateTimeField()
    is_drill = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RESTORING)
    beside = models.TextField(help_text="The schema that is not in use: the copy, and after a swap the former one.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    swapped_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    by_name = models.TextField()
    checks = models.JSONField(default=list, help_text="[{check, holds, told, milliseconds}]")

    class Meta:
        indexes = [models.Index(fields=["region", "started_at"], name="backups_restore_by_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.beside} {self.state}"

    @property
    def holds(self) -> bool:
        """Whether everything that was checked is as it must be."""
        return bool(self.checks) and all(check["holds"] for check in self.checks)

    @property
    def milliseconds(self) -> int:
        """All checks together."""
        return sum(check["milliseconds"] for check in self.checks)
