"""Leaving, written inside the region: by the host when it tells something, by the region when it answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import Actor, check
from shared_apps.accounts.addresses import own_address, own_government
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.leaving.models import Notice
from shared_apps.leaving.rules import OVER, Stage, confirms, is_recipient
from shared_apps.mailbox import services as mailbox

RECEIPT = "exit_pack_received"  # the kind of the message to the host


@transaction.atomic
def tell(*, departure_id: UUID, stage: Stage, actor: Actor, at: datetime, facts: dict[str, Any]) -> Notice:
    """Write down what the host says; the same call again changes nothing."""
    values = {**facts, "stage": stage, "written_at": at, "written_by_name": actor.name}
    notice = Notice.objects.select_for_update().filter(id=departure_id).first() or Notice(id=departure_id)
    for name, value in values.items():
        setattr(notice, name, value)
    notice.save()
    return notice


def write_letters(*, departure_id: UUID, day: date) -> int:
    """One letter to every administrator about how it stands; the number of letters."""
    notice = Notice.objects.get(id=departure_id)
    addresses = accounts.addresses_of(Role.PERSONNEL_ADMIN, day)
    context = {"notice": notice, "address": own_address(), "government": own_government()}
    with translation.override("id"):
        subject = _("Kerja sama %(number)s: %(stage)s") % {"number": notice.agreement_number, "stage": title(notice)}
        text = render_to_string("leaving/mail/notice.txt", context)
        for address in addresses:
            EmailMessage(f"{subject} · Merit Bersama", text, to=[address]).send()
    return len(addresses)


def title(notice: Notice) -> str:
    """How it stands, in a few words."""
    return {
        Stage.NOTICE: _("akan berakhir"),
        Stage.READ_ONLY: _("berakhir, data hanya dapat dibaca"),
        Stage.PACKED: _("paket akhir siap diunduh"),
        Stage.HANDED_OVER: _("paket akhir sudah diterima"),
        Stage.CANCELLED: _("dilanjutkan"),
    }[Stage(notice.stage)]


@transaction.atomic
def name_recipient(*, recipient: str, actor: User, day: date) -> Notice:
    """For whom the pack is encrypted; empty: for nobody. Before the pack is made."""
    check(actor, Action.APPOINT, day)
    notice = _holding()
    if notice.pack_sha256:
        raise ConflictError("already_packed", _("Paket sudah dibuat. Minta penyelenggara membuatnya lagi."))
    if recipient and not is_recipient(recipient):
        raise InvalidError(
            "recipient_invalid",
            _("Periksa isian. Tidak ada yang diubah."),
            fields={"recipient": [_("Kunci age dimulai dengan age1 dan panjangnya 62 huruf.")]},
        )
    notice.recipient = recipient
    notice.save(update_fields=["recipient"])
    return notice


@transaction.atomic
def confirm_receipt(*, typed: str, actor: User, at: datetime, day: date) -> Notice:
    """The region has its data: said to the host with the checksum that was typed. Twice is the same as once."""
    check(actor, Action.APPOINT, day)
    notice = _holding()
    if not notice.pack_sha256:
        raise ConflictError("not_packed", _("Paket akhir belum dibuat."))
    if not confirms(typed, notice.pack_sha256):
        raise InvalidError(
            "checksum_differs",
            _("Jumlah pemeriksa tidak cocok. Tidak ada yang dicatat."),
            fields={"checksum": [_("Bandingkan dengan SHA-256 berkas yang Anda unduh; unduh lagi bila berbeda.")]},
        )
    if notice.received_at is None:
        notice.stage, notice.received_at, notice.received_by_name = Stage.HANDED_OVER, at, actor.name
        notice.save(update_fields=["stage", "received_at", "received_by_name"])
        mailbox.send(kind=RECEIPT, content={"departure": str(notice.id), "sha256": notice.pack_sha256})
    return notice


def _holding() -> Notice:
    rows = Notice.objects.select_for_update().exclude(stage__in=[str(stage) for stage in OVER])
    notice = rows.order_by("-written_at").first()
    if notice is None:
        raise NotFoundError("notice_unknown", _("Kerja sama tidak sedang berakhir."))
    return notice
