"""Changes of the region are offered to the host with reasons, withdrawn while unanswered, and answered by it."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.mailbox import services as mailbox
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import canonical, upstream
from shared_apps.scoring_templates.rules.customisation import Customisation, parse
from shared_apps.scoring_templates.rules.document import from_json
from shared_apps.scoring_templates.rules.problems import Problem
from tenant_apps.scoring.models import Proposal, Scheme
from tenant_apps.scoring.services.periods import wait_for

SENT, WITHDRAWN = "proposal_sent", "proposal_withdrawn"
LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON, LARGEST = 120, 2000, 500, 60_000
_ANSWERED = frozenset({Proposal.State.ACCEPTED, Proposal.State.DECLINED, Proposal.State.PUBLISHED})
_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d[ .-]?){15,17}\d(?!\d)")


@transaction.atomic
def propose(
    *,
    scheme: Scheme,
    groups: Collection[str],
    reasons: Mapping[str, str],
    title: str,
    text: str,
    is_credited: bool,
    actor: Actor,
    at: datetime,
) -> Proposal:
    """Offer the changes of these groups; `reasons` are by group. The same offer while it is unanswered is that one.

    What leaves is this text and the changes, never who wrote it. Raises InvalidError `proposal_refused` with what is
    wrong in `fields`; nothing is sent then.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    wait_for("proposals", scheme.id)  # two clicks at once: the second finds what the first has sent
    said = {group: reasons.get(group, "").strip() for group in groups}
    title, text = " ".join(title.split()), text.strip()
    _check_words(title, text, said)
    document = _chosen(scheme, groups, said)
    offered = {
        "template": f"{scheme.template_key} {scheme.template_version}",
        "title": title,
        "text": text,
        "credit": is_credited,
        "customisation": canonical.plain(document),
    }
    written = json.dumps(offered, sort_keys=True)
    if len(written) > LARGEST:
        raise _refused({"groups": [_("Usulan ini terlalu besar. Kirim sebagian dahulu.")]})
    digest = hashlib.sha256(written.encode()).hexdigest()
    waiting = Proposal.objects.filter(digest=digest, state=Proposal.State.SENT).first()
    if waiting is not None:
        return waiting
    proposal = Proposal.objects.create(
        template_key=scheme.template_key,
        template_version=scheme.template_version,
        title=title,
        text=text,
        document=offered["customisation"],
        is_credited=is_credited,
        digest=digest,
        sent_at=at,
        sent_by_name=actor.name,
    )
    mailbox.send(kind=SENT, content={"proposal": str(proposal.id), **offered})
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal_id: UUID, actor: Actor, at: datetime) -> Proposal:
    """Take an unanswered proposal back; twice is once. Raises ConflictError when it is answered."""
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    proposal = _locked(proposal_id)
    if proposal.state in _ANSWERED:
        raise ConflictError(
            "proposal_answered", _("Usulan ini sudah dijawab, jadi tidak dapat ditarik. Tidak ada yang diubah.")
        )
    if proposal.state == Proposal.State.SENT:
        proposal.state, proposal.closed_at = Proposal.State.WITHDRAWN, at
        proposal.save(update_fields=["state", "closed_at"])
        mailbox.send(kind=WITHDRAWN, content={"proposal": str(proposal.id)})
    return proposal


@transaction.atomic
def hear_answer(*, proposal_id: UUID, state: str, answer: str, version: str, at: datetime) -> str:
    """Write down what the host answered; said again, nothing changes. Gives the state the proposal is in now.

    One that was withdrawn before the answer came stays withdrawn: the host reads that from what this gives. Had it
    been published by then, the version is written down, as the region's name stays in it. Nothing: there is no such
    proposal here, as after an older backup was restored.
    """
    proposal = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if proposal is None:
        return ""
    told = Proposal.State(state)
    if proposal.state == Proposal.State.WITHDRAWN:
        if told == Proposal.State.PUBLISHED and proposal.version != version:
            proposal.version = version
            proposal.save(update_fields=["version"])
        return proposal.state
    if (proposal.state, proposal.answer, proposal.version) != (told, answer, version):
        proposal.state, proposal.answer, proposal.version, proposal.closed_at = told, answer, version, at
        proposal.save(update_fields=["state", "answer", "version", "closed_at"])
    return proposal.state


def _locked(proposal_id: UUID) -> Proposal:
    found = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if found is None:
        raise NotFoundError("proposal_unknown", _("Usulan ini tidak ada."))
    return found


def _check_words(title: str, text: str, reasons: Mapping[str, str]) -> None:
    """Something to read and not too much of it; a number that could be a person's does not leave the region."""
    fields: dict[str, list[str]] = {}
    if not title or len(title) > LONGEST_TITLE:
        fields["title"] = [_("Isi judul, paling banyak 120 huruf.")]
    if not text or len(text) > LONGEST_TEXT:
        fields["text"] = [_("Tulis alasannya, paling banyak 2.000 huruf.")]
    too_long = any(len(reason) > LONGEST_REASON for reason in reasons.values())
    if too_long:
        fields["reasons"] = [_("Alasan satu perubahan paling banyak 500 huruf.")]
    named = {"title": title, "text": text, "reasons": "\n".join(reasons.values())}
    for name, words in named.items():
        if _NUMBER_OF_A_PERSON.search(words):
            fields[name] = [_("Ada nomor yang tampak seperti NIP atau NIK. Usulan tidak boleh menyebut orang.")]
    if fields:
        raise _refused(fields)


def _chosen(scheme: Scheme, groups: Collection[str], reasons: Mapping[str, str]) -> Customisation:
    """The offered part, which must make a sound template on its own."""
    own, problems = parse(scheme.customisation)
    if own is None:
        raise ValueError(f"The stored customisation of {scheme} cannot be read: {problems}")
    part = upstream.part_of(own, groups)
    if not part.overrides or set(groups) - set(upstream.by_group(part.overrides)):
        raise _refused({"groups": [_("Pilih perubahan daerah yang diusulkan.")]})
    version = TemplateVersion.objects.get(key=scheme.template_key, version=scheme.template_version)
    found = upstream.with_changes(from_json(version.document), part, version=version.version)
    if found.template is None:
        raise _refused({"groups": [*map(_in_words, found.problems)]})
    said = (
        each.model_copy(update={"reason": reasons.get(upstream.group_path(each.path)) or None})
        for each in part.overrides
    )
    return part.model_copy(update={"overrides": tuple(said)})


def _in_words(problem: Problem) -> str:
    return _("Perubahan ini tidak berdiri sendiri (%(problem)s). Pilih juga perubahan yang berkaitan.") % {
        "problem": messages.line_of(problem)
    }


def _refused(fields: dict[str, Any]) -> InvalidError:
    return InvalidError("proposal_refused", _("Usulan belum dapat dikirim. Belum ada yang dikirim."), fields=fields)
