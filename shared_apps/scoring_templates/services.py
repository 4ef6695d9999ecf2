"""Templates of the host, uploaded, reviewed and published: nothing faulty is, and what is published never changes."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.scoring_templates import differences
from shared_apps.scoring_templates.models import DraftReview, TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import canonical, document
from shared_apps.scoring_templates.rules.four_eyes import still_to_answer, words_that_count
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.soundness import check_sound, sound

LONGEST_REASON = 500


@transaction.atomic
def save_draft(*, text: str, actor: Actor, at: datetime, origin: str | None = None) -> TemplateDraft:
    """Keep a YAML document to look at before it is published; the same key and version replaces the older draft.

    `origin` says where it comes from when it was not written here. It stays when the draft is written on, and with
    the version it becomes.

    Raises InvalidError `template_refused` with every path and its text in `fields` and `details["problems"]`.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    template = sound(text)
    draft = TemplateDraft.objects.select_for_update().filter(key=template.key, version=template.version).first()
    if draft is None:
        draft = TemplateDraft(key=template.key, version=template.version)
    draft.document, draft.changed_by_name, draft.changed_at = text, actor.name, at
    draft.origin = draft.origin if origin is None else origin
    if actor.id is not None and not draft.is_written_by(actor.id):
        draft.authors = [*(draft.authors or []), actor.id]
    draft.save()
    return draft


def forget_origin(*, draft_id: UUID) -> None:
    """Whoever a draft came from no longer wants to be named; a published version keeps what it was published with."""
    TemplateDraft.objects.filter(id=draft_id).update(origin="")


@transaction.atomic
def review_draft(
    *, draft: TemplateDraft, seen: str, verdict: str, comment: str, actor: Actor, at: datetime
) -> DraftReview:
    """Approve a draft, return it with what has to change, or only comment; `seen` is the hash of what was read.

    Raises ForbiddenError `own_draft` for everybody who wrote of it (and for a program, which reads nothing),
    ConflictError `draft_changed` when the text is another by now, InvalidError `draft_unsound` while it is not whole,
    `reason_required` when it is returned without a word.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    row = TemplateDraft.objects.select_for_update().get(id=draft.id)
    if actor.id is None or row.is_written_by(actor.id):
        raise ForbiddenError("own_draft", _("Draf ditelaah orang lain, bukan penulisnya. Tidak ada yang diubah."))
    if seen != row.document_hash:
        raise ConflictError(
            "draft_changed",
            _(
                "Draf ini berubah sejak Anda membacanya. Baca isi yang baru, lalu telaah lagi; "
                "belum ada yang disimpan."
            ),
        )
    if verdict != DraftReview.Verdict.COMMENTED:
        check_sound(row.document)
    if len(comment) > LONGEST_REASON or (verdict != DraftReview.Verdict.APPROVED and not comment.strip()):
        raise InvalidError(
            "reason_required",
            _("Tulis catatan Anda, paling banyak 500 huruf. Belum ada yang disimpan."),
            fields={"comment": [_("Isi catatan.")]},
        )
    return DraftReview.objects.create(
        draft=row,
        verdict=DraftReview.Verdict(verdict),
        comment=comment.strip(),
        document_hash=seen,
        reviewer=actor.id,
        reviewer_name=actor.name,
        reviewed_at=at,
    )


@transaction.atomic
def publish_draft(*, draft: TemplateDraft, version: str, changelog: str, actor: Actor, day: date) -> TemplateVersion:
    """Publish a draft that a second person approved as it stands, under the host's own version; then it is gone.

    Raises InvalidError `draft_unsound`, ConflictError `approval_needed`, `draft_returned` or `reviewers_waiting`;
    nothing is published then.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    row = TemplateDraft.objects.select_for_update().get(id=draft.id)
    check_sound(row.document)
    _check_second_person(row, actor)
    published = _publish(text=row.document, version=version, changelog=changelog, actor=actor, day=day, draft=row)
    row.delete()
    return published


def _check_second_person(draft: TemplateDraft, publisher: Actor) -> None:
    """Of every reviewer the last word on this very text counts; an author's never does.

    What a program wrote has no author: then who publishes it is one person, and the reviewer another.
    """
    authors = draft.authors or [publisher.id]
    words = words_that_count(draft.reviews.all(), document_hash=draft.document_hash, authors=authors)
    returned = [one for one in words if one.verdict == DraftReview.Verdict.RETURNED]
    if returned:
        raise ConflictError(
            "draft_returned",
            _(
                "%(name)s mengembalikan draf ini. Perbaiki, atau minta penelaah itu menyetujuinya; "
                "belum ada yang terbit."
            )
            % {"name": returned[0].reviewer_name},
        )
    if not words:
        raise ConflictError(
            "approval_needed",
            _(
                "Belum ada orang kedua yang menyetujui isi ini. Minta operator lain menelaahnya; "
                "belum ada yang terbit."
            ),
        )
    waiting = still_to_answer(draft.requests.all(), words=words)
    if waiting:
        raise ConflictError(
            "reviewers_waiting",
            _(
                "%(names)s diminta menelaah dan belum memberi hasil untuk isi ini. Tunggu, "
                "atau lepaskan permintaannya dengan alasan; belum ada yang terbit."
            )
            % {"names": ", ".join(each.reviewer_name for each in waiting)},
        )


def publish(*, text: str, version: str, changelog: str, actor: Actor, day: date) -> TemplateVersion:
    """Publish a YAML document under a version, as a program does with what comes with the product.

    Raises ForbiddenError `second_person_needed` for a person, who publishes a draft that another one has approved;
    else as `publish_draft`.
    """
    if actor.id is not None:
        raise ForbiddenError(
            "second_person_needed", _("Simpan dokumen ini sebagai draf, lalu minta operator lain menelaahnya.")
        )
    return _publish(text=text, version=version, changelog=changelog, actor=actor, day=day)


def _publish(
    *, text: str, version: str, changelog: str, actor: Actor, day: date, draft: TemplateDraft | None = None
) -> TemplateVersion:
    """Every region can read it from now on. The changelog is the difference to the version before, introduced.

    Raises InvalidError as `save_draft` does, ConflictError `version_taken` when the version exists already.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    template = sound(text, version=version.strip())
    if TemplateVersion.objects.filter(key=template.key, version=template.version).exists():
        raise _taken(template)
    try:
        with transaction.atomic():
            return TemplateVersion.objects.create(
                key=template.key,
                version=template.version,
                title=canonical.plain(template.title),
                document=canonical.canonical(template),
                content_hash=canonical.content_hash(template),
                calculation_hash=canonical.calculation_hash(template),
                changelog=_changelog(template, changelog.strip(), draft.origin if draft else ""),
                published_on=day,
                published_by_name=actor.name,
                origin=draft.origin if draft else "",
                draft_id=draft.id if draft else None,
            )
    except IntegrityError as error:  # somebody else was faster
        raise _taken(template) from error


def _changelog(template: Template, introduction: str, origin: str) -> str:
    """In the language of the law: it is kept, and read by every region. Whoever had a part in it is named."""
    published = TemplateVersion.objects.filter(key=template.key, withdrawn_reason="")
    before = published.order_by("-published_on", "-id").first()
    with translation.override("id"):
        found = differences.changelog(document.from_json(before.document) if before else None, template)
        credit = _("Asal: %(origin)s.") % {"origin": origin} if origin else ""
    is_first = before is None and bool(introduction)
    return "\n".join(part for part in (introduction, "" if is_first else found, credit) if part)


@transaction.atomic
def withdraw(*, version: TemplateVersion, reason: str, actor: Actor, day: date) -> TemplateVersion:
    """No region may adopt it from now on; those that use it go on, and read the reason. It is never changed."""
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise InvalidError(
            "reason_required",
            _("Tulis alasan penarikan, paling banyak 500 huruf. Belum ada yang ditarik."),
            fields={"reason": [_("Isi alasan.")]},
        )
    row = TemplateVersion.objects.select_for_update().get(id=version.id)
    if row.withdrawn_reason:
        raise ConflictError("withdrawn_already", _("Versi ini sudah ditarik. Tidak ada yang diubah."))
    row.withdrawn_reason = text
    row.save(update_fields=["withdrawn_reason"])
    return row


def _taken(template: Template) -> ConflictError:
    return ConflictError(
        "version_taken",
        _("Versi %(version)s dari templat ini sudah terbit dan tidak dapat diubah. Pilih nomor versi lain.")
        % {"version": template.version},
        fields={"version": [_("Versi ini sudah terbit.")]},
    )
