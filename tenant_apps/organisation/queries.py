"""What the organisation looks like on a day. Everybody who may sign in may see the chart."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from shared_apps.errors import ForbiddenError, NotFoundError
from tenant_apps.organisation.models import Government, StructureVersion, Unit
from tenant_apps.organisation.rules.chart import Chart, Node

_OWN_FILES = frozenset({"hospital", "health_centre", "school", "service_unit", "branch_office", "subdistrict"})
_PATH = """
WITH RECURSIVE up AS (
    SELECT unit.*, 0 AS level FROM organisation_unit AS unit
    WHERE unit.unit_id = %(unit)s AND unit.version_id = (
        SELECT id FROM organisation_structureversion
        WHERE effective_from <= %(day)s ORDER BY effective_from DESC LIMIT 1
    )
    UNION ALL
    SELECT above.*, up.level + 1 FROM up JOIN organisation_unit AS above ON above.id = up.parent_id
)
SELECT up.unit_id, above.unit_id, up.code, up.name, up.abbreviation, up.unit_type, up.echelon, up."order"
FROM up LEFT JOIN organisation_unit AS above ON above.id = up.parent_id
ORDER BY up.level DESC
"""


def known_government() -> Government | None:
    """The government whose schema this is; None before the host has written it."""
    return Government.objects.first()


def government() -> Government:
    """The government whose schema this is."""
    found = known_government()
    if found is None:
        raise NotFoundError("government_missing", _("Data pemerintah daerah belum diisi oleh penyelenggara."))
    return found


def government_id() -> uuid.UUID:
    """What the region's sealing keys are derived for: it stays the same wherever the region's data lie."""
    found: uuid.UUID = government().id
    return found


def version_on(day: date) -> StructureVersion | None:
    """The version in force on a day; None before the first one."""
    return _versions_until(day).first()


def _versions_until(day: date) -> "QuerySet[StructureVersion]":
    return StructureVersion.objects.filter(effective_from__lte=day).order_by("-effective_from")


def next_version_day(day: date) -> date | None:
    """When the version in force on a day ends; None where no later one is known."""
    later = StructureVersion.objects.filter(effective_from__gt=day).order_by("effective_from")
    return later.values_list("effective_from", flat=True).first()


def ends_of_units(day: date) -> dict[uuid.UUID, date]:
    """From when units of a day are no longer in the structure; those that stay are left out."""
    later = StructureVersion.objects.filter(effective_from__gt=day).order_by("effective_from")
    versions = list(later.values_list("pk", "effective_from"))
    if not versions:
        return {}
    standing = set(Unit.objects.filter(version=version_on(day)).values_list("unit_id", flat=True))
    ends: dict[uuid.UUID, date] = {}
    for version_id, first_day in versions:
        kept = set(Unit.objects.filter(version_id=version_id).values_list("unit_id", flat=True))
        ends.update(dict.fromkeys(standing - kept, first_day))
        standing &= kept
    return ends


def last_names(unit_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What units were called last, those too that are no more; for words about units already known."""
    rows = Unit.objects.filter(unit_id__in=unit_ids).order_by("version__effective_from")
    return dict(rows.values_list("unit_id", "name"))


def versions(viewer: Any) -> Sequence[StructureVersion]:
    """All versions, the newest first."""
    _admit(viewer)
    return list(StructureVersion.objects.order_by("-effective_from"))


def chart_of(version: StructureVersion | None) -> Chart:
    """The units of one version."""
    if version is None:
        return Chart()
    rows = Unit.objects.filter(version=version).values_list(
        "unit_id", "parent__unit_id", "code", "name", "abbreviation", "unit_type", "echelon", "order"
    )
    return Chart.of(Node(*row) for row in rows)


def chart_on(day: date) -> Chart:
    """The chart in force on a day, for other queries and services; pages ask `structure_on`."""
    return chart_of(version_on(day))


def structure_on(viewer: Any, day: date) -> Chart:
    """The chart in force on a day."""
    _admit(viewer)
    return chart_on(day)


def unit_on(viewer: Any, unit_id: uuid.UUID, day: date) -> Node:
    """One unit as it stood on a day."""
    node = structure_on(viewer, day).nodes.get(unit_id)
    if node is None:
        raise NotFoundError("unit_unknown", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    return node


def units_called(word: str, day: date) -> list[tuple[uuid.UUID, str]]:
    """The units of a day in whose name or abbreviation the word stands, with both in one text; for a search."""
    version = Subquery(_versions_until(day).values("pk")[:1])
    rows = Unit.objects.filter(Q(name__icontains=word) | Q(abbreviation__icontains=word), version=version)
    found = rows.values_list("unit_id", "name", "abbreviation")
    return [(unit_id, f"{name} {abbreviation}") for unit_id, name, abbreviation in found]


def agencies(day: date) -> dict[uuid.UUID, str]:
    """The units of a day that may have an administrator of their own, by name as a choice shows them.

    Those directly below the government, and those that keep the files of their own people wherever they hang.
    """
    chart = chart_on(day)
    return {
        node.unit_id: f"{'– ' * (depth - 1)}{node.name}"
        for depth, node in chart.walk()
        if depth == 1 or (depth > 1 and node.unit_type in _OWN_FILES)
    }


def subtree_unit_ids(unit_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """The unit and all under it on a day; empty when it did not stand then."""
    top = Unit.objects.filter(version=version_on(day), unit_id=unit_id).first()
    if top is None:
        return frozenset()
    below = Unit.objects.tree_filter(version_id=top.version_id).descendants(top, include_self=True)
    return frozenset(below.values_list("unit_id", flat=True))


def path_of(unit_id: uuid.UUID, day: date) -> tuple[Node, ...]:
    """From the root down to the unit, as it stood on a day; read upwards, without the rest of the chart."""
    with connection.cursor() as cursor:
        cursor.execute(_PATH, {"day": day, "unit": unit_id})
        return tuple(Node(*row) for row in cursor.fetchall())


def ancestors(unit_id: uuid.UUID, day: date) -> tuple[Node, ...]:
    """From the root down to the unit's parent, as it stood on a day."""
    return chart_on(day).ancestors(unit_id)


def _admit(viewer: Any) -> None:
    if not getattr(viewer, "is_active", False):
        raise ForbiddenError("sign_in_first", _("Masuk dahulu untuk melihat struktur organisasi."))
