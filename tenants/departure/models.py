"""Departures: kept after the region is gone, with facts copied from it and no personal data of its people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row
from tenants.departure.rules import OPEN
from tenants.departure.rules import State as _State


class Departure(Row):
    """One region on its way out, or gone. No key points to the region: its row is destroyed, this one stays."""

    class State(models.TextChoices):
        """Where it stands."""

        NOTICE = _State.NOTICE, _("Pemberitahuan")
        READ_ONLY = _State.READ_ONLY, _("Hanya dibaca")
        PACKED = _State.PACKED, _("Paket siap")
        HANDED_OVER = _State.HANDED_OVER, _("Diterima")
        ERASED = _State.ERASED, _("Dihapus")
        CANCELLED = _State.CANCELLED, _("Dibatalkan")

    region_id = models.UUIDField()
    schema_name = models.TextField()
    region_name = models.TextField()
    region_code = models.TextField()
    agreement_number = models.TextField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.NOTICE)
    ends_on = models.DateField()
    reason = models.TextField()
    begun_at = models.DateTimeField()
    begun_by_name = models.TextField()
    notices = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text="Days before the end.")
    told = models.TextField(default="", blank=True, help_text="What the region knows: state and days.")
    read_only_at = models.DateTimeField(null=True)
    packs = models.PositiveSmallIntegerField(default=0)
    packed_at = models.DateTimeField(null=True)
    pack = models.JSONField(default=dict, help_text="Name, size, checksum, fingerprint, rows.")
    handed_over_at = models.DateTimeField(null=True)
    erase_on = models.DateField(null=True)
    order = models.TextField(default="", blank=True, help_text="A written order that replaces handover and day.")
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.TextField(default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)
    destroyed = models.JSONField(default=dict, help_text="What was found and destroyed.")
    erased_at = models.DateTimeField(null=True)
    certificate = models.TextField(default="", blank=True, help_text="JSON, exactly as it was signed.")
    signature = models.TextField(default="", blank=True)
    closed_reason = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schema_name"],
                condition=Q(state__in=sorted(str(state) for state in OPEN)),
                name="departure_one_open",
            )
        ]
        indexes = [models.Index(fields=["region_id", "begun_at"], name="departure_by_region")]

    def __str__(self) -> str:
        return f"{self.region_name} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether something still comes."""
        return self.state in OPEN
