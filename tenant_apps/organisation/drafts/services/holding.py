"""A draft in one pair of hands: locked, open, and at the revision the actor has seen."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from tenant_apps.organisation.access import bounds
from tenant_apps.organisation.drafts import queries
from tenant_apps.organisation.models import DraftChange, StructureDraft

_MOST_TOLD = 5


def held(draft_id: uuid.UUID, actor: Actor) -> StructureDraft:
    """The draft, which nobody else changes until the transaction ends; one that is not the actor's is not there."""
    inside = bounds(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    draft = StructureDraft.objects.select_for_update().filter(id=draft_id).first()
    if draft is None or not inside.covers(draft.agency_id):
        raise queries.unknown()
    return draft


def check_open(draft: StructureDraft) -> None:
    """Refuse to change what is published or thrown away."""
    if draft.state != StructureDraft.State.OPEN:
        text = _("Draf ini sudah selesai (%(state)s oleh %(name)s), jadi tidak dapat diubah lagi. Buat draf baru.")
        facts = {"state": draft.get_state_display(), "name": draft.settled_by_name}
        raise ConflictError("draft_settled", text % facts)


def check_current(draft: StructureDraft, revision: int) -> None:
    """Refuse an edit made on an older revision, with what was done meanwhile and by whom.

    Raises ConflictError `draft_changed`; `details` hold the present `revision` and the `changes` in words.
    """
    if revision == draft.revision:
        return
    page = queries.page_of(draft)
    done = [step for step in page.told if step.row.touched_revision > revision]
    told = [
        (_("%(name)s membatalkan: %(change)s") if step.row.is_undone else _("%(name)s: %(change)s"))
        % {"name": step.row.touched_by_name, "change": f"{step.kind} – {step.text}"}
        for step in sorted(done, key=lambda step: step.row.touched_revision)
    ]
    if not told:
        told = [_("%(name)s mengubah tanggal atau dasar draf ini") % {"name": draft.changed_by_name}]
    named = "; ".join([*told[:_MOST_TOLD], *(["…"] if len(told) > _MOST_TOLD else [])])
    text = _(
        "Draf ini berubah sesudah Anda membukanya. %(changes)s. "
        "Perubahan Anda belum disimpan: periksa, lalu kirim lagi."
    )
    raise ConflictError(
        "draft_changed", text % {"changes": named}, details={"revision": draft.revision, "changes": told}
    )


def raised(draft: StructureDraft, actor: Actor) -> StructureDraft:
    """The draft at its next revision."""
    draft.revision += 1
    draft.changed_at, draft.changed_by_name = timezone.now(), actor.name
    draft.save()
    return draft


def touch(row: DraftChange, draft: StructureDraft, actor: Actor, *, is_undone: bool) -> None:
    """A step taken back or done again at the draft's revision."""
    row.is_undone, row.touched_revision = is_undone, draft.revision
    row.touched_by, row.touched_by_name = actor.id, actor.name
    row.save(update_fields=["is_undone", "touched_revision", "touched_by", "touched_by_name"])
