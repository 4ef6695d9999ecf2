"""A region is made read only, suspended, resumed: said at once, carried out by the owner, told to both auditors."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.lifecycle import carrying, rules, words
from tenants.regions.models import Region


def make_read_only(*, region_id: UUID, reason: str, actor: Actor, at: datetime) -> Job:
    """People sign in and read; nothing of the business is written any more, whatever asks for it."""
    return _change(region_id, Region.State.READ_ONLY, reason, actor, at)


def suspend(*, region_id: UUID, reason: str, actor: Actor, at: datetime) -> Job:
    """Every address of the region answers that it is suspended, and nothing runs for it."""
    return _change(region_id, Region.State.SUSPENDED, reason, actor, at)


def resume(*, region_id: UUID, reason: str, actor: Actor, at: datetime) -> Job:
    """Back to work. It is active as soon as the owner gave the writes back, in the same transaction."""
    return _change(region_id, Region.State.ACTIVE, reason, actor, at)


BECOME = {Region.State.READ_ONLY: make_read_only, Region.State.SUSPENDED: suspend, Region.State.ACTIVE: resume}


def _change(region_id: UUID, target: Region.State, reason: str, actor: Actor, at: datetime) -> Job:
    """Raises InvalidError without a reason, ConflictError where the state cannot become the other."""
    check_actor(actor, Action.PROVISION, timezone.localdate(at))
    reason = reason.strip()
    if not rules.is_reason(reason):
        text = _("Tulis alasannya, 10 sampai 500 huruf. Orang di daerah membacanya.")
        raise InvalidError("reason_missing", text, fields={"reason": [text]})
    with transaction.atomic():
        region = locked(region_id)
        if not rules.may_become(region.state, target):
            raise ConflictError("state_not_reachable", words.refusal(region, target))
        since = region.state_since.isoformat() if region.state_since else ""
        asked = {"region": region.schema_name, "from": region.state, "since": since, "target": str(target)}
        if target != Region.State.ACTIVE:  # what is taken away, pages and tasks know at once
            Region.objects.filter(id=region.id).update(state=target, state_reason=reason, state_since=at)
        job = jobs.enqueue(
            task="tenants.lifecycle.tasks.carry_out",
            kind="life",
            key=rules.job_key(region.id, region.state, since, target),
            actor=actor,
            queue="owner",
            steps=rules.STEPS,
            arguments={**asked, "reason": reason, "at": at.isoformat()},
        )
        job = jobs.resume(job_id=job.id)  # asked for again after it had stopped
    if settings.DATABASE_OWNER_PASSWORD and not connection.in_atomic_block:  # this process is the owner's
        carrying.carry_out(job.id)
    return Job.objects.get(id=job.id)


def locked(region_id: UUID) -> Region:
    """The row of a partner region, until the transaction ends; of two acts at once the second sees the first."""
    partners = Region.objects.exclude(schema_name=get_public_schema_name())
    found = partners.select_for_update(of=("self",)).filter(id=region_id).first()
    if found is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    return found
