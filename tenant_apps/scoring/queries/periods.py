"""Periods: which there are, which one counts now, and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import ForbiddenError, NotFoundError
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import order
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.scoring.models import Observation, Period, Run, Scheme
from tenant_apps.scoring.queries import plans
from tenant_apps.scoring.rules import typed
from tenant_apps.scoring.rules.dependencies import in_order
from tenant_apps.scoring.rules.next_period import Proposal
from tenant_apps.scoring.rules.next_period import next_period as propose
from tenant_apps.scoring.rules.observed import observed_measures
from tenant_apps.scoring.schemes import document_of, replaced_by


@dataclass(frozen=True)
class PeriodRow:
    """A line of the list of periods."""

    period: Period
    schemes: Sequence[str]
    runs: Sequence[Run]

    @property
    def last_run(self) -> Run | None:
        """The current run that finished last."""
        return max(self.runs, key=lambda run: run.started_at, default=None)


@dataclass(frozen=True)
class SchemeRow:
    """An adopted scheme with its current run."""

    scheme: Scheme
    title: str
    run: Run | None
    waits_for: Sequence[str]
    overrides: int
    fills_box: bool
    replaced: Scheme | None

    @property
    def boxes(self) -> Sequence[tuple[int, int]]:
        """All nine with their counts, where the scheme has boxes and ran."""
        if self.run is None or not self.fills_box:
            return []
        return [(number, self.run.counts["boxes"].get(str(number), 0)) for number in range(1, 10)]


@dataclass(frozen=True)
class PeriodPage:
    """Everything a personnel administrator needs to take a period from opening to scores."""

    period: Period
    schemes: Sequence[SchemeRow]
    people_with_results: int
    measures: Sequence[tuple[str, str]]
    missing_schemes: Sequence[str] = field(default_factory=tuple)
    failed_plans: Sequence[plans.Plan] = field(default_factory=tuple)
    to_carry: Sequence[Scheme] = field(default_factory=tuple)
    late: people.Late = field(default_factory=people.Late)

    @property
    def last_run(self) -> Run | None:
        """The current run that finished last."""
        return max((row.run for row in self.schemes if row.run), key=lambda run: run.started_at, default=None)

    @property
    def carried_titles(self) -> Sequence[str]:
        """The schemes of the last period that this one has not got."""
        return [
            f"{wording.title_text(document_of(each).title, each.template_key)} {each.template_version}"
            for each in self.to_carry
        ]

    @property
    def unverified(self) -> int:
        """How many people lack evidence in the scheme that lacks most."""
        return max((row.run.counts.get("needs_verification", 0) for row in self.schemes if row.run), default=0)


def periods(viewer: Any) -> Sequence[Period]:
    """All periods, the latest first; everybody who may sign in knows them."""
    _admit(viewer)
    return list(Period.objects.order_by("-ends_on"))


def period_with_code(viewer: Any, code: str) -> Period:
    """One period by the code in its address."""
    _admit(viewer)
    found = Period.objects.filter(code=code).first()
    if found is None:
        raise NotFoundError("period_unknown", _("Periode itu tidak ada."))
    return found


def next_period(day: date) -> Proposal | None:
    """What the form of a new period is filled with: the one after the last, as long as this region's usually are."""
    known = dict(Period.objects.order_by("ends_on").values_list("code", "ends_on"))
    last = max(known.values(), default=None)
    return propose(organisation.government().period_length, last, day, frozenset(known))


def current_period() -> Period | None:
    """The latest period that has scores; before any run the latest one at all."""
    scored = Period.objects.filter(runs__is_current=True).order_by("-ends_on").first()
    return scored or Period.objects.order_by("-ends_on").first()


def chosen_period(viewer: Any, code: str | None) -> Period | None:
    """The period of an address, or the current one."""
    return period_with_code(viewer, code) if code else current_period()


def period_rows(viewer: Any, day: date) -> Sequence[PeriodRow]:
    """The list for those who manage scoring."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    schemes: dict[Any, list[str]] = {}
    for scheme in Scheme.objects.filter(replaced_at=None).order_by("template_key"):
        title = wording.title_text(document_of(scheme).title, scheme.template_key)
        schemes.setdefault(scheme.period_id, []).append(f"{title} {scheme.template_version}")
    runs: dict[Any, list[Run]] = {}
    for run in Run.objects.filter(is_current=True):
        runs.setdefault(run.period_id, []).append(run)
    return [
        PeriodRow(period, schemes.get(period.id, []), runs.get(period.id, []))
        for period in Period.objects.order_by("-ends_on")
    ]


def period_page(viewer: Any, code: str, day: date) -> PeriodPage:
    """One period with its schemes, runs and what can be uploaded."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    adopted = {scheme.template_key: scheme for scheme in Scheme.objects.filter(period=period, replaced_at=None)}
    documents = {key: document_of(scheme) for key, scheme in adopted.items()}
    needs = {key: order.required_schemes(document) for key, document in documents.items()}
    runs = {run.scheme_id: run for run in Run.objects.filter(period=period, is_current=True)}
    measures = {
        key: wording.name_of(document, key) for document in documents.values() for key in observed_measures(document)
    }
    return PeriodPage(
        period=period,
        schemes=[
            SchemeRow(
                scheme=adopted[key],
                title=wording.title_text(documents[key].title, key),
                run=runs.get(adopted[key].id),
                waits_for=[other for other in needs[key] if other not in adopted],
                overrides=len(adopted[key].customisation.get("overrides", [])),
                fills_box="box" in typed.places(documents[key]),
                replaced=replaced_by(adopted[key]) if period.is_open else None,
            )
            for key in in_order(needs) or sorted(adopted)
        ],
        people_with_results=Observation.objects.filter(period=period).aggregate(
            people=Count("employee_id", distinct=True, filter=~Q(measure=""))
        )["people"],
        measures=sorted(measures.items()),
        missing_schemes=sorted({other for key in needs for other in needs[key] if other not in adopted}),
        failed_plans=[each for each in plans.plans_of(viewer, period, day) if each.has_failed],
        to_carry=plans.schemes_to_carry(period) if period.is_open else (),
        late=_known_late(viewer, period, day),
    )


def _known_late(viewer: Any, period: Period, day: date) -> people.Late:
    """Chairs that count in a closed period and were written down after it was closed."""
    if period.closed_at is None:
        return people.Late()
    return people.known_after(
        viewer, day, starts_on=period.starts_on, ends_on=period.ends_on, closed_at=period.closed_at
    )


def current_runs(period: Period) -> dict[str, Run]:
    """The current run of each template in a period, with its scheme."""
    runs = Run.objects.filter(period=period, is_current=True).select_related("scheme", "period")
    return {run.scheme.template_key: run for run in runs}


def run_filling(period: Period, column: str) -> Run | None:
    """The current run whose scheme fills a column of its own: predicate, box, performance or potential."""
    runs = sorted(current_runs(period).items())
    return next((run for _key, run in runs if column in typed.places(document_of(run.scheme))), None)


def _admit(viewer: Any) -> None:
    if not getattr(viewer, "is_active", False):
        raise ForbiddenError("sign_in_first", _("Masuk dahulu untuk melihat halaman ini."))
