"""Support grants written in the region, under its login: received, decided, ended, used, and watched."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import check
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.mailbox import services as mailbox
from shared_apps.support import queries, rules
from shared_apps.support.models import Grant, Pass, Visit
from shared_apps.support.rules import State


@transaction.atomic
def receive(
    *,
    grant_id: UUID,
    asked_by_name: str,
    asked_by_email: str,
    government: str,
    reason: str,
    rooms: Sequence[str],
    hours: int,
    at: datetime,
) -> Grant:
    """Put the host's request before the region's administrators, once, and write to them."""
    grant, is_new = Grant.objects.get_or_create(
        id=grant_id,
        defaults={
            "asked_by_name": asked_by_name,
            "asked_by_email": asked_by_email,
            "government": government,
            "reason": reason,
            "rooms": rules.known_rooms(rooms),
            "hours": hours,
            "asked_at": at,
        },
    )
    if is_new:
        link = own_address() + reverse("support_grant", urlconf=settings.ROOT_URLCONF, args=[grant.id])
        addresses = accounts.addresses_of(Role.PERSONNEL_ADMIN, timezone.localdate(at))
        transaction.on_commit(lambda: _tell(addresses, grant, link), robust=True)
    return grant


@transaction.atomic
def approve(*, grant_id: UUID, hours: int, rooms: Sequence[str], actor: User, at: datetime, day: date) -> Grant:
    """Let the operator look, for no longer and at no more than was asked."""
    grant = _locked(grant_id, actor, day)
    if grant.state != State.ASKED:
        raise _decided()
    if not 1 <= hours <= grant.hours:
        wrong = {"hours": [_("Antara 1 dan %(hours)s jam.") % {"hours": grant.hours}]}
        raise InvalidError("support_hours", _("Periksa isian. Tidak ada yang diizinkan."), fields=wrong)
    opened = rules.known_rooms(set(rooms) & set(grant.rooms))
    if not opened:
        none = {"rooms": [_("Pilih paling sedikit satu lingkup.")]}
        raise InvalidError("support_rooms", _("Periksa isian. Tidak ada yang diizinkan."), fields=none)
    grant.state, grant.rooms = State.APPROVED, opened
    grant.decided_by, grant.decided_by_name, grant.decided_at = actor.pk, actor.name, at
    grant.expires_at = rules.ends_at(at, hours)
    grant.save()
    _tell_host(grant)
    return grant


@transaction.atomic
def refuse(*, grant_id: UUID, reason: str, actor: User, at: datetime, day: date) -> Grant:
    """Say no; the reason stays here."""
    grant = _locked(grant_id, actor, day)
    if grant.state != State.ASKED:
        raise _decided()
    grant.decided_by, grant.decided_by_name, grant.decided_at = actor.pk, actor.name, at
    return _end(grant, State.REFUSED, by=actor.name, reason=reason, at=at)


@transaction.atomic
def revoke(*, grant_id: UUID, reason: str, actor: User, at: datetime, day: date) -> Grant:
    """End a grant before its time: the next page is refused, the login goes with its connections."""
    grant = _locked(grant_id, actor, day)
    if not rules.is_living(grant.state, grant.expires_at, at):
        raise ConflictError("support_over", _("Izin dukungan ini sudah tidak berlaku. Tidak ada yang diubah."))
    return _end(grant, State.REVOKED, by=actor.name, reason=reason, at=at)


@transaction.atomic
def end(*, grant_id: UUID, by: str, reason: str, at: datetime) -> Grant | None:
    """The host takes its request back or needs it no more; None where nothing was open."""
    grant = Grant.objects.select_for_update().filter(id=grant_id, state__in=list(rules.OPEN)).first()
    return None if grant is None else _end(grant, State.ENDED, by=by, reason=reason, at=at)


@transaction.atomic
def issue_pass(*, grant_id: UUID, operator: UUID, at: datetime) -> str:
    """The characters of a way in for minutes; they are returned once and stored nowhere."""
    grant = queries.living(grant_id, at)
    if grant is None:
        raise ConflictError("support_over", _("Izin dukungan ini tidak berlaku. Ajukan permintaan baru."))
    token = queries.signer().sign(secrets.token_urlsafe(32))
    until = at + timedelta(minutes=rules.PASS_MINUTES)
    Pass.objects.create(
        grant=grant, code_sha256=queries.digest(token), operator=operator, made_at=at, expires_at=until
    )
    return token


@transaction.atomic
def use_pass(*, token: str, at: datetime) -> Grant:
    """Walk in, once."""
    way = queries.pass_of(token, at)
    if not Pass.objects.filter(id=way.id, used_at=None).update(used_at=at):  # two clicks at once: one walks in
        raise NotFoundError("pass_unknown", _("Jalan masuk ini sudah dipakai."))
    return way.grant


def record(
    *,
    grant: Grant,
    at: datetime,
    method: str,
    path: str,
    status: int,
    milliseconds: int,
    address: str,
    asked: Sequence[dict[str, Any]],
    note: str = "",
) -> None:
    """Write a page down, before anybody sees it."""
    Visit.objects.bulk_create(
        [
            Visit(
                grant=grant,
                at=at,
                method=method,
                path=path.replace("\x00", "")[:2000],
                status=status,
                note=note,
                milliseconds=milliseconds,
                address=address,
                queries=list(asked),
            )
        ]
    )


def _locked(grant_id: UUID, actor: User, day: date) -> Grant:
    check(actor, Action.DECIDE_SUPPORT, day)
    grant = Grant.objects.select_for_update().filter(id=grant_id).first()
    if grant is None:
        raise NotFoundError("grant_unknown", _("Izin dukungan ini tidak ditemukan."))
    return grant


def _decided() -> ConflictError:
    return ConflictError("support_decided", _("Permintaan ini sudah diputuskan. Tidak ada yang diubah."))


def _end(grant: Grant, state: State, *, by: str, reason: str, at: datetime) -> Grant:
    if not reason.strip():
        empty = {"reason": [_("Alasan wajib diisi.")]}
        raise InvalidError("support_reason", _("Periksa isian. Tidak ada yang diubah."), fields=empty)
    grant.state, grant.ended_at, grant.ended_by_name, grant.end_reason = state, at, by, reason.strip()
    grant.save()
    _tell_host(grant)
    return grant


def _tell_host(grant: Grant) -> None:
    """What the host must know to make or drop the login: no person and no reason of the region."""
    until = grant.expires_at.isoformat() if grant.expires_at else ""
    mailbox.send(
        kind=rules.DECIDED,
        content={"grant": str(grant.id), "state": str(grant.state), "expires_at": until, "rooms": grant.rooms},
    )
    transaction.on_commit(
        lambda: current_app.send_task(rules.BELL, args=["public"], queue="owner", expires=60), robust=True
    )


def _tell(addresses: list[str], grant: Grant, link: str) -> None:
    subject = _("%(government)s meminta izin dukungan") % {"government": grant.government}
    text = _(
        "%(name)s dari %(government)s meminta melihat data di aplikasi Anda, hanya membaca, paling lama %(hours)s jam."
        "\n\nAlasan: %(reason)s\n\nIzinkan atau tolak di sini:\n%(link)s\n\nTanpa persetujuan Anda tidak ada yang"
        " dibuka."
    )
    facts = {
        "name": grant.asked_by_name,
        "government": grant.government,
        "hours": grant.hours,
        "reason": grant.reason,
        "link": link,
    }
    for address in addresses:
        send_mail(subject, text % facts, settings.DEFAULT_FROM_EMAIL, [address])
