"""The government itself and its structure: each version a complete set of units from a date on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from shared_apps.rows import Row


class Level(models.TextChoices):
    """What kind of region the government governs."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten")
    CITY = "city", _("Kota")


class Government(Row):
    """The one government whose schema this is; written by the host when it provisions or amends."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_only"], name="organisation_government_one"),
            models.CheckConstraint(condition=Q(is_only=True), name="organisation_government_is_only"),
        ]

    def __str__(self) -> str:
        return self.name


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
