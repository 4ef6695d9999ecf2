"""A person's score: their own, or of somebody whom the viewer leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.document import Template
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.people.models import Employee
from tenant_apps.scoring.models import Period, Scheme, Score
from tenant_apps.scoring.queries.lineage import SchemeLineage, lineages_of
from tenant_apps.scoring.queries.periods import run_filling
from tenant_apps.scoring.queries.restricted import restricted_for
from tenant_apps.scoring.rules import typed
from tenant_apps.scoring.rules.listing import never_listed
from tenant_apps.scoring.rules.values import Values
from tenant_apps.scoring.schemes import document_of, values_of


@dataclass(frozen=True)
class Cut:
    """Where a level begins."""

    level: str
    comparator: str
    value: Decimal


@dataclass(frozen=True)
class Judgement:
    """A code that a result was read from."""

    key: str
    title: str
    code: str | None
    text: str


@dataclass(frozen=True)
class Reason:
    """Why a score waits."""

    code: str
    text: str


@dataclass(frozen=True)
class GateState:
    """A door beside the score: open, closed, unverified, or hidden where it would tell what the reader may not see."""

    key: str
    title: str
    state: str


@dataclass(frozen=True)
class Result:
    """One result of a scheme: a number with the level it reaches, or a code with its meaning."""

    key: str
    title: str
    number: Decimal | None
    code: str | None
    text: str
    cuts: Sequence[Cut]
    made_of: Sequence[Judgement]
    recommendations: Sequence[str]
    hidden: bool = False


@dataclass(frozen=True)
class SchemeScore:
    """One scheme's row of a person, in words."""

    scheme: str
    title: str
    version: str
    scheme_hash: str
    computed_at: Any
    status: str
    reasons: Sequence[Reason]
    gates: Sequence[GateState]
    results: Sequence[Result]


@dataclass(frozen=True)
class PersonScore:
    """Everything the region computed of one person in one period."""

    period: Period
    employee_id: UUID
    name: str
    schemes: Sequence[SchemeScore]

    @property
    def status(self) -> str:
        """The worst of the schemes: one missing piece of evidence is enough."""
        found = {scheme.status for scheme in self.schemes}
        return next((name for name in ("needs_verification", "incomplete") if name in found), "complete")


def own_score(viewer: Any, period: Period, day: date) -> PersonScore:
    """The viewer's own score."""
    if viewer.employee_id is None:
        raise NotFoundError("no_employee", _("Akun Anda tidak terhubung dengan data pegawai."))
    return score_of(viewer, viewer.employee_id, period, day)


def score_of(viewer: Any, employee_id: UUID, period: Period, day: date) -> PersonScore:
    """One person and period; whom the viewer may not see does not exist for them."""
    employee = _visible(viewer, employee_id, day)
    scores = (
        Score.objects.filter(employee_id=employee_id, run__is_current=True, run__period=period)
        .select_related("run__scheme")
        .order_by("run__scheme__template_key", "subject_id")
    )
    told = lineages_of(list(scores), restricted=restricted_for(viewer, employee_id, day))
    schemes = [_scheme_score(each) for each in told.values()]
    if not schemes:
        raise NotFoundError(
            "score_unknown",
            _("Belum ada nilai %(name)s untuk periode %(period)s.")
            % {"name": employee.full_name, "period": period.title},
        )
    return PersonScore(period, employee_id, employee.full_name, schemes)


def subtree_scores(viewer: Any, period: Period, unit_id: UUID | None, day: date) -> "QuerySet[Score]":
    """The rows a viewer may see in the scheme with the boxes, or else the predicates; of a unit with all under it."""
    run = run_filling(period, "box") or run_filling(period, "predicate")
    seen = people.visible_assignments(viewer, day)
    if unit_id is not None:
        reach = people.reach(viewer, day)
        if not reach.everything and unit_id not in reach.unit_ids:
            raise NotFoundError("unit_unknown", _("Unit itu tidak ditemukan."))
        seen = seen.filter(unit_id__in=organisation.subtree_unit_ids(unit_id, day))
    rows = Score.objects.filter(run=run) if run else Score.objects.none()
    return rows.filter(employee_id__in=seen.values("employee_id")).select_related("employee", "run__scheme")


def unlisted_columns(viewer: Any, period: Period, day: date) -> frozenset[str]:
    """The columns of `subtree_scores` that a viewer is not shown: they could give a private answer away, or what needs
    a permission of its own.
    """
    run = run_filling(period, "box") or run_filling(period, "predicate")
    if run is None:
        return frozenset()
    others = Scheme.objects.filter(period=period, replaced_at=None)
    documents = {each.template_key: document_of(each) for each in others}
    hidden = never_listed(document_of(run.scheme), documents, restricted=restricted_for(viewer, None, day))
    return frozenset(column for column, key in typed.KEYS.items() if key in hidden)


def _visible(viewer: Any, employee_id: UUID, day: date) -> Employee:
    reach = people.reach(viewer, day)
    known = reach.everything or (employee_id == reach.employee_id)
    if known or people.visible_assignments(viewer, day).filter(employee_id=employee_id).exists():
        found = Employee.objects.filter(id=employee_id).first()
        if found is not None:
            return found
    raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))


def _scheme_score(told: SchemeLineage) -> SchemeScore:
    run, score, scheme = told.run, told.score, told.scheme
    values = values_of(run.scheme, score).without(told.hidden)
    states = told.gates
    return SchemeScore(
        scheme=scheme.key,
        title=wording.title_text(scheme.title, scheme.key),
        version=scheme.version,
        scheme_hash=run.scheme.scheme_hash,
        computed_at=run.finished_at,
        status=score.status,
        reasons=[Reason(reason, wording.reason_text(scheme, reason)) for reason in score.reasons],
        gates=[GateState(key, wording.name_of(scheme, key), states[key]) for key in run.scheme.gate_keys],
        results=[_result(scheme, key, values, hidden=key in told.hidden) for key in scheme.results],
    )


def _result(scheme: Template, key: str, values: Values, *, hidden: bool) -> Result:
    """A number is told with its level and the cuts, a code with the codes it was read from."""
    level = next((name for name, rating in sorted(scheme.ratings.items()) if rating.input == key), None)
    is_number = kinds.is_number(scheme, key)
    shown = level if is_number else key
    code = values.codes.get(shown) if shown else None
    return Result(
        key=key,
        title=wording.name_of(scheme, key),
        number=values.numbers.get(key) if is_number else None,
        code=code,
        text=wording.code_text(scheme, shown, code) if shown else "",
        cuts=_cuts(scheme, level) if is_number and level else [],
        made_of=_axes(scheme, key, values),
        recommendations=recommendations(scheme, key, code),
        hidden=hidden,
    )


def _cuts(scheme: Template, rating_key: str) -> list[Cut]:
    rating = scheme.ratings[rating_key]
    return [
        Cut(code, str(cut.comparator), cut.value)
        for code in scheme.scales[rating.scale].order[1:]
        if (cut := rating.cuts[code]).value is not None
    ]


def _axes(scheme: Template, key: str, values: Values) -> list[Judgement]:
    matrix = scheme.matrices.get(key)
    if matrix is None:
        return []
    return [
        Judgement(
            key=source,
            title=wording.name_of(scheme, source),
            code=values.codes.get(source),
            text=wording.code_text(scheme, source, values.codes.get(source)),
        )
        for _axis, source in sorted(matrix.axes.items())
    ]


def recommendations(scheme: Template, key: str, code: str | None) -> list[str]:
    """What follows from a code, as text only."""
    return [
        wording.title_text(entry.titles.get(name), name)
        for _key, entry in sorted(scheme.recommendations.items())
        if entry.of == key and code is not None
        for name in entry.give.get(code, ())
    ]
