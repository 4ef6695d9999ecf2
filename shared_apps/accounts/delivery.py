"""Letters of invitations: the row says whether its letter has left, so that what stopped is sent later, once.

The token is stored hashed and cannot be sent again; each attempt makes a new one for the same row.
"""

import secrets
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import mails, queries, rules
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import Invitation
from shared_apps.errors import ConflictError


@dataclass(frozen=True)
class Delivered:
    """How many letters left, and which addresses the mail server refused; those stay unsent."""

    sent: int
    refused: tuple[str, ...]


def deliver(
    invitation_ids: Collection[uuid.UUID], *, day: date, told: Callable[[int], None] | None = None
) -> Delivered:
    """Send the letters that have not left yet, one by one over one connection; `told` hears how many left.

    Raises ConflictError where the mail server cannot be reached; whoever calls again goes on with the rest.
    """
    sent, refused = 0, list[str]()
    try:
        with get_connection() as server:
            for each in invitation_ids:
                try:
                    sent += _deliver_one(each, server, day)
                except SMTPRecipientsRefused as answer:  # one wrong address stops nobody else's letter
                    refused.extend(answer.recipients)
                if told:
                    told(sent)
    except OSError as down:  # what sockets and smtplib raise
        raise ConflictError(
            "mail_not_sent",
            _("Surat undangan belum terkirim: server surel tidak menjawab atau menolak. Undangan tersimpan; ulangi."),
            details={"kind": type(down).__name__},
        ) from down
    return Delivered(sent=sent, refused=tuple(refused))


def deliver_now(invitation_id: uuid.UUID, *, day: date) -> None:
    """Send one letter or say why it did not leave."""
    if deliver([invitation_id], day=day).refused:
        raise ConflictError("address_refused", _("Server surel menolak alamat ini. Periksa alamatnya."))


@transaction.atomic
def _deliver_one(invitation_id: uuid.UUID, server: Any, day: date) -> bool:
    """Held while it is sent: two workers send one letter."""
    unsent = Invitation.objects.select_for_update().filter(sent_at=None, accepted_at=None, replaced_at=None)
    invitation = unsent.filter(pk=invitation_id).first()
    if invitation is None:
        return False
    raw = secrets.token_urlsafe(24)
    invitation.token_sha256 = queries.digest(raw)
    invitation.expires_on = day + timedelta(days=rules.INVITATION_DAYS)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["token_sha256", "expires_on", "sent_at"])
    letter = mails.invitation_letter(invitation, link=f"{own_address()}/undangan/{queries.signer().sign(raw)}/")
    server.send_messages([EmailMessage(letter.subject, letter.text, to=[letter.to])])
    return True
