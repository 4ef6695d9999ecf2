"""A draft becomes the structure from its day on, by decree, once."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError
from tenant_apps.organisation import messages
from tenant_apps.organisation.drafts import queries
from tenant_apps.organisation.drafts.rules.steps import carried_all
from tenant_apps.organisation.drafts.services import holding, limits
from tenant_apps.organisation.models import StructureDraft, Succession
from tenant_apps.organisation.rules.changes import Refusal
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.endings import LinkKind
from tenant_apps.organisation.services import publishing


@dataclass(frozen=True)
class PublishedDraft:
    """What a publication does to units: `ended` names where the people of each unit go that is no more."""

    effective_from: date
    decree: str
    ended: Mapping[uuid.UUID, uuid.UUID | None]
    versions: Sequence[tuple[date, Chart]]

    def until(self, unit_id: uuid.UUID) -> date | None:
        """From when an ended unit stands again, in a later version that decided otherwise; None for never."""
        return next((day for day, chart in self.versions if unit_id in chart.nodes), None)


# what a higher room does in the same transaction: moves the people of units that end
Settle = Callable[[PublishedDraft], None]


@transaction.atomic
def publish_draft(*, draft_id: uuid.UUID, revision: int, decree: str, actor: Actor, settle: Settle) -> StructureDraft:
    """Write the draft as the structure from its day on; a second press finds it done and changes nothing.

    Later versions take each step as far as they have not decided otherwise. Raises ConflictError `draft_changed`,
    `draft_base_changed`, `draft_steps_refused`, `draft_empty`, `unit_…`, ForbiddenError `outside_agency` where a
    draft of one agency would change another; only the room of people knows who sits where, so pages and commands
    call its `publish_draft`.
    """
    draft = holding.held(draft_id, actor)
    if draft.state == StructureDraft.State.PUBLISHED:
        return draft
    holding.check_open(draft)
    holding.check_current(draft, revision)
    decree = publishing.checked_decree(decree)
    publishing.one_at_a_time()
    page = queries.page_of(draft)
    _check_publishable(page)
    before = publishing.versions_from(draft.effective_from)
    counted = [step.change for step in page.steps if not step.is_undone]
    after, failed = carried_all(before, counted)
    if failed is not None:
        raise _refused_later(*failed)
    after = after or []
    limits.check_published(page, before, after)
    changed = [(day, chart) for (day, chart), (_day, old) in zip(after, before, strict=True) if chart != old]
    publishing.write(changed, decree=decree, actor=actor)
    _write_successions(page, decree)
    settle(PublishedDraft(draft.effective_from, decree, page.destinations, after))
    draft.state, draft.decree = StructureDraft.State.PUBLISHED, decree
    draft.settled_at, draft.settled_by_name = timezone.now(), actor.name
    return holding.raised(draft, actor)


def _check_publishable(page: queries.DraftPage) -> None:
    if page.base_changed:
        text = _(
            "Struktur yang berlaku pada %(day)s berubah sesudah draf ini dibuat. Tidak ada yang diterbitkan. "
            "Sesuaikan draf dengan struktur itu, tinjau perbedaannya, lalu terbitkan."
        )
        facts = {"day": date_format(page.draft.effective_from, "j F Y")}
        raise ConflictError("draft_base_changed", text % facts)
    refused = [step for step in page.told if step.refusal]
    if refused:
        text = _("Perubahan ini tidak mungkin dalam struktur sekarang: %(change)s. %(reason)s Batalkan dahulu.")
        facts = {"change": f"{refused[0].kind} – {refused[0].text}", "reason": refused[0].refusal}
        raise ConflictError("draft_steps_refused", text % facts)
    if not page.difference.is_any:
        raise ConflictError(
            "draft_empty", _("Draf ini sama dengan struktur yang berlaku; tidak ada yang diterbitkan.")
        )


def _refused_later(day: date, refusal: Refusal) -> ConflictError:
    params = {**refusal.params, "day": date_format(day, "j F Y")}
    return ConflictError(f"unit_{refusal.code}", messages.refusal(refusal.code, params), details=dict(params))


def _write_successions(page: queries.DraftPage, decree: str) -> None:
    """What became of units that stood in the structure or stand in it now; steps in between leave no trace."""
    gone = {node.unit_id for node in page.difference.removed}
    kinds = {link.unit_id: link.kind for link in page.made.links if link.kind != "split"}
    found: list[tuple[LinkKind, uuid.UUID, uuid.UUID | None]] = [
        (kinds.get(unit_id, "closed"), unit_id, page.destinations[unit_id]) for unit_id in gone
    ]
    new = {node.unit_id for node in page.difference.added}
    found += [
        (link.kind, link.unit_id, link.successor_id)
        for link in page.made.links
        if link.kind == "split" and link.successor_id in new and link.unit_id in page.base.nodes
    ]
    Succession.objects.bulk_create(
        [
            Succession(
                unit_id=unit_id,
                successor_id=successor_id,
                kind=kind,
                effective_from=page.draft.effective_from,
                decree=decree,
            )
            for kind, unit_id, successor_id in found
        ],
        ignore_conflicts=True,
    )
