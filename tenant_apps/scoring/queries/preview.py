"""The effect of a scheme on a region's own people in words, before it is adopted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules.document import Template, from_json
from tenant_apps.organisation.queries import chart_on
from tenant_apps.people import queries as people
from tenant_apps.scoring import resolving
from tenant_apps.scoring.impact import Impact, Moved, impact_of
from tenant_apps.scoring.models import Period
from tenant_apps.scoring.queries.periods import current_runs
from tenant_apps.scoring.rules import typed
from tenant_apps.scoring.schemes import document_of


@dataclass(frozen=True)
class Move:
    """So many people from one level, box or state to another."""

    old: str
    new: str
    count: int


@dataclass(frozen=True)
class Moves:
    """All moves of one result."""

    title: str
    rows: Sequence[Move]


@dataclass(frozen=True)
class Mover:
    """One of those who move most."""

    employee_id: UUID
    name: str
    changes: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """What the page shows."""

    people: int
    changed: int
    placed_otherwise: int
    is_live: bool
    moves: Sequence[Moves]
    gates: Sequence[Move]
    by_agency: Sequence[tuple[str, int]]
    by_grade: Sequence[tuple[str, int]]
    movers: Sequence[Mover]


def preview(
    viewer: Any,
    *,
    period: Period,
    template_key: str,
    version: str,
    overrides: Sequence[Mapping[str, Any]],
    day: date,
) -> Preview:
    """Compare with the current run of the same template in the period.

    Raises InvalidError `scheme_refused` exactly as adopting would, ConflictError where nothing has been computed.
    """
    access.check(viewer, Action.MANAGE_SCORING, day)
    published = resolving.published(template_key, version)
    scheme, _document = resolving.resolved(published, from_json(published.document), overrides)
    run = current_runs(period).get(template_key)
    if run is None:
        raise ConflictError(
            "nothing_computed", _("Belum ada perhitungan untuk dibandingkan. Hitung dahulu; belum ada yang diubah.")
        )
    return shown(impact_of(run=run, scheme=scheme), scheme, document_of(run.scheme), run.as_of)


def shown(found: Impact, scheme: Template, before: Template, as_of: date) -> Preview:
    """The counts in words, the people by name."""
    agencies, grades = _placed(found.moved_ids, as_of)
    names = people.names_of([moved.employee_id for moved in found.movers])
    return Preview(
        people=found.people,
        changed=found.changed,
        placed_otherwise=found.placed_otherwise,
        is_live=found.is_live,
        moves=_moves(found, scheme, before),
        gates=[
            Move(wording.name_of(scheme, key), gate_text(new), count)
            for (key, _old, new), count in sorted(found.gates.items())
        ],
        by_agency=agencies,
        by_grade=grades,
        movers=[
            Mover(moved.employee_id, names.get(moved.employee_id, ""), _changes(moved, scheme, before))
            for moved in found.movers
        ],
    )


def _moves(found: Impact, scheme: Template, before: Template) -> list[Moves]:
    by_key: dict[str, list[Move]] = {}
    for (key, old, new), count in found.codes.most_common():
        move = Move(_code(before, key, old), _code(scheme, key, new), count)
        by_key.setdefault(key, []).append(move)
    moves = [Moves(wording.name_of(scheme, key), rows) for key, rows in by_key.items()]
    states = [Move(status_text(old), status_text(new), n) for (old, new), n in found.statuses.most_common() if n]
    return [*moves, *([Moves(_("Status"), states)] if states else [])]


def _changes(moved: Moved, scheme: Template, before: Template) -> list[str]:
    words = [
        f"{wording.name_of(scheme, key)}: {_code(before, key, old)} → {_code(scheme, key, new)}"
        for key, (old, new) in moved.codes.items()
        if old != new
    ]
    numbers = [
        f"{wording.name_of(scheme, key)} {_number(old)} → {_number(new)}"
        for key, (old, new) in moved.numbers.items()
        if old != new
    ]
    return [*words, *numbers]


def _placed(employee_ids: Sequence[UUID], day: date) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """By the unit right under the root, and by grade; the largest first."""
    chart = chart_on(day)
    agencies: Counter[str] = Counter()
    grades: Counter[str] = Counter()
    for unit_id, grade in people.places_of(employee_ids, day):
        path = chart.path(unit_id)
        agencies[path[min(1, len(path) - 1)].name if path else "–"] += 1
        grades[grade or "–"] += 1
    return agencies.most_common(), sorted(grades.items())


def _code(scheme: Template, key: str, code: str | None) -> str:
    if code is None:
        return _("belum ada")
    if key == typed.BOX and (number := typed.box_number(code)) is not None:
        return _("Kotak %(number)s") % {"number": number}
    return wording.code_text(scheme, key, code)


def _number(value: Decimal | None) -> str:
    return _("belum ada") if value is None else wording.field_text(str(value))


def gate_text(state: str) -> str:
    """What a gate says of somebody."""
    words = {"closed": _("tertutup"), "open": _("terbuka"), "unverified": _("perlu verifikasi")}
    return words.get(state, state)


def status_text(status: str) -> str:
    """How complete a score is."""
    words = {"complete": _("lengkap"), "incomplete": _("belum lengkap"), "needs_verification": _("perlu verifikasi")}
    return words.get(status, status)
