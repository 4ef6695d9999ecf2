"""The steps of a draft in words."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shared_apps.ui.formats import whole
from tenant_apps.organisation.rules.changes import Addition, Change, Move, Renaming
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.endings import Closing, Handover, Merge, Replacement, Split

_MOST_NAMED = 5

# kind: (chip, its tone)
KINDS: dict[str, tuple[Promise, str]] = {
    "add": (gettext_lazy("Baru"), "ok"),
    "rename": (gettext_lazy("Ganti nama"), ""),
    "move": (gettext_lazy("Pindah"), "warn"),
    "merge": (gettext_lazy("Gabung"), "warn"),
    "split": (gettext_lazy("Pecah"), "ok"),
    "close": (gettext_lazy("Tutup"), "bad"),
    "hand_over": (gettext_lazy("Pegawai"), ""),
    "replace": (gettext_lazy("Berkas"), "br"),
}


@dataclass(frozen=True)
class Names:
    """Names of units from the charts at hand, the first that knows one."""

    charts: tuple[Chart, ...]

    def of(self, unit_id: uuid.UUID | None) -> str:
        """The name, or that nobody knows it any more."""
        for chart in self.charts:
            if unit_id is not None and unit_id in chart.nodes:
                return chart.nodes[unit_id].name
        return _("unit yang tidak ada lagi")

    def all_of(self, unit_ids: Iterable[uuid.UUID]) -> str:
        """Names in one text."""
        return ", ".join(self.of(each) for each in unit_ids)


def first_of(units: Sequence[Node]) -> str:
    """The first of some units by name."""
    return ", ".join([node.name for node in units[:_MOST_NAMED]] + (["…"] if len(units) > _MOST_NAMED else []))


def told(change: Change, before: Chart, base: Chart) -> str:
    """One step in words, told from the chart before it."""
    names = Names((before, base))
    match change:
        case Addition(node):
            return _("%(name)s di bawah %(parent)s") % {"name": node.name, "parent": names.of(node.parent_id)}
        case Renaming(unit_id, name, _abbreviation):
            return _("%(old)s menjadi %(new)s") % {"old": names.of(unit_id), "new": name}
        case Move(unit_id, parent_id):
            moved = before.nodes.get(unit_id)
            facts = {
                "name": names.of(unit_id),
                "old": names.of(moved.parent_id if moved else None),
                "new": names.of(parent_id),
            }
            return _("%(name)s dari %(old)s ke %(new)s") % facts
        case Merge(unit_ids, into):
            return _("%(names)s digabung ke %(into)s") % {"names": names.all_of(unit_ids), "into": names.of(into)}
        case Split(unit_id, parts, _taken):
            new = ", ".join(part.name for part in parts)
            return _("%(name)s dipecah; unit baru %(new)s") % {"name": names.of(unit_id), "new": new}
        case _:
            return _told_of_people(change, names)


def _told_of_people(change: Change, names: Names) -> str:
    match change:
        case Closing(unit_id, people_to, units_to):
            facts = {"name": names.of(unit_id), "into": names.of(people_to), "units": names.of(units_to)}
            text = _("%(name)s ditutup; pegawainya ke %(into)s") if people_to else _("%(name)s ditutup")
            text += _("; unit di bawahnya ke %(units)s") if units_to else ""
            return text % facts
        case Handover(unit_id, people_to):
            return _("Pegawai %(name)s ke %(into)s") % {"name": names.of(unit_id), "into": names.of(people_to)}
        case Replacement(nodes, source):
            text = ngettext(
                "Seluruh bagan diganti dengan %(number)s unit dari %(source)s",
                "Seluruh bagan diganti dengan %(number)s unit dari %(source)s",
                len(nodes),
            )
            return text % {"number": whole(len(nodes)), "source": source or _("berkas")}
    raise TypeError(type(change).__name__)
