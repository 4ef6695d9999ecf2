"""Published templates a region may adopt: where each is in use, where it could be, what it would replace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules.document import from_json
from tenant_apps.scoring.models import DeclinedVersion, Period, Scheme
from tenant_apps.scoring.queries.plans import Plan, plans
from tenant_apps.scoring.rules import validity


@dataclass(frozen=True)
class TemplateRow:
    """A published version: where it is in use, and where it could be."""

    version: TemplateVersion
    title: str
    legal_basis: Sequence[str]
    adopted_in: Sequence[Period]
    open_for: Sequence[Period]
    declined: DeclinedVersion | None
    upgrades: Sequence[Period]
    plan: Plan | None
    plannable: Period | None  # the last period, where only the next one may take the version

    @property
    def adoptable(self) -> Sequence[Period]:
        """Where it is taken as it is, since nothing older has to be brought along."""
        return [period for period in self.open_for if period not in self.upgrades]


def shelf(viewer: Any, day: date) -> Sequence[TemplateRow]:
    """Every published version that is not withdrawn, the newest first within a template."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    schemes = list(Scheme.objects.filter(replaced_at=None).select_related("period").order_by("-period__ends_on"))
    open_periods = list(Period.objects.filter(state=Period.State.OPEN).order_by("-ends_on"))
    declined = {str(each): each for each in DeclinedVersion.objects.all()}
    planned = {str(each.row): each for each in reversed(plans(viewer, day))}
    last = Period.objects.order_by("-ends_on").first()
    return [
        _row(version, schemes, open_periods, declined.get(str(version)), planned.get(str(version)), last)
        for version in TemplateVersion.objects.filter(withdrawn_reason="").order_by("key", "-published_on", "-version")
    ]


def _row(
    version: TemplateVersion,
    schemes: Sequence[Scheme],
    open_periods: Sequence[Period],
    declined: DeclinedVersion | None,
    plan: Plan | None,
    last: Period | None,
) -> TemplateRow:
    template = from_json(version.document)
    adopted = {
        scheme.period_id: scheme.period
        for scheme in schemes
        if (scheme.template_key, scheme.template_version) == (version.key, version.version)
    }
    fitting = [period for period in open_periods if validity.fits(template, period.ends_on)]
    return TemplateRow(
        version=version,
        title=wording.title_text(template.title, template.key),
        legal_basis=[basis.title for basis in template.legal_basis],
        adopted_in=list(adopted.values()),
        open_for=fitting,
        declined=declined,
        upgrades=[period for period in fitting if _replaces(version, schemes, period)],
        plan=plan,
        plannable=last if last and last not in fitting and _replaces(version, schemes, last) else None,
    )


def _replaces(version: TemplateVersion, schemes: Sequence[Scheme], period: Period) -> bool:
    """Whether the region has an older or newer version of it in use there, or last before it."""
    used = [
        scheme
        for scheme in schemes  # the newest period first
        if scheme.template_key == version.key and scheme.period.ends_on <= period.ends_on
    ]
    return bool(used) and used[0].template_version != version.version
