"""The current runs of a period with the schemes that give their rows a meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.rules.document import Template
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.queries.lineage import SchemeLineage
from tenant_apps.scoring.rules.listing import never_listed
from tenant_apps.scoring.schemes import document_of, values_of
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.values import Values


@dataclass(frozen=True)
class Result:
    """One scheme of a period and its current run."""

    run: Run
    row: Scheme
    scheme: Template

    def values(self, told: SchemeLineage) -> Values:
        """A stored row by key, without what nobody may see, or not this reader."""
        score, hidden = told.score, told.hidden
        stored = values_of(self.row, score).without(hidden)
        return Values(
            scheme=self.scheme,
            status=score.status,
            profile=score.profile,
            reasons=tuple(score.reasons),
            numbers=stored.numbers,
            codes=stored.codes,
            gates=told.gates,
            hidden=hidden,
        )


@dataclass(frozen=True)
class PeriodResults:
    """What is computed in a period: the scheme that gives the predicate, and the one that gives the box."""

    period: Period
    results: tuple[Result, ...]

    @property
    def predicate(self) -> Result | None:
        """The result whose scheme gives a predicate of two ratings."""
        return next((result for result in self.results if shape.predicate(result.scheme)), None)

    @property
    def box(self) -> Result | None:
        """The result whose scheme gives a box of two axes."""
        return next((result for result in self.results if shape.box(result.scheme)), None)

    def unlisted(self, result: Result | None, restricted: tuple[str, ...]) -> frozenset[str]:
        """What of a result no list shows a reader: it could give a private answer away, or what they may not read."""
        others = {each.row.template_key: each.scheme for each in self.results}
        return never_listed(result.scheme, others, restricted=restricted) if result else frozenset()


@dataclass(frozen=True)
class Chosen:
    """The period a page shows, the one before it, and all one may choose from (the newest first)."""

    now: PeriodResults | None
    before: PeriodResults | None
    periods: tuple[Period, ...]


def chosen(code: str) -> Chosen:
    """The period of this code, or the newest with results; an unknown code is not found."""
    runs = list(
        Run.objects.filter(is_current=True, state=Run.State.DONE)
        .select_related("period")
        .order_by("-period__ends_on", "scheme__template_key")
    )
    periods = tuple({run.period_id: run.period for run in runs}.values())
    place = next((index for index, period in enumerate(periods) if period.code == code or not code), None)
    if place is None:
        if code:
            raise NotFoundError("period_unknown", _("Periode itu tidak ada, atau belum ada nilainya."))
        return Chosen(None, None, ())
    wanted = {period.id for period in periods[place : place + 2]}
    schemes = Scheme.objects.in_bulk([run.scheme_id for run in runs if run.period_id in wanted])
    now = _results(periods[place], runs, schemes)
    before = _results(periods[place + 1], runs, schemes) if place + 1 < len(periods) else None
    return Chosen(now, before, periods)


def _results(period: Period, runs: Sequence[Run], schemes: Mapping[UUID, Scheme]) -> PeriodResults:
    own = [(run, schemes[run.scheme_id]) for run in runs if run.period_id == period.id]
    return PeriodResults(period, tuple(Result(run, row, document_of(row)) for run, row in own))
