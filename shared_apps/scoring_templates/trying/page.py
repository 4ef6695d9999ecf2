"""The page of a trial: a table of results whose numbers open, and the explanation that was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.arithmetic import Block, written
from shared_apps.scoring_templates.evaluation import Outcome, Value
from shared_apps.scoring_templates.rules.explain import explain
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.telling import Teller
from shared_apps.scoring_templates.trying.queries import Tried
from shared_apps.ui.formats import whole

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A result, and the value of the button that opens it."""

    column: str
    text: str
    opens: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One person's results."""

    name: str
    profile: str
    opens: str
    cells: Sequence[Cell]
    status: str
    tone: str
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """How a person's results came about."""

    name: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Page:
    """What the template draws."""

    heading: str
    columns: Sequence[str]
    lines: Sequence[Line]
    number: int
    pages: int
    opened: Opened | None


def page_of(tried: Tried, title: str, *, number: int = 1, opened: str = "") -> Page:
    """One page of results; `opened` is `row:key`, or `row:` for everything of a person."""
    pages = max(1, -(-len(tried.people) // PER_PAGE))
    number = min(max(number, 1), pages)
    scheme = tried.scheme
    if scheme is None:
        return Page(_heading(tried, title), (), (), number, pages, None)
    first = (number - 1) * PER_PAGE
    shown = range(first, min(first + PER_PAGE, len(tried.people)))
    return Page(
        heading=_heading(tried, title),
        columns=[wording.name_of(scheme, key) for key in scheme.results],
        lines=[_line(scheme, tried, row, opened) for row in shown],
        number=number,
        pages=pages,
        opened=_opened(scheme, tried, opened),
    )


def _heading(tried: Tried, title: str) -> str:
    if tried.outcomes:
        complete = tried.statuses.get("complete", 0)
        text = ngettext(
            "%(title)s dicoba: %(complete)s dari %(count)s orang lengkap",
            "%(title)s dicoba: %(complete)s dari %(count)s orang lengkap",
            len(tried.outcomes),
        )
        return text % {"title": title, "complete": whole(complete), "count": whole(len(tried.outcomes))}
    if tried.refusal:
        return _("%(title)s belum dapat dicoba") % {"title": title}
    return _("Isi dulu yang diputuskan daerah untuk mencoba %(title)s") % {"title": title}


def _line(scheme: Template, tried: Tried, row: int, opened: str) -> Line:
    person, outcome = tried.people[row], tried.outcomes[row]
    values: Mapping[str, Value] = {**outcome.inputs, **outcome.values}
    return Line(
        name=person.name,
        profile=_profile(scheme, person.case.profile),
        opens=f"{row}:",
        cells=[_cell(scheme, key, values.get(key), f"{row}:{key}", opened) for key in scheme.results],
        status=_status(outcome),
        tone="ok" if outcome.status == "complete" else "warn",
        notes=[*(wording.reason_text(scheme, reason) for reason in outcome.reasons), *_gates(scheme, outcome)],
    )


def _cell(scheme: Template, key: str, value: Value, opens: str, opened: str) -> Cell:
    text = written(value) if isinstance(value, Decimal) else wording.code_text(scheme, key, value) or "–"
    return Cell(wording.name_of(scheme, key), text, opens, opened == opens)


def _profile(scheme: Template, profile: str | None) -> str:
    if profile is None:
        return ""
    known = scheme.profiles.get(profile)
    return wording.title_text(known.title, profile) if known is not None else profile


def _status(outcome: Outcome) -> str:
    return {
        "complete": _("Lengkap"),
        "incomplete": _("Belum lengkap"),
        "needs_verification": _("Perlu verifikasi"),
    }[outcome.status]


def _gates(scheme: Template, outcome: Outcome) -> list[str]:
    words = {"closed": _("%(gate)s: tertutup"), "unverified": _("%(gate)s: belum dapat dipastikan")}
    return [
        words[state] % {"gate": wording.name_of(scheme, key)} for key, state in outcome.gates.items() if state in words
    ]


def _opened(scheme: Template, tried: Tried, opened: str) -> Opened | None:
    number, _colon, key = opened.partition(":")
    if not number.isdecimal() or int(number) >= len(tried.people) or (key and key not in scheme.results):
        return None
    teller = Teller(scheme, lambda _measure: (), lambda _measure: ())
    row = tried.outcomes[int(number)].row
    keys = [key] if key else scheme.results
    return Opened(tried.people[int(number)].name, [teller.block(explain(scheme, row, each)) for each in keys])
