"""Files of the structure on a day. Everybody who may sign in may see the chart, so also its files."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.files.writing import MEDIA, Drawn, written
from tenant_apps.organisation.rules.chart import Chart


@dataclass(frozen=True)
class StructureFile:
    """A file ready to be sent."""

    name: str
    media_type: str
    content: bytes


def structure_file(viewer: Any, *, kind: str, day: date, top: uuid.UUID | None = None) -> StructureFile:
    """The structure of a day as `xlsx`, `csv`, `json`, `svg` or `pdf`; the last two also from one unit down.

    Raises NotFoundError where no structure is in force on that day, or the unit does not stand in it.
    """
    drawn = _drawn(viewer, day, top if kind in ("svg", "pdf") else None)
    name = f"struktur-{day.isoformat()}.{kind}"
    return StructureFile(name, MEDIA[kind], written(kind, drawn))


def agencies(chart: Chart) -> list[tuple[uuid.UUID, str]]:
    """The units with something under them, below which a picture may begin, with their names."""
    return [(node.unit_id, node.name) for _depth, node in chart.walk() if chart.children.get(node.unit_id)]


def _drawn(viewer: Any, day: date, top: uuid.UUID | None) -> Drawn:
    version = next((each for each in organisation.versions(viewer) if each.effective_from <= day), None)
    chart = organisation.chart_of(version)
    if version is None or chart.root is None:
        raise NotFoundError("structure_missing", _("Belum ada struktur yang berlaku pada tanggal itu."))
    if top is not None and top not in chart.nodes:
        raise NotFoundError("unit_unknown", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    government = organisation.government()
    return Drawn(chart, day, government.name, government.region_code, version.decree, top)
