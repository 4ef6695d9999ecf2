"""Steps of a draft: made, taken back, done again; each on the revision the actor has seen."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.reference import queries as reference
from tenant_apps.organisation import messages
from tenant_apps.organisation.drafts import queries
from tenant_apps.organisation.drafts.rules import recording
from tenant_apps.organisation.drafts.rules.steps import drafted, links_of, may_redo, may_undo
from tenant_apps.organisation.drafts.services import holding, limits
from tenant_apps.organisation.models import DraftChange, StructureDraft
from tenant_apps.organisation.rules import rows
from tenant_apps.organisation.rules.changes import Change, Refusal
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.endings import Replacement

MOST_STEPS = 1000
MOST_UNITS = 20_000


@transaction.atomic
def change_draft(*, draft_id: uuid.UUID, change: Change, revision: int, actor: Actor) -> StructureDraft:
    """One more step. The same step sent again by a double click is the step already made.

    Raises ConflictError `draft_changed` for a stale revision, `unit_…` where the chart does not allow the step,
    ForbiddenError `outside_agency` where the draft is limited to an agency and the step reaches outside,
    InvalidError `draft_step_empty` where it changes nothing; the draft stays as it was.
    """
    draft = holding.held(draft_id, actor)
    holding.check_open(draft)
    kind, values = recording.recorded(change)
    if _is_made_already(draft, kind, values, revision, actor):
        return draft
    holding.check_current(draft, revision)
    page = queries.page_of(draft)
    if len(page.steps) >= MOST_STEPS:
        raise ConflictError("draft_full", _("Draf ini penuh. Terbitkan atau buat draf baru; tidak ada yang diubah."))
    after = change.applied(page.made.chart)
    if isinstance(after, Refusal):
        raise _refused(after, draft)
    limits.check_step(page, change, after)
    if after == page.made.chart and not links_of(change):
        raise InvalidError("draft_step_empty", _("Isian ini sama dengan bagan dalam draf; tidak ada yang diubah."))
    holding.raised(draft, actor)
    DraftChange.objects.create(
        draft=draft,
        place=draft.revision,
        kind=kind,
        values=values,
        made_at=timezone.now(),
        made_by=actor.id,
        made_by_name=actor.name,
        touched_revision=draft.revision,
        touched_by=actor.id,
        touched_by_name=actor.name,
    )
    return draft


def replace_chart(*, draft_id: uuid.UUID, chart: Chart, source: str, revision: int, actor: Actor) -> StructureDraft:
    """A whole chart as one step, which can be undone like any other; `source` names the file for people.

    A unit keeps its identity by its `unit_id`. Raises InvalidError `chart_broken` for what is not one tree of
    well named units with codes of their own; its `details["findings"]` hold code and reason in words.
    """
    found = _findings(chart)
    if found:
        text = _("Bagan itu belum utuh: %(reason)s Tidak ada yang diubah.") % {"reason": found[0]["reason"]}
        raise InvalidError("chart_broken", text, details={"findings": found})
    named = "".join(letter for letter in source if not rows.odd_characters(letter))[:200]
    change = Replacement(tuple(node for _depth, node in chart.walk()), named)
    return change_draft(draft_id=draft_id, change=change, revision=revision, actor=actor)


@transaction.atomic
def undo(*, draft_id: uuid.UUID, revision: int, actor: Actor, change_id: uuid.UUID | None = None) -> StructureDraft:
    """Take back the last step, or one of the steps before; refused where later steps build on that one."""
    draft = holding.held(draft_id, actor)
    holding.check_open(draft)
    if _is_touched_already(draft, revision, actor, is_undone=True, change_id=change_id):
        return draft
    holding.check_current(draft, revision)
    page = queries.page_of(draft)
    last = may_undo(page.steps)
    key = change_id or (last.key if last else None)
    row = DraftChange.objects.filter(draft=draft, id=key, is_undone=False).first() if key else None
    if row is None:
        raise NotFoundError("draft_step_unknown", _("Perubahan itu tidak ada dalam draf ini, atau sudah dibatalkan."))
    made = drafted(page.base, [step for step in page.steps if step.key != row.id])
    broken = [key for key in made.refused if key not in page.made.refused]
    if broken:
        told = next(step for step in page.told if step.row.id == broken[0])
        text = _("Perubahan ini tidak dapat dibatalkan sendiri, karena perubahan sesudahnya memakainya: %(change)s.")
        raise ConflictError("draft_step_needed", text % {"change": f"{told.kind} – {told.text}"})
    holding.touch(row, holding.raised(draft, actor), actor, is_undone=True)
    return draft


@transaction.atomic
def redo(*, draft_id: uuid.UUID, revision: int, actor: Actor) -> StructureDraft:
    """Do the step again that was taken back last; only until something new is done."""
    draft = holding.held(draft_id, actor)
    holding.check_open(draft)
    if _is_touched_already(draft, revision, actor, is_undone=False):
        return draft
    holding.check_current(draft, revision)
    page = queries.page_of(draft)
    step = may_redo(page.steps)
    if step is None:
        raise ConflictError("nothing_to_redo", _("Tidak ada perubahan yang dapat diulangi."))
    again = [replace(each, is_undone=False) if each.key == step.key else each for each in page.steps]
    broken = drafted(page.base, again).refused
    for key in broken.keys() - page.made.refused.keys():
        raise _refused(broken[key], draft)
    row = DraftChange.objects.get(id=step.key)
    holding.touch(row, holding.raised(draft, actor), actor, is_undone=False)
    return draft


def _refused(refusal: Refusal, draft: StructureDraft) -> ConflictError:
    params = {**refusal.params, "day": date_format(draft.effective_from, "j F Y")}
    return ConflictError(f"unit_{refusal.code}", messages.refusal(refusal.code, params), details=dict(params))


def _is_made_already(draft: StructureDraft, kind: str, values: Mapping[str, Any], revision: int, actor: Actor) -> bool:
    """Whether the very next revision is this same step by the same person: a button pressed twice."""
    if draft.revision != revision + 1:
        return False
    last = DraftChange.objects.filter(draft=draft, touched_revision=draft.revision, place=draft.revision).first()
    return (
        last is not None
        and (last.made_by, last.made_by_name) == (actor.id, actor.name)
        and recording.is_same(kind, values, last.kind, last.values)
    )


def _is_touched_already(
    draft: StructureDraft, revision: int, actor: Actor, *, is_undone: bool, change_id: uuid.UUID | None = None
) -> bool:
    """Whether the very next revision is this same taking back or doing again by the same person."""
    if draft.revision != revision + 1:
        return False
    rows_touched = DraftChange.objects.filter(
        draft=draft,
        touched_revision=draft.revision,
        place__lt=draft.revision,
        is_undone=is_undone,
        touched_by=actor.id,
        touched_by_name=actor.name,
    )
    return (rows_touched.filter(id=change_id) if change_id else rows_touched).exists()


def _findings(chart: Chart) -> list[dict[str, str]]:
    """What keeps a chart from being one tree of well named units, each with the code of its unit."""
    nodes = list(chart.nodes.values())
    if not nodes or len(nodes) > MOST_UNITS:
        words = _("Bagan harus memuat 1 sampai %(most)s unit.") % {"most": MOST_UNITS}
        return [{"code": "", "reason": words}]
    read = [_row(place, node, chart) for place, node in enumerate(nodes)]
    found = []
    for finding in rows.check(read):
        reason, repair = messages.finding(finding.code, finding.params)
        code = nodes[finding.row].code
        found.append({"code": code, "reason": f"{code}: {reason} {repair}"})
    return found


def _row(place: int, node: Node, chart: Chart) -> rows.UnitRow:
    parent = chart.nodes.get(node.parent_id) if node.parent_id else None
    kind = reference.unit_type(node.unit_type)
    rank = reference.echelon(node.echelon) if node.echelon else None
    return rows.UnitRow(
        row=place,
        code=node.code,
        name=node.name,
        parent_code=parent.code if parent else str(node.parent_id or ""),
        abbreviation=node.abbreviation,
        unit_type=kind.code if kind else None,
        echelon=rank.code if rank else (None if node.echelon else ""),
        order=node.order,
    )
