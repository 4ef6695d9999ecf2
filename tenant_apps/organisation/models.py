"""The government itself and its structure: each version a complete set of units from a date on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from shared_apps.rows import Row

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


class Level(models.TextChoices):
    """What kind of region the government governs."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten")
    CITY = "city", _("Kota")


class PeriodLength(models.TextChoices):
    """How long the region's periods usually are."""

    MONTH = "month", _("Bulan")
    QUARTER = "quarter", _("Triwulan")
    SEMESTER = "semester", _("Semester")
    YEAR = "year", _("Tahun")


class Government(Row):
    """The one government whose schema this is: what the host wrote when it provisioned, and what it set itself.

    `revision` rises with every setting, so that what was read before another's change does not overwrite it.
    `crest_id` is the stored file of its crest; without one its initials are drawn.
    """

    is_only = models.BooleanField(default=True, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    region_code = models.CharField(max_length=10)
    level = models.CharField(max_length=10, choices=Level.choices)
    personnel_agency = models.CharField(max_length=60)
    accent = models.CharField(max_length=20)
    crest_initials = models.CharField(max_length=4)
    time_zone = models.CharField(max_length=40)
    employee_quota = models.PositiveIntegerField()
    agreement_number = models.CharField(max_length=120)
    crest_id = models.UUIDField(null=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="id", db_default="id")
    period_length = models.CharField(
        max_length=10, choices=PeriodLength.choices, default=PeriodLength.YEAR, db_default="year"
    )
    revision = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_only"], name="organisation_government_one"),
            models.CheckConstraint(condition=Q(is_only=True), name="organisation_government_is_only"),
        ]

    def __str__(self) -> str:
        return self.name


class DayOff(Row):
    """A day on which this region's offices are closed besides Sunday, Saturday, holidays and joint leave."""

    day = models.DateField()
    name = models.CharField(max_length=120)
    decree = models.CharField(max_length=200)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day"], name="organisation_dayoff_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class StructureVersion(Row):
    """The structure in force from a date until the next version's date."""

    effective_from = models.DateField()
    decree = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["effective_from"], name="organisation_version_effective_from_unique")
        ]

    def __str__(self) -> str:
        return f"{self.effective_from} {self.decree}"


class Unit(Row):
    """A unit in one version, under its parent in the same version; `unit_id` is the same in all versions."""

    version = models.ForeignKey(StructureVersion, models.CASCADE, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    unit_id = models.UUIDField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=40, blank=True)
    unit_type = models.CharField(max_length=30)
    echelon = models.CharField(max_length=10, blank=True)
    order = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = TreeQuerySet.as_manager()  # the library has no types

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "unit_id"], name="organisation_unit_once_per_version"),
            models.UniqueConstraint(fields=["version", "code"], name="organisation_unit_code_unique"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(parent__isnull=True), name="organisation_unit_one_root"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_unit_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class StructureDraft(Row):
    """A chart being changed: the structure of a day and, in `changes`, what is done to it; nobody else sees it yet.

    Every edit raises `revision` by one and names the one it was made on, so that a stale one is noticed.
    """

    class State(models.TextChoices):
        """Where a draft is on its way."""

        OPEN = "open", _("Sedang disusun")
        PUBLISHED = "published", _("Diterbitkan")
        DISCARDED = "discarded", _("Dibuang")

    title = models.CharField(max_length=120)
    effective_from = models.DateField()
    agency_id = models.UUIDField(null=True)  # the unit outside whose subtree it changes nothing; null: no limit
    base_fingerprint = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    opened_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)
    decree = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | ~Q(state="open") & Q(settled_at__isnull=False),
                name="organisation_draft_settled_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(decree=""), name="organisation_draft_published_by_decree"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DraftChange(Row):
    """One step of a draft as plain values; undone it stays, so that it can be done again.

    `place` is the revision it made; `touched_revision` the one at which it was last made, undone or done again.
    """

    draft = models.ForeignKey(StructureDraft, models.CASCADE, related_name="changes", db_index=False)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    values = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=200)
    is_undone = models.BooleanField(default=False)
    touched_revision = models.PositiveIntegerField()
    touched_by = models.UUIDField(null=True)
    touched_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["draft", "place"], name="organisation_draft_change_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"


class Succession(Row):
    """What became of a unit, or what one came from: merged into, split into, or closed with its people elsewhere."""

    class Kind(models.TextChoices):
        """How a unit hands on."""

        MERGED = "merged", _("Digabung")
        SPLIT = "split", _("Dipecah")
        CLOSED = "closed", _("Ditutup")

    unit_id = models.UUIDField()
    successor_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    effective_from = models.DateField()
    decree = models.CharField(max_length=200)

    class Meta:
        ordering = ["effective_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "successor_id", "effective_from"], name="organisation_succession_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="closed") | Q(successor_id__isnull=False), name="organisation_succession_whole"
            ),
        ]
        indexes = [models.Index(fields=["successor_id"], name="organisation_succession_to")]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_from}"


class StructureSheet(Row):
    """A sheet somebody uploaded to make a draft of, with their answers about it; gone when it expires."""

    file_name = models.CharField(max_length=200)
    effective_from = models.DateField()
    rows = models.JSONField()  # as read, in the order of the sheet: rules.deciding.FoundRow
    answers = models.JSONField(default=dict)  # row: {cell: value}; 0, the whole sheet: {"scope": "replace" | "add"}
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField()
    uploaded_by_name = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    draft_id = models.UUIDField(null=True)  # what it became; it then takes no more answers

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
