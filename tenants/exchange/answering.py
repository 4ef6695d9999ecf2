"""The host answers a proposal: it becomes a draft with credit, or is declined with a reason. Then its region hears."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import numbering, upstream, writing
from shared_apps.scoring_templates.rules.customisation import Customisation
from shared_apps.scoring_templates.rules.deciding import Decision, decide
from shared_apps.scoring_templates.rules.document import Template, from_json
from tenants.exchange import proposals
from tenants.exchange.models import Answer
from tenants.exchange.proposals import OpenProposal
from tenants.exchange.telling import tell_or_later

_LONGEST = 500


def accept(*, message_id: UUID, choices: Mapping[str, Decision], note: str, actor: Actor, at: datetime) -> Answer:
    """Make a draft of the newest version with the proposed changes; accepted twice it is one draft.

    `choices` say for every group the host changed too: `mine` (the region's), `new`, or `other` with the values that
    shall stand there, within the template's own policy. Raises ConflictError
    `proposal_withdrawn` or `proposal_answered`, InvalidError `proposal_unfit` or `choice_needed`: nothing is made.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    if len(note) > _LONGEST:
        raise InvalidError("note_too_long", _("Pesan paling banyak 500 huruf. Belum ada yang disimpan."))
    with transaction.atomic():
        shown = _held(message_id)
        answer = shown.received.answer
        if answer is None or answer.state not in {Answer.State.ACCEPTED, Answer.State.PUBLISHED}:
            _check_open(shown)
            draft, keys = _draft(shown, choices, actor, at)
            answer = _answer(
                shown,
                state=Answer.State.ACCEPTED,
                reason="\n".join(part for part in (note.strip(), keys) if part),
                draft_id=draft.id,
                version=draft.version,
                answered_at=at,
                answered_by_name=actor.name,
            )
    return tell_or_later(answer.id, actor=actor, at=at)


def decline(*, message_id: UUID, reason: str, actor: Actor, at: datetime) -> Answer:
    """Say no and why; the region reads the reason. Declined twice, the first reason stays."""
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    text = reason.strip()
    if not text or len(text) > _LONGEST:
        raise InvalidError(
            "reason_required",
            _("Tulis alasan penolakan, paling banyak 500 huruf. Belum ada yang ditolak."),
            fields={"reason": [_("Isi alasan.")]},
        )
    with transaction.atomic():
        shown = _held(message_id)
        answer = shown.received.answer
        if answer is None or answer.state != Answer.State.DECLINED:
            _check_open(shown)
            answer = _answer(
                shown, state=Answer.State.DECLINED, reason=text, answered_at=at, answered_by_name=actor.name
            )
    return tell_or_later(answer.id, actor=actor, at=at)


def _held(message_id: UUID) -> OpenProposal:
    """The proposal; whoever answers at the same moment waits until this answer stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('exchange:proposals', 0))")
    return proposals.opened(message_id)


def _check_open(shown: OpenProposal) -> None:
    if shown.received.is_withdrawn:
        raise ConflictError("proposal_withdrawn", _("Daerah sudah menarik usulan ini. Tidak ada draf yang dibuat."))
    if shown.received.answer is not None:
        raise ConflictError("proposal_answered", _("Usulan ini sudah dijawab. Tidak ada yang diubah."))


def _draft(
    shown: OpenProposal, choices: Mapping[str, Decision], actor: Actor, at: datetime
) -> tuple[TemplateDraft, str]:
    """The draft, and in words which keys of the region got other names."""
    document, newest = shown.received.proposed.document, shown.newest
    if document is None or newest is None or shown.refusals:
        raise _unfit("\n".join(shown.refusals))
    after = from_json(newest.document)
    fitting = _merged(shown, after, choices) if shown.merge else document
    if not fitting.overrides:
        raise ConflictError(
            "nothing_left",
            _("Versi terbaru sudah memuat semuanya atau Anda memilih versi terbaru. Tolak dengan alasan itu."),
        )
    found = upstream.with_changes(after, fitting, version=_free_version(newest))
    if found.template is None:
        raise _unfit("\n".join(messages.line_of(each) for each in found.problems))
    draft = templates.save_draft(text=writing.to_yaml(found.template), actor=actor, at=at, origin=_credit(shown))
    named = ", ".join(f"{old} → {new}" for old, new in found.keys)
    with translation.override("id"):
        return draft, _("Kunci milik daerah mendapat nama templat: %(keys)s.") % {"keys": named} if named else ""


def _merged(shown: OpenProposal, after: Template, choices: Mapping[str, Decision]) -> Customisation:
    """What stands after the host has chosen where both had changed the same."""
    if shown.merge is None:
        raise ValueError("Nothing was merged.")
    decided = decide(new=after, merge=shown.merge, decisions=choices, whole=False)
    if decided.open:
        raise InvalidError(
            "choice_needed",
            _("Versi terbaru juga mengubah %(count)s hal ini. Pilih yang dipakai; belum ada draf yang dibuat.")
            % {"count": len(decided.open)},
            fields={"choices": [each.group or _("Gabungan seluruh isian") for each in decided.open]},
        )
    if decided.problems:
        raise _unfit("\n".join(messages.line_of(each) for each in decided.problems))
    return decided.customisation


def _free_version(newest: TemplateVersion) -> str:
    """A number nobody has, no draft either: one that is written on would be lost."""
    taken = {
        number
        for model in (TemplateVersion, TemplateDraft)
        for number in model.objects.filter(key=newest.key).values_list("version", flat=True)
    }
    return numbering.next_version(newest.version, taken)


def _credit(shown: OpenProposal) -> str:
    """What every region will read, in the language of the law; a name only where its region agreed."""
    with translation.override("id"):
        if not shown.received.proposed.is_credited:
            return _("Usulan daerah mitra")
        words = {"region": shown.received.region.name, "title": shown.received.proposed.title}
        return _("Usulan %(region)s: %(title)s") % words


def _answer(shown: OpenProposal, **facts: object) -> Answer:
    region, proposed = shown.received.region, shown.received.proposed
    return Answer.objects.create(
        region_id=region.id,
        schema_name=region.schema_name,
        region_name=region.name,
        proposal_id=proposed.proposal_id,
        title=proposed.title,
        template_key=proposed.template,
        **facts,
    )


def _unfit(why: str) -> InvalidError:
    return InvalidError(
        "proposal_unfit",
        _("Usulan ini tidak cocok dengan templatnya: %(why)s Belum ada draf yang dibuat.") % {"why": why},
    )
