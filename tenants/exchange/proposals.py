"""What regions propose for templates: read from the mailbox, parsed again, told in words; never a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.mailbox import queries as mailbox
from shared_apps.mailbox.queries import Letter
from shared_apps.scoring_templates import differences, messages, wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import pointers, upstream
from shared_apps.scoring_templates.rules.customisation import Override, applied, override_problem
from shared_apps.scoring_templates.rules.deciding import choices_of
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.rules.merge import Conflict, Merge, three_way_merge
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.setting_form import SettingField, fields_for, typed_values
from tenant_apps.scoring.services.proposing import SENT, WITHDRAWN
from tenants.exchange import rules
from tenants.exchange.models import Answer
from tenants.exchange.rules import Proposed
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Received:
    """A proposal, who sent it, and what was answered."""

    letter: Letter
    region: Region
    proposed: Proposed
    is_withdrawn: bool
    answer: Answer | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for the host."""
        return self.answer is None and not self.is_withdrawn


@dataclass(frozen=True)
class Question:
    """A group of values that the host changed too since the region's version: whose counts in the draft."""

    conflict: Conflict
    newer: Sequence[str]
    offered: Sequence[str]
    fields: Sequence[SettingField]
    chosen: str = ""

    @property
    def name(self) -> str:
        """The name of the form's radio buttons."""
        return f"d:{self.conflict.group}"

    @property
    def may_be_taken(self) -> bool:
        """Whether the region's value can stand in the newest version."""
        return "mine" in choices_of(self.conflict)

    @property
    def may_be_other(self) -> bool:
        """Whether the host can type a value that is neither."""
        return "other" in choices_of(self.conflict) and bool(self.fields)


@dataclass(frozen=True)
class Change:
    """One group of what is proposed."""

    lines: Sequence[str]
    reason: str


@dataclass(frozen=True)
class OpenProposal:
    """One proposal before the host: its changes, what they meet, who else wants to change the same."""

    received: Received
    title: str
    base: TemplateVersion | None
    newest: TemplateVersion | None
    changes: Sequence[Change]
    questions: Sequence[Question]
    merge: Merge | None
    refusals: Sequence[str]
    others: Sequence[Received]
    published: TemplateVersion | None = None  # what became of the draft

    @property
    def can_be_accepted(self) -> bool:
        """Whether a draft can be made of it."""
        return self.received.is_open and not self.refusals and self.newest is not None


def received(viewer: Viewer, day: date) -> list[Received]:
    """Every proposal of a region that is here, what waits first, then the newest."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    return sorted(_all(), key=lambda each: not each.is_open)


def waiting() -> int:
    """How many wait for the host."""
    return len(_all(only_open=True))


def proposal(viewer: Viewer, message_id: UUID, day: date) -> OpenProposal:
    """One proposal with what accepting it would mean; nothing is changed."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    return opened(message_id)


def opened(message_id: UUID) -> OpenProposal:
    """The same for the service that answers it."""
    every = _all()
    found = next((each for each in every if each.letter.id == message_id), None)
    if found is None:
        raise NotFoundError("proposal_unknown", _("Usulan ini tidak ada."))
    proposed = found.proposed
    base = TemplateVersion.objects.filter(key=proposed.template, version=proposed.version).first()
    newest = (
        TemplateVersion.objects.filter(key=proposed.template, withdrawn_reason="")
        .order_by("-published_on", "-id")
        .first()
    )
    paths = _paths(proposed)
    others = [each for each in every if each is not found and paths & _paths(each.proposed)]
    draft = found.answer.draft_id if found.answer else None
    published = TemplateVersion.objects.filter(draft_id=draft).first() if draft else None
    return replace(_prepared(found, base, newest, others), published=published)


def _prepared(
    found: Received, base: TemplateVersion | None, newest: TemplateVersion | None, others: Sequence[Received]
) -> OpenProposal:
    document = found.proposed.document
    if base is None or newest is None or document is None:
        why = [messages.line_of(each) for each in found.proposed.problems] or [
            _("Versi %(version)s dari templat %(key)s tidak diterbitkan di sini.")
            % {"key": found.proposed.template, "version": found.proposed.version}
        ]
        return OpenProposal(found, found.proposed.template, base, newest, (), (), None, why, others)
    before, after = from_json(base.document), from_json(newest.document)
    problems: Sequence[Problem] = upstream.with_changes(before, document, version=before.version).problems
    merge = three_way_merge(before, after, document, whole=False) if base.id != newest.id and not problems else None
    return OpenProposal(
        received=found,
        title=wording.title_text(before.title, before.key),
        base=base,
        newest=newest,
        changes=[_change(before, each) for each in upstream.by_group(document.overrides).values()],
        questions=[_question(before, after, each) for each in merge.conflicts] if merge else (),
        merge=merge,
        refusals=[messages.line_of(each) for each in problems],
        others=others,
    )


def _change(template: Template, overrides: Sequence[Override]) -> Change:
    lines = _lines(template, overrides)
    reasons = dict.fromkeys(each.reason for each in overrides if each.reason)
    return Change(lines or [each.path for each in overrides], " · ".join(reasons))


def _lines(template: Template, overrides: Sequence[Override]) -> list[str]:
    """The changes in words; one that may not be made leads nowhere, and is told as a refusal."""
    allowed = [each for each in overrides if override_problem(template, each) is None]
    after, _problems = applied(template, allowed, whole=False)
    return differences.changes_in_words(template, after) if after else []


def _question(before: Template, after: Template, conflict: Conflict, posted: Mapping[str, str] = NOTHING) -> Question:
    place = pointers.split(conflict.group) or ()
    newer = differences.changes_in_words(before, after, within=place) if place else ()
    offered = _lines(before, conflict.overrides) or [messages.line_of(each) for each in conflict.problems]
    theirs = {each.path: wording.field_text(str(each.value)) for each in conflict.overrides}
    fields = fields_for(after, conflict, {**theirs, **typed_values(posted)})
    question = Question(conflict, newer, offered, fields)
    return replace(question, chosen=posted.get(question.name, ""))


def _paths(proposed: Proposed) -> set[tuple[str, str]]:
    """What it changes, so that regions that want the same are seen together."""
    if proposed.document is None:
        return set()
    return {(proposed.template, upstream.group_path(each.path)) for each in proposed.document.overrides}


def _all(*, only_open: bool = False) -> list[Received]:
    """Everything readable that a region which is here sent; of the same proposal sent twice the first counts."""
    regions = {role_of(each.schema_name): each for each in _regions()}
    answers = {(each.region_id, each.proposal_id): each for each in Answer.objects.all()}
    limits = {"largest": rules.LARGEST, "most": rules.MOST_OF_A_REGION}
    withdrawn = {(each.sender, rules.as_id(each.proposal)) for each in mailbox.proposals(WITHDRAWN, **limits)}
    first: dict[tuple[str, UUID], Letter] = {}
    for letter in mailbox.proposals(SENT, **limits):  # the newest first, so the first sent is written last
        name = rules.as_id(letter.proposal)
        if name is None or letter.sender not in regions:
            continue
        is_closed = (letter.sender, name) in withdrawn or (regions[letter.sender].id, name) in answers
        if not (only_open and is_closed):
            first[letter.sender, name] = letter
    texts = mailbox.texts([letter.id for letter in first.values()])
    found = []
    for (sender, name), letter in first.items():
        proposed = rules.read(texts.get(letter.id, ""))
        if proposed is not None:
            region = regions[sender]
            found.append(
                Received(letter, region, proposed, (sender, name) in withdrawn, answers.get((region.id, name)))
            )
    return found


def _regions() -> Sequence[Region]:
    return list(Region.objects.exclude(schema_name=get_public_schema_name()))


def asked_again(shown: OpenProposal, posted: Mapping[str, str]) -> OpenProposal:
    """The same with what was chosen and typed."""
    if shown.base is None or shown.newest is None:
        return shown
    before, after = from_json(shown.base.document), from_json(shown.newest.document)
    return replace(shown, questions=[_question(before, after, each.conflict, posted) for each in shown.questions])
