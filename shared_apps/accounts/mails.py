"""The letters of this room: plain text. Invitations are sent by `delivery`, notices at once."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.addresses import own_address, own_government
from shared_apps.accounts.models import Invitation

log = logging.getLogger(__name__)

NOTICES = {
    "password_reset_code": (_("Kode untuk kata sandi baru"), _("Ketik kode ini di halaman yang sedang terbuka:")),
    "email_confirmation": (_("Kode konfirmasi surel"), _("Ketik kode ini di halaman yang sedang terbuka:")),
    "email_confirmation_signup": (_("Kode konfirmasi surel"), _("Ketik kode ini di halaman yang sedang terbuka:")),
    "password_reset": (_("Kata sandi Anda sudah diganti"), _("Kata sandi akun Anda baru saja diganti.")),
    "totp_activated": (_("Autentikator dipasang"), _("Aplikasi autentikator dipasang pada akun Anda.")),
    "totp_deactivated": (_("Autentikator dilepas"), _("Aplikasi autentikator dilepas dari akun Anda.")),
    "webauthn_added": (_("Kunci sandi dipasang"), _("Kunci sandi dipasang pada akun Anda.")),
    "webauthn_removed": (_("Kunci sandi dihapus"), _("Kunci sandi dihapus dari akun Anda.")),
    "recovery_codes_generated": (_("Kode pemulihan baru"), _("Kode pemulihan baru dibuat untuk akun Anda.")),
}


@dataclass(frozen=True)
class Letter:
    """One message to one address."""

    to: str
    subject: str
    text: str


def invitation_letter(invitation: Invitation, *, link: str) -> Letter:
    """The letter that carries the link of an invitation."""
    with translation.override("id"):
        government = str(_("Pemerintah %(name)s")) % {"name": own_government()}
        context = {"invitation": invitation, "link": link, "address": own_address(), "government": government}
        return Letter(
            to=invitation.email,
            subject=" ".join(render_to_string("accounts/mail/invitation_subject.txt", context).split()),
            text=render_to_string("accounts/mail/invitation.txt", context),
        )


def notice(kind: str, *, to: str, context: Mapping[str, Any]) -> EmailMessage:
    """A code, or word of a change to the account with its time and origin."""
    subject, text = NOTICES[kind]
    body = render_to_string("accounts/mail/notice.txt", {**context, "text": text, "address": own_address()})
    return EmailMessage(f"{subject} · Merit Bersama", body, to=[to])


def second_factor_reset(*, to: str, by: str, reason: str, at: datetime) -> EmailMessage:
    """Word to somebody whose second factor another took away: who, why and when."""
    context = {"by": by, "reason": reason, "at": at, "address": own_address()}
    text = render_to_string("accounts/mail/second_factor_reset.txt", context)
    return EmailMessage(f"{_('Langkah kedua Anda diatur ulang')} · Merit Bersama", text, to=[to])


def send_later(letters: Iterable[EmailMessage]) -> None:
    """Send what is left to be sent when nobody waits any more; a mail server that refuses is for the operator."""
    for letter in letters:
        try:
            letter.send()
        except OSError as refused:  # what sockets and smtplib raise
            log.error("A letter of accounts did not leave: %s", type(refused).__name__)
