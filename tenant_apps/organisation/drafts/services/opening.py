"""A draft begins, is set on another structure, or is thrown away."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import InvalidError
from tenant_apps.organisation import queries, sheet
from tenant_apps.organisation.drafts.services import holding, limits
from tenant_apps.organisation.models import StructureDraft
from tenant_apps.organisation.rules import rows

TITLE_LENGTH = 120


@transaction.atomic
def open_draft(
    *, title: str, effective_from: date, actor: Actor, agency_id: uuid.UUID | None = None
) -> StructureDraft:
    """Begin a draft on the structure in force on the day it is to count from; an empty one where there is none.

    With `agency_id` it changes nothing outside that unit's subtree, whoever works on it; the draft of who administers
    one agency is always limited so. Raises what `limits.limit_for` raises, and InvalidError for a title that is none.
    """
    chart = queries.chart_on(effective_from)
    agency_id = limits.limit_for(actor, agency_id, chart)
    text = sheet.clean(title)
    if not text or len(text) > TITLE_LENGTH or rows.odd_characters(text):
        words = _("Beri draf ini nama, paling banyak %(length)s huruf.") % {"length": TITLE_LENGTH}
        raise InvalidError("draft_title", words, fields={"title": [words]})
    now = timezone.now()
    return StructureDraft.objects.create(
        title=text,
        effective_from=effective_from,
        agency_id=agency_id,
        base_fingerprint=chart.fingerprint,
        opened_at=now,
        opened_by=actor.id,
        opened_by_name=actor.name,
        changed_at=now,
        changed_by_name=actor.name,
    )


@transaction.atomic
def rebase_draft(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, effective_from: date | None = None
) -> StructureDraft:
    """Set a draft on the structure as it is now, of its own day or of another one.

    Its steps are kept; those the structure does not allow are named and stop the publication until undone.
    """
    draft = holding.held(draft_id, actor)
    holding.check_open(draft)
    day = effective_from or draft.effective_from
    chart = queries.chart_on(day)
    fingerprint = chart.fingerprint
    if (day, fingerprint) == (draft.effective_from, draft.base_fingerprint):
        return draft
    holding.check_current(draft, revision)
    if draft.agency_id is not None:
        limits.check_stands(draft.agency_id, chart)
    draft.effective_from, draft.base_fingerprint = day, fingerprint
    return holding.raised(draft, actor)


@transaction.atomic
def discard_draft(*, draft_id: uuid.UUID, revision: int, actor: Actor) -> StructureDraft:
    """Throw a draft away: it stays in the list, and nothing of it counts."""
    draft = holding.held(draft_id, actor)
    if draft.state == StructureDraft.State.DISCARDED:
        return draft
    holding.check_open(draft)
    holding.check_current(draft, revision)
    draft.state, draft.settled_at, draft.settled_by_name = StructureDraft.State.DISCARDED, timezone.now(), actor.name
    return holding.raised(draft, actor)
