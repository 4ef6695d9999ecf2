"""Around one thing: the identity providers of a government, as its administrators keep them."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import client_secrets, openid, openid_claims
from shared_apps.accounts.access import check
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import IdentityProvider, User
from shared_apps.accounts.openid_claims import Endpoints
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError

NamedBy = IdentityProvider.NamedBy
LONGEST_SECRET = 500


@dataclass(frozen=True)
class Wish:
    """What an administrator writes of a provider; an empty secret keeps the one there is."""

    name: str
    issuer: str
    client_id: str
    named_by: str
    claim: str = ""
    client_secret: str = field(default="", repr=False)


def providers(viewer: User, day: date) -> list[IdentityProvider]:
    """All of them by name, for those who manage accounts; without the secret, which nobody reads."""
    check(viewer, Action.APPOINT, day)
    return list(_readable().order_by("name"))


def provider(viewer: User, provider_id: uuid.UUID, day: date) -> IdentityProvider:
    """One of them, for the same people. Raises NotFoundError."""
    check(viewer, Action.APPOINT, day)
    return _found(_readable(), provider_id)


def ways_in() -> list[IdentityProvider]:
    """The buttons of the sign-in page, which everybody sees."""
    return list(_readable().filter(is_on=True).order_by("name"))


def redirect_of(provider_id: uuid.UUID) -> str:
    """Where the provider sends people back to: this region's own address, to be registered there."""
    return own_address() + reverse("provider_answer", args=[provider_id])


def living(provider_id: uuid.UUID) -> tuple[IdentityProvider, openid.Client]:
    """A provider people may sign in at, and how we are known there. Raises NotFoundError, ConflictError."""
    found = _found(IdentityProvider.objects.filter(is_on=True), provider_id)
    secret = client_secrets.opened(found.client_secret, provider_id=found.pk)
    if secret is None:
        raise _no_secret()
    return found, openid.Client(found.client_id, secret, redirect_of(found.pk))


def needed_claims(found: IdentityProvider) -> tuple[str, ...]:
    """What its answer must hold to mean somebody."""
    return ("email", "email_verified") if found.named_by == NamedBy.EMAIL else (found.claim,)


@transaction.atomic
def add(*, wish: Wish, day: date, actor: User) -> IdentityProvider:
    """Write a provider down, switched off: it is switched on once its connection was checked."""
    check(actor, Action.APPOINT, day)
    made = IdentityProvider()
    _fill(made, wish)
    if not wish.client_secret:
        raise _wrong("client_secret", _("Isi rahasia klien."))
    _write(made)
    return made


@transaction.atomic
def change(*, provider_id: uuid.UUID, wish: Wish, day: date, actor: User) -> IdentityProvider:
    """Write other facts of it; its issuer stays, since the identities linked to it are that issuer's."""
    check(actor, Action.APPOINT, day)
    kept = _held(provider_id)
    if wish.issuer.rstrip("/") != kept.issuer.rstrip("/"):
        raise _wrong("issuer", _("Alamat penerbit tidak dapat diganti. Tambahkan penyedia baru, lalu hapus yang ini."))
    _fill(kept, wish)
    _write(kept)
    return kept


def check_connection(*, provider_id: uuid.UUID, day: date, now: datetime, actor: User) -> Endpoints:
    """Ask the provider who it is, and remember that it answered well. Raises ConflictError in words."""
    check(actor, Action.APPOINT, day)
    endpoints = openid.discover(_found(_readable(), provider_id).issuer)
    IdentityProvider.objects.filter(pk=provider_id).update(checked_at=now)
    return endpoints


def switch_on(*, provider_id: uuid.UUID, day: date, now: datetime, actor: User) -> IdentityProvider:
    """Show its button, after its connection was checked once more."""
    check_connection(provider_id=provider_id, day=day, now=now, actor=actor)
    with transaction.atomic():
        kept = _held(provider_id)
        if client_secrets.opened(kept.client_secret, provider_id=kept.pk) is None:
            raise _no_secret()
        kept.is_on = True
        kept.save(update_fields=["is_on"])
    return kept


@transaction.atomic
def switch_off(*, provider_id: uuid.UUID, day: date, actor: User) -> IdentityProvider:
    """Take the button away: nobody comes in there any more; who is in stays until their session ends."""
    check(actor, Action.APPOINT, day)
    kept = _held(provider_id)
    kept.is_on = False
    kept.save(update_fields=["is_on"])
    return kept


@transaction.atomic
def remove(*, provider_id: uuid.UUID, day: date, actor: User) -> IdentityProvider:
    """Forget a provider that is off, with the identities linked to it."""
    check(actor, Action.APPOINT, day)
    kept = _held(provider_id)
    if kept.is_on:
        raise ConflictError("provider_on", _("Matikan penyedia ini dahulu. Tidak ada yang dihapus."))
    kept.delete()
    return kept


@transaction.atomic
def reseal() -> tuple[int, int]:
    """Seal every secret of the region with the present key: how many were, and how many no key here opens."""
    kept = IdentityProvider.objects.exclude(client_secret="").select_for_update().order_by("id")
    rows = [row for row in kept if not client_secrets.is_current(row.client_secret)]
    resealed = 0
    for row in rows:
        secret = client_secrets.opened(row.client_secret, provider_id=row.pk)
        if secret is not None:
            row.client_secret = client_secrets.seal(secret, provider_id=row.pk)
            row.save(update_fields=["client_secret"])
            resealed += 1
    return resealed, len(rows) - resealed


def _fill(row: IdentityProvider, wish: Wish) -> None:
    plain = settings.IDENTITY_PROVIDERS_ON_LOOPBACK
    if not openid_claims.is_issuer(wish.issuer, plain=plain):
        raise _wrong("issuer", _("Tulis alamat penerbit yang diawali https://, tanpa tanda tanya."))
    if wish.named_by == NamedBy.NUMBER and not wish.claim:
        raise _wrong("claim", _("Isi nama klaim yang memuat NIP."))
    if len(wish.client_secret) > LONGEST_SECRET:
        raise _wrong("client_secret", _("Rahasia klien terlalu panjang."))
    row.name, row.issuer, row.client_id = wish.name, wish.issuer, wish.client_id
    row.named_by, row.claim = wish.named_by, wish.claim if wish.named_by == NamedBy.NUMBER else "email"
    if wish.client_secret:
        row.client_secret = client_secrets.seal(wish.client_secret, provider_id=row.pk)


def _write(row: IdentityProvider) -> None:
    """A name is on one button: also where a form was sent twice at once."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise _wrong("name", _("Nama ini sudah dipakai penyedia lain.")) from taken


def _readable() -> "QuerySet[IdentityProvider]":
    """Without the secret: a supporter's login may not read it."""
    return IdentityProvider.objects.defer("client_secret")


def _found(among: "QuerySet[IdentityProvider]", provider_id: uuid.UUID) -> IdentityProvider:
    found = among.filter(pk=provider_id).first()
    if found is None:
        raise NotFoundError("provider_unknown", _("Penyedia identitas ini tidak ada atau tidak dipakai di sini."))
    return found


def _held(provider_id: uuid.UUID) -> IdentityProvider:
    return _found(IdentityProvider.objects.select_for_update(), provider_id)


def _wrong(name: str, text: Any) -> InvalidError:
    return InvalidError("provider_wrong", _("Periksa isian."), fields={name: [text]})


def _no_secret() -> ConflictError:
    return ConflictError(
        "provider_no_secret", _("Rahasia klien penyedia ini harus diisi ulang oleh administrator daerah Anda.")
    )
