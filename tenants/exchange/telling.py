"""A region hears what became of its proposal: once for every state, under its own login; later where it is closed."""

import logging
from datetime import datetime
from uuid import UUID

from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor
from shared_apps.errors import DomainError
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring.models import Proposal
from tenants.exchange.models import Answer
from tenants.regions import services as region_services
from tenants.regions.models import Region

logger = logging.getLogger(__name__)


def tell(answer_id: UUID, *, at: datetime) -> Answer:
    """Let the region know, unless it does. Raises ConflictError where it is closed; read only, it hears nothing."""
    answer = Answer.objects.get(id=answer_id)
    region = Region.objects.filter(id=answer.region_id).first()
    if answer.told == answer.known or answer.state == Answer.State.WITHDRAWN or region is None:
        return answer
    with region_services.inside(region.schema_name):
        heard = scoring.hear_answer(
            proposal_id=answer.proposal_id, state=answer.state, answer=answer.reason, version=answer.version, at=at
        )
    if heard == Proposal.State.WITHDRAWN:
        _give_back(answer)
    Answer.objects.filter(id=answer.id).update(told=answer.known)
    return Answer.objects.get(id=answer_id)


def tell_or_later(answer_id: UUID, *, actor: Actor, at: datetime) -> Answer:
    """The same; a region that is closed, or on another version, hears it by the clock."""
    try:
        return tell(answer_id, at=at)
    except DomainError as error:
        logger.warning("answer_waits", extra={"answer": str(answer_id), "code": error.code, "actor": actor.name})
        return Answer.objects.get(id=answer_id)


def follow(*, actor: Actor, at: datetime) -> int:
    """Drafts that were published, and answers whose region was closed when they were given; how many are told."""
    with schema_context(get_public_schema_name()):
        for answer in Answer.objects.filter(state=Answer.State.ACCEPTED):
            published = TemplateVersion.objects.filter(draft_id=answer.draft_id).first()
            if published is not None:
                state = Answer.State.PUBLISHED
                Answer.objects.filter(id=answer.id).update(state=state, version=published.version)
        open_answers = Answer.objects.exclude(state=Answer.State.WITHDRAWN).defer("reason")
        untold = [answer for answer in open_answers if answer.told != answer.known]
        return sum(tell_or_later(answer.id, actor=actor, at=at).told != answer.told for answer in untold)


def _give_back(answer: Answer) -> None:
    """Withdrawn before it heard the answer: its name leaves the draft; the draft itself is the host's.

    In a version that is out already it stays: what was published is history and never changed.
    """
    Answer.objects.filter(id=answer.id).update(state=Answer.State.WITHDRAWN)
    if answer.draft_id is not None:
        templates.forget_origin(draft_id=answer.draft_id)
