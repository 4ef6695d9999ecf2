"""A region leaves: said, closed, packed, handed over, erased by two people; or it stays after all."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.leaving import services as leaving
from shared_apps.mailbox.models import Message
from tenants.departure import queries, rules, words
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.departure.telling import tell
from tenants.lifecycle import services as lifecycle
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner


def begin(
    *, region_id: UUID, reason: str, actor: Actor, at: datetime, day: date, ends_on: date | None = None
) -> Departure:
    """The agreement ends: the region is told, by a banner and by letters. Nothing else changes yet.

    Raises InvalidError without a reason, ConflictError where the region is leaving already.
    """
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    _need(reason)
    with transaction.atomic():
        region = lifecycle.locked(region_id)
        if region.state not in {Region.State.ACTIVE, Region.State.READ_ONLY}:
            raise ConflictError(
                "region_not_active", _("Daerah ini belum atau tidak lagi aktif. Tidak ada yang diubah.")
            )
        if Departure.objects.filter(schema_name=region.schema_name, state__in=list(rules.OPEN)).exists():
            raise ConflictError(
                "already_leaving", _("Akhir kerja sama daerah ini sudah dimulai. Tidak ada yang diubah.")
            )
        agreement = region.agreement
        departure = Departure.objects.create(
            region_id=region.id,
            schema_name=region.schema_name,
            region_name=region.name,
            region_code=region.code,
            agreement_number=agreement.number if agreement else "",
            ends_on=ends_on or (agreement.ends_on if agreement else day),
            reason=reason.strip(),
            begun_at=at,
            begun_by_name=actor.name,
        )
    return tell(departure.id, actor=actor, at=at)


def close(*, departure_id: UUID, actor: Actor, at: datetime, day: date) -> Departure:
    """From now on the region is only read."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    departure = _in(departure_id, {State.NOTICE})
    region = Region.objects.get(id=departure.region_id)
    if region.state == Region.State.ACTIVE:
        lifecycle.make_read_only(region_id=region.id, reason=words.ended(departure), actor=actor, at=at)
    _become(departure_id, {State.NOTICE}, State.READ_ONLY, read_only_at=at)
    return tell(departure_id, actor=actor, at=at)


def ask_pack(*, departure_id: UUID, actor: Actor, at: datetime, day: date) -> Job:
    """Have the pack made, or made again; a task that stopped goes on."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    departure = _in(departure_id, set(rules.PACKABLE))
    job = jobs.enqueue(
        task="tenants.departure.tasks.make_pack",
        kind="exit_pack",
        key=queries.pack_key(departure),
        actor=actor,
        steps=rules.PACK_STEPS,
        lease=30 * 60,  # one table may take minutes, and the region's login tells the host nothing meanwhile
        arguments={"departure": str(departure.id), "region": departure.schema_name, "at": at.isoformat()},
    )
    return jobs.resume(job_id=job.id)


def announce(departure_id: UUID, *, pack: dict[str, Any], actor: Actor, at: datetime) -> Departure:
    """A pack is ready: a receipt of an earlier one no longer counts. Said twice, it is one pack."""
    if Departure.objects.filter(id=departure_id, state=State.PACKED, packed_at=at).exists():
        return tell(departure_id, actor=actor, at=at)
    departure = _become(
        departure_id, set(rules.PACKABLE), State.PACKED, packed_at=at, pack=pack, handed_over_at=None, erase_on=None
    )
    Departure.objects.filter(id=departure.id).update(packs=departure.packs + 1, asked_by=None, asked_at=None)
    return tell(departure_id, actor=actor, at=at)


def take_receipts(*, at: datetime) -> int:
    """What regions said about their packs; how many were handed over by it."""
    taken = 0
    for departure in Departure.objects.filter(state=State.PACKED):
        said = Message.objects.filter(sender=role_of(departure.schema_name), kind=leaving.RECEIPT)
        content = {"departure": str(departure.id), "sha256": departure.pack["sha256"]}
        message = said.filter(content=content).order_by("sent_at").first()
        if message is not None:
            erase_on = rules.earliest_erasure(timezone.localdate(message.sent_at))
            _become(departure.id, {State.PACKED}, State.HANDED_OVER, handed_over_at=message.sent_at, erase_on=erase_on)
            tell(departure.id, actor=Provisioner(), at=at)
            taken += 1
    return taken


def ask_erasure(*, departure_id: UUID, actor: Actor, at: datetime, day: date, order: str = "") -> Departure:
    """The first of two people: after handover and day, or on a written order."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    with transaction.atomic():
        departure = _locked(departure_id)
        _check_erasable(departure, day, order.strip(), asked_by=actor, confirmed_by=None)
        departure.order = order.strip()
        departure.asked_by, departure.asked_by_name, departure.asked_at = actor.id, actor.name, at
        departure.save()
    return departure


def confirm_erasure(*, departure_id: UUID, name: str, actor: Actor, at: datetime, day: date) -> Job:
    """The second person, who typed the region's name: from here there is no way back."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    with transaction.atomic():
        departure = _locked(departure_id)
        asked_by = _person(departure.asked_by, departure.asked_by_name) if departure.asked_at else None
        confirmed_by = _person(actor.id, actor.name)
        _check_erasable(departure, day, departure.order, asked_by=asked_by, confirmed_by=confirmed_by)
        if " ".join(name.split()).casefold() != departure.region_name.casefold():
            raise InvalidError(
                "name_differs",
                _("Nama daerah tidak cocok. Tidak ada yang dihapus."),
                fields={"name": [_("Ketik %(name)s.") % {"name": departure.region_name}]},
            )
        if departure.confirmed_at is None:
            departure.confirmed_by, departure.confirmed_by_name, departure.confirmed_at = actor.id, actor.name, at
            departure.save()
        job = jobs.enqueue(
            task="tenants.departure.tasks.erase",
            kind="erase_region",
            key=queries.erase_key(departure),
            actor=actor,
            queue="owner",
            steps=rules.ERASE_STEPS,
            lease=10 * 60,
            arguments={"departure": str(departure.id), "region": departure.schema_name},
        )
        return jobs.resume(job_id=job.id)


def cancel(*, departure_id: UUID, reason: str, actor: Actor, at: datetime, day: date) -> Departure:
    """The agreement goes on: writable again, nothing is erased. Possible until somebody confirmed the erasure."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    _need(reason)
    departure = _become(
        departure_id,
        set(rules.OPEN),
        State.CANCELLED,
        closed_reason=reason.strip(),
        closed_at=at,
        closed_by_name=actor.name,
    )
    region = Region.objects.filter(id=departure.region_id).first()
    if region is not None and region.state == Region.State.READ_ONLY and departure.read_only_at is not None:
        lifecycle.resume(region_id=region.id, reason=reason, actor=actor, at=at)
    return tell(departure_id, actor=actor, at=at)


def _check_erasable(departure: Departure, day: date, order: str, *, asked_by: object, confirmed_by: object) -> None:
    why = rules.why_not_erase(
        state=State(departure.state),
        day=day,
        erase_on=departure.erase_on,
        order=order,
        asked_by=asked_by,
        confirmed_by=confirmed_by,
    )
    if why is None and Region.objects.filter(id=departure.region_id, state=Region.State.ACTIVE).exists():
        why = "region_active"
    if why is not None:
        raise ConflictError(why, words.refusal(why, departure))


def _person(account: UUID | None, name: str) -> str:
    """Whom two people are told apart by: the account, and for a program the name it was given."""
    return str(account) if account else name.casefold()


def _need(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise InvalidError(
            "reason_missing",
            _("Periksa isian. Tidak ada yang diubah."),
            fields={"reason": [_("Tulis alasannya, paling sedikit 10 huruf. Administrator daerah membacanya.")]},
        )


def _locked(departure_id: UUID) -> Departure:
    queries.by_id(departure_id)
    return Departure.objects.select_for_update().get(id=departure_id)


def _in(departure_id: UUID, states: set[State]) -> Departure:
    departure = queries.by_id(departure_id)
    if departure.state not in states or departure.confirmed_at is not None:
        raise ConflictError("departure_elsewhere", words.refusal("departure_elsewhere", departure))
    return departure


@transaction.atomic
def _become(departure_id: UUID, states: set[State], state: State, **values: Any) -> Departure:
    """From one of these states to the other; a second call finds it there and refuses."""
    departure = _locked(departure_id)
    if departure.state not in states or departure.confirmed_at is not None:
        raise ConflictError("departure_elsewhere", words.refusal("departure_elsewhere", departure))
    departure.state = state
    for name, value in values.items():
        setattr(departure, name, value)
    departure.save()
    return departure
