"""The leader's page: the finding, the figures that prove it, the boxes, the people, the units."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.scoring_templates.wording import code_text, name_of
from shared_apps.ui.formats import decimal, signed, whole
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import boxes
from tenant_apps.workspace.pages.panel import Address, panel, scheme_of
from tenant_apps.workspace.queries.overview import Leader
from tenant_apps.workspace.queries.results import Chosen
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.finding import Figures, Kind, UnitFigures, finding, in_order
from tenant_apps.workspace.rules.selection import UNSCORED, VERIFICATION

_MOST_UNITS = 12  # in sight at once, beside the distribution


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
        **_shown(_units(found, address)),
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


def _grid(found: Leader) -> dict[str, Any] | None:
    """The nine boxes, with the names of the levels beside them."""
    scheme = scheme_of(found)
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


def _shown(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Many units: the ones the headline counts stand open, the others behind one click."""
    first = [row for row in rows if row.get("attention")] if len(rows) > _MOST_UNITS else rows
    first = first[:_MOST_UNITS] or rows[:_MOST_UNITS]
    more = [row for row in rows if row not in first]
    return {"units": first, "more_units": more, "units_count": len(rows)}


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
