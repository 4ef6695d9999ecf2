"""What is decided for the next period, what became of it, and the schemes a new period could take over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules.document import from_json
from shared_apps.scoring_templates.wording import title_text
from tenant_apps.scoring.models import Period, PlannedAdoption, Scheme

State = PlannedAdoption.State


@dataclass(frozen=True)
class Plan:
    """A plan as the pages show it."""

    row: PlannedAdoption
    title: str

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be called off."""
        return bool(self.row.state == State.WAITING)

    @property
    def has_failed(self) -> bool:
        """Whether the period was opened without it."""
        return bool(self.row.state == State.FAILED)


def plans(viewer: Any, day: date) -> Sequence[Plan]:
    """Those that wait, and those that failed in a period that is still open and has not got the version since."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    shown = Q(state=State.WAITING) | Q(state=State.FAILED, period__state=Period.State.OPEN)
    return _in_words(PlannedAdoption.objects.filter(shown).select_related("after", "period"))


def plans_of(viewer: Any, period: Period, day: date) -> Sequence[Plan]:
    """What the opening of a period made of the plans for it."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    settled = PlannedAdoption.objects.filter(period=period, state__in=[State.CARRIED_OUT, State.FAILED])
    return _in_words(settled.select_related("after", "period"))


def schemes_to_carry(period: Period) -> Sequence[Scheme]:
    """What the last period before this one uses and this one does not."""
    before = Scheme.objects.filter(replaced_at=None, period__ends_on__lt=period.ends_on).select_related("period")
    last = before.order_by("-period__ends_on").first()
    if last is None:
        return []
    own = Scheme.objects.filter(period=period, replaced_at=None).values("template_key")
    return list(before.filter(period=last.period).exclude(template_key__in=own).order_by("template_key"))


def _in_words(rows: Any) -> list[Plan]:
    found = list(rows.order_by("template_key", "-planned_at"))
    versions = {
        str(each): each for each in TemplateVersion.objects.filter(key__in={row.template_key for row in found})
    }
    used = set(Scheme.objects.filter(replaced_at=None).values_list("period_id", "template_key", "template_version"))
    return [
        Plan(row, _title(versions.get(str(row)), row.template_key))
        for row in found
        if row.state != State.FAILED or (row.period_id, row.template_key, row.template_version) not in used
    ]


def _title(version: TemplateVersion | None, key: str) -> str:
    return title_text(from_json(version.document).title if version else None, key)
