"""Regions and their addresses. The host is the row of schema `public`."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin
from django_tenants.utils import get_public_schema_name

from shared_apps.rows import Row
from tenants.regions.fleet.versions import code_version


class RegionManager(models.Manager["Region"]):
    """Regions with their primary address, which a region's own login could not look up."""

    def get_queryset(self) -> models.QuerySet["Region"]:
        """Each row knows its address."""
        primary = Domain.objects.filter(tenant=models.OuterRef("id"), is_primary=True).values("domain")
        return super().get_queryset().annotate(primary_domain=models.Subquery(primary))


class Region(Row, TenantMixin):  # type: ignore[misc, django-manager-missing]  # django-tenants ships no types
    """A partner government with its own schema, database login and subdomain; or the host itself."""

    auto_create_schema = False  # saved under the host's login, which may not create schemas
    auto_drop_schema = False

    class State(models.TextChoices):
        """Who answers HTTP: an active region and one that may only be read; a suspended one says so."""

        PREPARING = "preparing", _("Disiapkan")
        ACTIVE = "active", _("Aktif")
        READ_ONLY = "read_only", _("Hanya dibaca")
        SUSPENDED = "suspended", _("Ditangguhkan")

    name = models.TextField()
    code = models.TextField(help_text=_("Kode wilayah Kemendagri, misalnya 33.72."))
    state = models.CharField(max_length=20, choices=State.choices, default=State.PREPARING)
    state_reason = models.TextField(default="", db_default="", blank=True, help_text=_("Dibaca orang di daerah."))
    state_since = models.DateTimeField(null=True)
    time_zone = models.TextField(default="Asia/Jakarta")
    accent = models.TextField(default="indigo")
    personnel_agency = models.TextField(default="BKPSDM")
    version = models.TextField(
        default="", db_default="", blank=True, help_text="Which migrations its schema has; see fleet."
    )
    agreement = models.OneToOneField("partnerships.Agreement", models.PROTECT, null=True, related_name="region")

    objects = RegionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="regions_region_code_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        """Whether its tables are those of this code; otherwise it answers 503. A swap closes it until a moment."""
        version, _word, until = self.version.partition(" until ")
        is_open = not until or datetime.fromisoformat(until) < timezone.now()
        return (version == code_version() and is_open) or self.schema_name == get_public_schema_name()

    @property
    def own_address(self) -> str:
        """The address people type, from the Domain row and never from a request; without a trailing slash."""
        port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
        return f"{'https' if settings.HTTPS else 'http'}://{self.primary_domain}{port}"


class Domain(DomainMixin):  # type: ignore[misc]  # django-tenants ships no types
    """One address of a region; the primary one stands in mails, an old one leads to it."""

    is_old = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(is_primary=True), name="regions_domain_one_primary"
            ),
            models.CheckConstraint(
                condition=~models.Q(is_primary=True, is_old=True), name="regions_domain_primary_is_not_old"
            ),
        ]


class ProofReport(Row):
    """What the proof of isolation tried and found, of all regions or of one."""

    at = models.DateTimeField()
    region = models.TextField(default="", blank=True, help_text="The schema proved; empty: all of them.")
    promises = models.PositiveIntegerField()
    logins = models.PositiveIntegerField()
    tables = models.PositiveIntegerField()
    milliseconds = models.PositiveIntegerField()
    broken = models.JSONField(default=list, help_text="Every broken promise and its object; empty: all hold.")

    class Meta:
        indexes = [models.Index(fields=["region", "at"], name="regions_proof_by_region")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.region}"


class Batch(Row):
    """Regions asked for in one act."""

    requested_by = models.UUIDField(null=True)
    requested_by_name = models.TextField()
    requested_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.requested_by_name} {self.requested_at:%Y-%m-%d}"


class BatchLine(Row):
    """One region of the list as it was asked for: enough to ask again once it was abandoned."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    agreement = models.ForeignKey("partnerships.Agreement", models.PROTECT, related_name="+")
    region_id = models.UUIDField(help_text="No foreign key: the region may be given up.")
    schema_name = models.TextField()
    domain = models.TextField()
    administrator_name = models.TextField()
    administrator_email = models.TextField()
    time_zone = models.TextField()
    personnel_agency = models.TextField()
    accent = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="regions_batchline_position_unique")]

    def __str__(self) -> str:
        return f"{self.position} {self.schema_name}"


class FleetAct(Row):
    """One `merit fleet migrate` that had something to do: how far it is, and what came of it."""

    class Phase(models.TextChoices):
        """What it is doing."""

        BASE = "base", _("Skema dasar")
        WAVE = "wave", _("Memigrasi")
        PROOF = "proof", _("Membuktikan pemisahan")
        DONE = "done", _("Selesai")

    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    head = models.TextField(help_text="The version it brings.")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    wave = models.PositiveIntegerField(default=0)
    waves = models.PositiveIntegerField(default=0)
    wave_regions = models.PositiveIntegerField(default=0, help_text="How many the wave takes.")
    total = models.PositiveIntegerField(help_text="Regions that were behind when it began.")
    migrated = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=dict, help_text="Schema: what the database or the migration said.")
    waiting = models.JSONField(default=list, help_text="Schemas it did not get to.")
    broken = models.JSONField(default=list, help_text="Promises of isolation that did not hold.")

    class Meta:
        indexes = [models.Index(fields=["started_at"], name="regions_fleet_by_time")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.head}"
