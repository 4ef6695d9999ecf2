"""Requests for a review: written by whoever works on a draft, answered by `services.review_draft`."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.scoring_templates.models import ReviewRequest, TemplateDraft
from shared_apps.scoring_templates.services import LONGEST_REASON


@transaction.atomic
def ask_reviewers(
    *, draft: TemplateDraft, reviewers: Collection[UUID], note: str, actor: Actor, at: datetime
) -> list[ReviewRequest]:
    """Ask these operators; each gets a letter. Whoever was asked already keeps the first request.

    Raises InvalidError `reviewer_unknown` for somebody who is no operator or wrote of it, `reviewers_missing`,
    `note_too_long`; ConflictError `mail_not_sent` after the requests are kept (asking again sends what is left).
    """
    day = timezone.localdate(at)
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    row = TemplateDraft.objects.select_for_update().get(id=draft.id)
    people = {each.pk: each for each in accounts.who_may(Action.PUBLISH_TEMPLATES, day)}
    wanted = [people[key] for key in people if key in set(reviewers)]
    _check_wanted(row, reviewers, wanted, note)
    asked = [_asked(row, each, note.strip(), actor, at) for each in wanted]
    unsent = [each.id for each in asked if each.notified_at is None]
    transaction.on_commit(lambda: send_letters(unsent, at=at))
    return asked


def _check_wanted(draft: TemplateDraft, reviewers: Collection[UUID], wanted: Collection[User], note: str) -> None:
    if not reviewers:
        raise InvalidError(
            "reviewers_missing",
            _("Pilih paling sedikit satu operator. Belum ada yang diminta."),
            fields={"reviewers": [_("Pilih penelaah.")]},
        )
    if len(wanted) != len(set(reviewers)) or any(draft.is_written_by(each.pk) for each in wanted):
        raise InvalidError(
            "reviewer_unknown",
            _("Penelaah adalah operator tuan rumah yang tidak ikut menulis draf ini. Belum ada yang diminta."),
            fields={"reviewers": [_("Pilih operator lain.")]},
        )
    if len(note) > LONGEST_REASON:
        raise InvalidError(
            "note_too_long",
            _("Pesan paling banyak 500 huruf. Belum ada yang diminta."),
            fields={"note": [_("Pendekkan pesan.")]},
        )


def _asked(draft: TemplateDraft, reviewer: User, note: str, actor: Actor, at: datetime) -> ReviewRequest:
    known = ReviewRequest.objects.filter(draft=draft, reviewer=reviewer.pk).first()
    if known is not None and known.is_open:
        return known
    request = known or ReviewRequest(draft=draft, reviewer=reviewer.pk)
    request.reviewer_name, request.note, request.asked_by_name, request.asked_at = reviewer.name, note, actor.name, at
    request.released_reason = request.released_by_name = ""
    request.notified_at = None
    request.save()
    return request


@transaction.atomic
def release_reviewer(
    *, draft: TemplateDraft, reviewer: UUID, reason: str, actor: Actor, at: datetime
) -> ReviewRequest:
    """Go on without the answer of somebody who was asked; the reason stays on the draft.

    Raises NotFoundError `request_unknown`, InvalidError `reason_required`, ConflictError `released_already`.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    request = ReviewRequest.objects.select_for_update().filter(draft_id=draft.id, reviewer=reviewer).first()
    if request is None:
        raise NotFoundError("request_unknown", _("Orang ini tidak diminta menelaah draf ini."))
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise InvalidError(
            "reason_required",
            _("Tulis mengapa telaahnya tidak ditunggu lagi, paling banyak 500 huruf. Tidak ada yang diubah."),
            fields={"reason": [_("Isi alasan.")]},
        )
    if not request.is_open:
        raise ConflictError("released_already", _("Permintaan ini sudah dilepas. Tidak ada yang diubah."))
    request.released_reason, request.released_by_name = text, actor.name
    request.save(update_fields=["released_reason", "released_by_name"])
    return request


def send_letters(request_ids: Collection[UUID], *, at: datetime) -> int:
    """One letter to each who has not had it; how many left. Raises ConflictError `mail_not_sent`."""
    try:
        return sum(_sent(each, at=at) for each in request_ids)
    except OSError as down:  # what sockets and smtplib raise
        raise ConflictError(
            "mail_not_sent",
            _("Permintaan tersimpan, tetapi suratnya belum terkirim. Minta sekali lagi nanti."),
            details={"kind": type(down).__name__},
        ) from down


@transaction.atomic
def _sent(request_id: UUID, *, at: datetime) -> bool:
    """Held while it is sent: two clicks send one letter."""
    waiting = ReviewRequest.objects.select_for_update(of=("self",)).select_related("draft")
    request = waiting.filter(id=request_id, notified_at=None, released_reason="").first()
    address = User.objects.filter(pk=request.reviewer).values_list("email", flat=True).first() if request else None
    if request is None or address is None:
        return False
    request.notified_at = at
    request.save(update_fields=["notified_at"])
    with translation.override("id"):
        subject = _("Draf templat %(key)s menunggu telaah Anda") % {"key": request.draft.key}
        link = f"{own_address()}/templat/draf/{request.draft_id}/"
        text = render_to_string("scoring_templates/mail/review.txt", {"request": request, "link": link})
    EmailMessage(f"{subject} · Merit Bersama", text, to=[address]).send()
    return True
