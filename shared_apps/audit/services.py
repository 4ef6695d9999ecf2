"""What the audit tells others: the head of its chain, every day."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.rules import Role
from shared_apps.audit.models import Seal
from shared_apps.mailbox import services as mailbox

HEAD = "audit_head"


def send_head() -> Seal | None:
    """The newest head to the host's mailbox and, by e-mail, to this government's own auditors; None without a seal."""
    seal = Seal.objects.order_by("-number").first()
    if seal is None:
        return None
    with transaction.atomic():
        mailbox.send(
            kind=HEAD, content={"number": seal.number, "head": seal.head, "sealed_at": seal.sealed_at.isoformat()}
        )
        addresses = accounts.addresses_of(Role.AUDITOR, timezone.localdate())
        transaction.on_commit(lambda: _tell(addresses, seal), robust=True)
    return seal


def _tell(addresses: list[str], seal: Seal) -> None:
    subject = _("Segel jejak audit nomor %(number)s") % {"number": seal.number}
    text = _(
        "Simpan surel ini. Dengan kode di bawah Anda dapat membuktikan kapan pun bahwa jejak audit sampai hari ini "
        "tidak diubah.\n\nNomor segel: %(number)s\nKode: %(head)s"
    )
    for address in addresses:
        send_mail(subject, text % {"number": seal.number, "head": seal.head}, settings.DEFAULT_FROM_EMAIL, [address])
