"""Drafts as those who manage the organisation see them; nobody else does before they are published.

The administrator of one agency sees the drafts that are limited to it, or to a unit below it.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from tenant_apps.organisation import messages, queries
from tenant_apps.organisation.access import Bounds, bounds
from tenant_apps.organisation.drafts import words
from tenant_apps.organisation.drafts.rules import recording
from tenant_apps.organisation.drafts.rules.limits import Limit
from tenant_apps.organisation.drafts.rules.steps import Drafted, Step, drafted, may_redo, may_undo
from tenant_apps.organisation.models import DraftChange, StructureDraft, StructureVersion, Succession, Unit
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.compare import Difference, compare
from tenant_apps.organisation.rules.endings import destinations


@dataclass(frozen=True)
class ToldStep:
    """A step in words, with why the present structure does not allow it (empty where it does)."""

    row: DraftChange
    kind: str
    tone: str
    text: str
    refusal: str


@dataclass(frozen=True)
class DraftPage:
    """A draft with the chart it starts from and the one it makes."""

    draft: StructureDraft
    base: Chart
    base_version: StructureVersion | None
    made: Drafted
    steps: Sequence[Step]
    told: Sequence[ToldStep]
    difference: Difference
    destinations: Mapping[uuid.UUID, uuid.UUID | None]
    limit: Limit | None

    @property
    def agency(self) -> str:
        """What the unit is called that the draft is limited to; nothing where it is not."""
        found = self.limit and (
            self.made.chart.nodes.get(self.limit.agency_id) or self.base.nodes.get(self.limit.agency_id)
        )
        return found.name if found else ""

    @property
    def inside(self) -> Bounds:
        """The units of the drafted chart that its steps may be about."""
        return Bounds(unit_ids=self.limit.inside(self.made.chart)) if self.limit else Bounds(everything=True)

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.draft.state == StructureDraft.State.OPEN

    @property
    def base_changed(self) -> bool:
        """Whether the structure it starts from is no longer the one it was made on."""
        return self.is_open and self.base.fingerprint != self.draft.base_fingerprint

    @property
    def counted(self) -> int:
        """How many steps count."""
        return sum(1 for step in self.steps if not step.is_undone)

    @property
    def latest(self) -> Sequence[ToldStep]:
        """The last steps that count, the newest first."""
        return [step for step in reversed(self.told) if not step.row.is_undone][:30]

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return may_undo(self.steps) is not None

    @property
    def can_redo(self) -> bool:
        """Whether the step taken back last can be done again."""
        return may_redo(self.steps) is not None


def drafts(viewer: Any) -> Sequence[StructureDraft]:
    """All drafts the viewer may see, the newest first."""
    return list(_seen(viewer).order_by("-id"))


def names_of_limits(found: Sequence[StructureDraft]) -> Mapping[uuid.UUID, str]:
    """What the units are called that drafts are limited to."""
    return queries.last_names({draft.agency_id for draft in found if draft.agency_id})


def agencies(viewer: Any) -> Sequence[tuple[uuid.UUID, str]]:
    """The agencies to which a new draft of the viewer's is limited; none for who manages the whole government."""
    today = timezone.localdate()
    if access.may(viewer, Action.MANAGE_ORGANISATION, today):
        return []
    own = access.agencies_for(viewer, Action.MANAGE_ORGANISATION, today)
    return [(node.unit_id, node.name) for _depth, node in queries.chart_on(today).walk() if node.unit_id in own]


def open_drafts(viewer: Any) -> Sequence[StructureDraft]:
    """Drafts being worked on; none for who may not see them."""
    if not access.may_within(viewer, Action.MANAGE_ORGANISATION, timezone.localdate()):
        return []
    return list(_seen(viewer).filter(state=StructureDraft.State.OPEN).order_by("-id")[:10])


def draft_page(viewer: Any, draft_id: uuid.UUID) -> DraftPage:
    """One draft with its chart, its steps in words and the difference it makes."""
    draft = _seen(viewer).filter(id=draft_id).first()
    if draft is None:
        raise unknown()
    return page_of(draft)


def page_of(draft: StructureDraft) -> DraftPage:
    """The same for services, which hold the draft already."""
    day = draft.effective_from
    if draft.state == StructureDraft.State.PUBLISHED:  # its day has its own chart now; it is told from the one before
        day -= timedelta(days=1)
    version = queries.version_on(day)
    base = queries.chart_of(version)
    rows = list(DraftChange.objects.filter(draft=draft).order_by("place"))
    steps = [step_of(row) for row in rows]
    made = drafted(base, steps)
    difference = compare(base, made.chart)
    gone = [node.unit_id for node in difference.removed]
    today = timezone.localdate()
    return DraftPage(
        draft=draft,
        base=base,
        base_version=version,
        made=made,
        steps=steps,
        told=[_told(row, step, made, base, draft) for row, step in zip(rows, steps, strict=True)],
        difference=difference,
        destinations=destinations(made.links, gone, made.chart),
        limit=Limit(draft.agency_id, queries.chart_on(today)) if draft.agency_id else None,
    )


def step_of(row: DraftChange) -> Step:
    """A kept step as a value."""
    change = recording.change_of(row.kind, row.values)
    return Step(row.id, change, row.place, row.touched_revision, row.is_undone)


def successions_of(viewer: Any, unit_id: uuid.UUID) -> Sequence[Succession]:
    """What a unit came from and what became of it; everybody who is signed in may know.

    Raises NotFoundError for a unit that no structure here ever had.
    """
    queries.structure_on(viewer, timezone.localdate())
    if not Unit.objects.filter(unit_id=unit_id).exists():
        raise NotFoundError("unit_unknown", _("Unit itu tidak pernah ada dalam struktur di sini."))
    rows = Succession.objects.filter(unit_id=unit_id) | Succession.objects.filter(successor_id=unit_id)
    return list(rows.order_by("effective_from", "id"))


def unknown() -> NotFoundError:
    """No draft of that key here."""
    return NotFoundError("draft_unknown", _("Draf itu tidak ada."))


def _told(row: DraftChange, step: Step, made: Drafted, base: Chart, draft: StructureDraft) -> ToldStep:
    kind, tone = words.KINDS[row.kind]
    refused = made.refused.get(row.id) if draft.state == StructureDraft.State.OPEN else None
    day = date_format(draft.effective_from, "j F Y")
    refusal = messages.refusal(refused.code, {**refused.params, "day": day}) if refused else ""
    return ToldStep(row, str(kind), tone, words.told(step.change, made.before[row.id], base), refusal)


def _seen(viewer: Any) -> "QuerySet[StructureDraft]":
    inside = bounds(viewer, Action.MANAGE_ORGANISATION, timezone.localdate())
    every = StructureDraft.objects.all()
    return every if inside.everything else every.filter(agency_id__in=inside.unit_ids)
