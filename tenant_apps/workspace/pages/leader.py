"""The leader's page: the finding, the figures that prove it, the boxes, the people, the units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.ui.formats import decimal, signed, whole
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.scoring.wording import code_text, name_of
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import boxes
from tenant_apps.workspace.queries.overview import Leader, PersonInBox
from tenant_apps.workspace.queries.results import Chosen
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.finding import Figures, Kind, UnitFigures, finding, in_order
from tenant_apps.workspace.rules.selection import UNSCORED, VERIFICATION, Selection


@dataclass(frozen=True)
class Address:
    """What of the address is kept in every link of the page."""

    unit: str = ""
    period: str = ""

    def with_(self, name: str = "leader", **more: str) -> str:
        """The page with other parameters; empty ones are left out."""
        pairs = {"unit": self.unit, "periode": self.period} | more
        query = urlencode({key: value for key, value in pairs.items() if value})
        return reverse(name) + (f"?{query}" if query else "")

    @property
    def kept(self) -> str:
        """What follows `?kotak=8` in the links of the grid."""
        pairs = {"unit": self.unit, "periode": self.period}
        query = urlencode({key: value for key, value in pairs.items() if value})
        return f"&{query}" if query else ""


def context(found: Leader, address: Address, at: datetime) -> dict[str, Any]:
    """What leader.html and its live part draw."""
    return {
        "at": at,
        "heading": heading(found),
        "lead": _lead(found),
        "unit": found.unit,
        "crumbs": crumbs(found, address),
        "tops": _tops(found, address),
        "segments": _segments(found.results, address),
        "kpis": _kpis(found, address),
        "live_url": address.with_(kotak=found.selection.word),
        "grid": _grid(found),
        "selected": found.selection.box,
        "kept": address.kept,
        "predicates": _predicates(found),
        "units": _units(found, address),
        **panel(found, address),
    }


def heading(found: Leader) -> str:
    """The finding in one line."""
    said = finding(found.whole, found.units)
    figures, attention = said.figures, _attention(said.attention)
    texts = {
        Kind.NOBODY: _("Belum ada pegawai di unit ini"),
        Kind.NOT_SCORED: _("%(people)s pegawai, belum ada yang bernilai pada periode ini"),
        Kind.INCOMPLETE: _("%(complete)s dari %(people)s pegawai bernilai lengkap"),
        Kind.RISEN: _("Kinerja naik %(points)s poin"),
        Kind.FALLEN: _("Kinerja turun %(points)s poin"),
        Kind.STEADY: _("Semua %(people)s pegawai bernilai lengkap"),
    }
    text = texts[said.kind] % {
        "people": whole(figures.people),
        "complete": whole(figures.complete),
        "points": decimal(abs(figures.change), 2) if figures.change is not None else "",
    }
    return f"{text}; {attention}" if attention else text


def _attention(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s unit perlu perhatian", "%(count)s unit perlu perhatian", count) % {
        "count": whole(count)
    }


def _lead(found: Leader) -> str:
    parts = [found.unit.name]
    if found.results.now:
        parts.append(found.results.now.period.title)
        state = _("masih berjalan") if found.results.now.period.is_open else _("final")
        parts.append(state)
    return " · ".join(parts)


def crumbs(found: Leader, address: Address) -> list[tuple[str, str]]:
    """From the highest unit the viewer leads down to this one."""
    if len(found.path) < 2:
        return []
    kept = Address(period=address.period)
    above = [(node.name, kept.with_(unit=str(node.unit_id))) for node in found.path[:-1]]
    return [*above, (found.path[-1].name, "")]


def _tops(found: Leader, address: Address) -> list[dict[str, Any]]:
    """Somebody who heads several units chooses between them."""
    if len(found.tops) < 2:
        return []
    kept = Address(period=address.period)
    return [
        {
            "label": node.abbreviation or node.name,
            "url": kept.with_(unit=str(node.unit_id)),
            "current": bool(found.path) and node == found.path[0],
        }
        for node in found.tops
    ]


def _segments(results: Chosen, address: Address) -> list[dict[str, Any]]:
    kept = Address(unit=address.unit)
    return [
        {
            "label": period.title,
            "url": kept.with_(periode=period.code),
            "current": results.now is not None and period.code == results.now.period.code,
        }
        for period in results.periods[:3]
    ]


def _kpis(found: Leader, address: Address) -> list[dict[str, Any]]:
    figures = found.whole
    count = len(found.units)
    return [
        {
            "label": _("Pegawai"),
            "value": whole(figures.people),
            "sub": ngettext("di %(count)s unit langsung di bawah", "di %(count)s unit langsung di bawah", count)
            % {"count": whole(count)}
            if count
            else _("di unit ini"),
        },
        {
            "label": _("Bernilai lengkap"),
            "value": f"{whole(figures.complete_percent)}%",
            "sub": _("%(count)s pegawai belum dihitung") % {"count": whole(figures.unscored)}
            if figures.unscored
            else _("%(complete)s dari %(people)s pegawai")
            % {"complete": whole(figures.complete), "people": whole(figures.people)},
            "url": address.with_(kotak=UNSCORED) if figures.unscored else "",
        },
        {
            "label": _("Perlu verifikasi"),
            "value": whole(figures.needs_verification),
            "sub": _("Lihat siapa dan apa yang kurang") if figures.needs_verification else _("Semua bukti lengkap"),
            "url": address.with_(kotak=VERIFICATION) if figures.needs_verification else "",
        },
        _average(found),
    ]


def _average(found: Leader) -> dict[str, Any]:
    figures = found.whole
    result = found.results.now.box if found.results.now else None
    axis = shape.axes(result.scheme)[0] if result else None
    title = words.inside(name_of(result.scheme, axis.key)) if result and axis else _("nilai kinerja")
    kpi: dict[str, Any] = {"label": _("Rata-rata %(axis)s") % {"axis": title}, "value": decimal(figures.average, 2)}
    before = found.results.before
    if figures.change is not None and before is not None:
        kpi |= {
            "chip": signed(figures.change, 2),
            "tone": "ok" if figures.change > 0 else "warn" if figures.change < 0 else "",
            "sub": _("dari %(period)s, orang yang sama") % {"period": before.period.title},
        }
    return kpi


def _scheme(found: Leader) -> Template | None:
    result = found.results.now.box if found.results.now else None
    return result.scheme if result else None


def _grid(found: Leader) -> dict[str, Any] | None:
    """The nine boxes, with the names of the levels beside them."""
    scheme = _scheme(found)
    if scheme is None:
        return None
    axes = shape.axes(scheme)
    cells = {}
    for number, count in found.boxes.items():
        given = boxes.recommendations(scheme, number)
        cells[number] = {
            "count": count,
            "meaning": boxes.meaning(scheme, number),
            "first": given[0] if given else "",
            "more": len(given) - 1 if len(given) > 1 else 0,
        }
    vertical, horizontal = axes[0], axes[-1]
    return {
        "boxes": cells,
        "rows": [words.level_title(scheme, vertical, code) for code in reversed(vertical.codes)],
        "columns": [words.level_title(scheme, horizontal, code) for code in horizontal.codes],
    }


def panel(found: Leader, address: Address) -> dict[str, Any]:
    """Who is in the chosen box, or whose result waits."""
    scheme, selection = _scheme(found), found.selection
    more = {"kotak": selection.word}
    return {
        "selection": selection,
        "panel_title": selection_title(selection),
        "panel_count": found.selected_count,
        "panel_text": _panel_text(scheme, selection),
        "panel_numbers": _panel_numbers(scheme),
        "people": [_person(each, address) for each in found.people],
        "all_url": address.with_("leader_people", **more) if found.selected_count > len(found.people) else "",
        "download_url": address.with_("leader_people_export", **more) if found.selected_count else "",
    }


def selection_title(selection: Selection) -> str:
    """Kotak 8, or the state."""
    if selection.box is not None:
        return _("Kotak %(number)s") % {"number": selection.box}
    return _("Perlu verifikasi") if selection.is_verification else _("Belum dihitung")


def _panel_text(scheme: Template | None, selection: Selection) -> str:
    if selection.is_verification:
        return _("Ada bukti yang belum masuk atau belum sah. Nilainya tidak ditebak dan tidak dihitung nol.")
    if selection.box is None:
        return _("Belum ikut perhitungan pada periode ini, misalnya pegawai yang baru masuk.")
    if scheme is None:
        return ""
    given = [words.inside(each) for each in boxes.recommendations(scheme, selection.box)]
    text = boxes.meaning(scheme, selection.box) + "."
    return text + " " + _("Rekomendasi: %(list)s.") % {"list": words.joined(given)} if given else text


def _panel_numbers(scheme: Template | None) -> str:
    """What the two numbers at the right of a person are."""
    if scheme is None:
        return ""
    names = [words.inside(name_of(scheme, axis.key)) for axis in shape.axes(scheme)]
    return _("Angka di kanan: %(names)s.") % {"names": " · ".join(names)}


def _person(each: PersonInBox, address: Address) -> dict[str, Any]:
    numbers = (each.performance, each.potential)
    value = " · ".join(decimal(number, 2) for number in numbers) if any(n is not None for n in numbers) else ""
    url = reverse("leader_person", args=[each.id])
    return {
        "name": each.name,
        "sub": " · ".join(part for part in (each.position, each.unit) if part),
        "value": value,
        "url": f"{url}?periode={address.period}" if address.period else url,
    }


def _predicates(found: Leader) -> list[dict[str, Any]]:
    """The distribution from worst to best; only predicates that were given count."""
    result = found.results.now.predicate if found.results.now else None
    verdict = shape.predicate(result.scheme) if result else None
    if result is None or verdict is None:
        return []
    given: Mapping[str, int] = found.predicates
    total = sum(given.values())
    order = result.scheme.scales[result.scheme.matrices[verdict.key].gives].order
    most = max((given.get(code, 0) for code in order), default=0)
    rows = []
    for code in order:
        count, title = given.get(code, 0), code_text(result.scheme, verdict.key, code)
        rows.append(
            {
                "label": title.partition("/")[0],
                "full": title,
                "count": count,
                "percent": Decimal(count) * 100 / total if total else Decimal(0),
                "strong": bool(count) and count == most,
            }
        )
    return rows


def _units(found: Leader, address: Address) -> list[dict[str, Any]]:
    kept = Address(period=address.period)
    rows = [
        _unit(each, kept.with_(unit=str(each.unit.unit_id))) for each in in_order(found.units) if each.figures.people
    ]
    if rows and found.directly.people:
        rows.append({"name": _("Langsung di unit ini"), "url": "", **_figures(found.directly)})
    return rows


def _unit(each: UnitFigures[Node], url: str) -> dict[str, Any]:
    return {"name": each.unit.name, "url": url, "attention": _why(each), **_figures(each.figures)}


def _why(each: UnitFigures[Node]) -> str:
    """Why a unit is worth a look."""
    reasons = [_("kinerja turun")] if each.fell else []
    reasons += [_("banyak yang belum lengkap")] if each.waits else []
    return words.joined(reasons)


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "people": figures.people,
        "average": figures.average,
        "change": figures.change,
        "complete": f"{whole(figures.complete_percent)}%",
    }
