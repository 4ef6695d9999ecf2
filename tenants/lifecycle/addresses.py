"""The addresses of a region: a new primary one, a further one, an old one that leads on. The only writer of Domain."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from tenants.lifecycle import records
from tenants.lifecycle.records import What
from tenants.lifecycle.services import locked
from tenants.regions.models import Domain, Region
from tenants.regions.rules import LONGEST, is_domain

_RENAMED = gettext_lazy("Alamat utama menjadi %(new)s; %(old)s dialihkan ke yang baru")
_RENAMED_AND_DROPPED = gettext_lazy("Alamat utama menjadi %(new)s; %(old)s tidak dilayani lagi")
_ADDED = gettext_lazy("Alamat tambahan: %(new)s")
_CHOSEN = gettext_lazy("Alamat utama menjadi %(new)s")
_REMOVED = gettext_lazy("Alamat dihapus: %(old)s")


def rename(*, region_id: UUID, domain: str, keep_old: bool, actor: Actor, at: datetime) -> Domain:
    """Make this the primary address; the former leads to it, or is dropped. Asked twice, nothing more changes."""
    name = _checked(domain)

    def act(region: Region) -> What | None:
        old = Domain.objects.get(tenant=region, is_primary=True)
        if old.domain == name:
            return None
        new = _held(region, name)
        if keep_old:
            Domain.objects.filter(id=old.id).update(is_primary=False, is_old=True)
        else:
            Domain.objects.filter(id=old.id).delete()
        Domain.objects.filter(id=new.id).update(is_primary=True, is_old=False)
        return (_RENAMED if keep_old else _RENAMED_AND_DROPPED), {"new": name, "old": old.domain}

    return _do(region_id, name, actor, at, act)


def add(*, region_id: UUID, domain: str, actor: Actor, at: datetime) -> Domain:
    """A further address that serves as the primary one does; an old one serves again."""
    name = _checked(domain)

    def act(region: Region) -> What | None:
        known = Domain.objects.filter(tenant=region, domain=name).first()
        if known is not None and not known.is_old:
            return None
        Domain.objects.filter(id=_held(region, name).id).update(is_old=False)
        return _ADDED, {"new": name}

    return _do(region_id, name, actor, at, act)


def make_primary(*, region_id: UUID, domain: str, actor: Actor, at: datetime) -> Domain:
    """One of the region's addresses stands in mails from now on; the former one goes on serving."""

    def act(region: Region) -> What | None:
        found = _own(region, domain)
        if found.is_primary:
            return None
        Domain.objects.filter(tenant=region, is_primary=True).update(is_primary=False)
        Domain.objects.filter(id=found.id).update(is_primary=True, is_old=False)
        return _CHOSEN, {"new": domain}

    return _do(region_id, domain, actor, at, act)


def remove(*, region_id: UUID, domain: str, actor: Actor, at: datetime) -> None:
    """An address that is not the primary one is no longer answered."""

    def act(region: Region) -> What | None:
        found = _own(region, domain)
        if found.is_primary:
            raise ConflictError(
                "address_primary",
                _("%(name)s adalah alamat utama. Pilih dahulu alamat utama yang lain.") % {"name": domain},
            )
        Domain.objects.filter(id=found.id).delete()
        return _REMOVED, {"old": domain}

    _do(region_id, domain, actor, at, act)


def _do(region_id: UUID, domain: str, actor: Actor, at: datetime, act: Callable[[Region], What | None]) -> Domain:
    """One at a time for a region; what was done is told to the region's auditor, nothing where nothing changed."""
    check_actor(actor, Action.PROVISION, timezone.localdate(at))
    with transaction.atomic():
        region = locked(region_id)
        if region.state == Region.State.PREPARING:
            text = _("%(name)s masih disiapkan. Alamatnya dapat diubah sesudah aktif.")
            raise ConflictError("region_preparing", text % {"name": region.name})
        what = act(region)
        job = records.ask(region, what=what, reason="", actor=actor, at=at) if what else None
        found = Domain.objects.filter(domain=domain).first() or Domain(domain=domain, tenant=region)
    if job is not None:
        records.carry_out_here(job.id)
    return found


def _checked(domain: str) -> str:
    """In the form the browser sends it. Raises InvalidError."""
    name = domain.strip().lower().rstrip(".")
    if name.startswith("www."):  # Django's tenants take it away from what is asked for
        raise _wrong(_("Tulis tanpa www.; alamat dengan www. di depannya sampai di tempat yang sama."))
    if len(name) > LONGEST["domain"] or not is_domain(name):
        raise _wrong(_("Tulis nama host saja, misalnya solo.example.id, tanpa https:// dan tanpa garis miring."))
    return name


def _held(region: Region, name: str) -> Domain:
    """The region's row of this name; a new one where nobody has it."""
    found: Domain | None = Domain.objects.filter(domain=name).first()
    if found is None:
        try:
            with transaction.atomic():
                Domain.objects.bulk_create([Domain(domain=name, tenant=region, is_primary=False)])
        except IntegrityError:  # somebody else took it at the same moment
            pass
        found = Domain.objects.filter(domain=name).first()
    if found is None or found.tenant_id != region.id:
        text = _("Alamat %(name)s sudah dipakai. Tidak ada yang diubah.") % {"name": name}
        raise ConflictError(
            "address_taken", text, fields={"domain": [_("Sudah dipakai daerah lain atau tuan rumah.")]}
        )
    return found


def _own(region: Region, domain: str) -> Domain:
    found: Domain | None = Domain.objects.filter(tenant=region, domain=domain).first()
    if found is None:
        raise NotFoundError("address_unknown", _("Alamat ini bukan milik daerah ini."))
    return found


def _wrong(text: str) -> InvalidError:
    return InvalidError("domain_invalid", _("Alamat tidak sah. Tidak ada yang diubah."), fields={"domain": [text]})
