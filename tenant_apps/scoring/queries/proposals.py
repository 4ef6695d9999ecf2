"""What a region may offer its host of an adopted scheme, and what became of what it offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import differences, wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import pointers, upstream
from shared_apps.scoring_templates.rules.customisation import Override, applied, parse
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.rules.local_parts import LOCAL
from tenant_apps.scoring.models import Period, Proposal, Scheme
from tenant_apps.scoring.queries.periods import period_with_code


@dataclass(frozen=True)
class Change:
    """What the region changed in one group of values, in words, with the reason it gave when it adopted."""

    group: str
    lines: Sequence[str]
    reason: str
    is_local: bool


@dataclass(frozen=True)
class Offer:
    """A scheme and what of it may be offered."""

    period: Period
    scheme: Scheme
    title: str
    changes: Sequence[Change]
    earlier: Sequence[Proposal]


@dataclass(frozen=True)
class OpenProposal:
    """One proposal as it was sent, and what became of it."""

    proposal: Proposal
    template_title: str
    changes: Sequence[Change]


def offer(viewer: Any, code: str, template_key: str, version: str, day: date) -> Offer:
    """The changes of the scheme that is in use in this period; nothing is sent."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    used = Scheme.objects.filter(
        period=period, template_key=template_key, template_version=version, replaced_at=None
    ).first()
    if used is None:
        raise NotFoundError("scheme_unknown", _("Skema itu tidak dipakai pada periode ini."))
    template = _template(template_key, version)
    return Offer(
        period=period,
        scheme=used,
        title=wording.title_text(template.title, template.key),
        changes=changes_of(template, used.customisation),
        earlier=list(Proposal.objects.filter(template_key=template_key).defer("document")),
    )


def proposals(viewer: Any, day: date) -> Sequence[Proposal]:
    """Everything the region ever offered, the newest first."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    return list(Proposal.objects.defer("document"))


def proposal(viewer: Any, proposal_id: UUID, day: date) -> OpenProposal:
    """One of them."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    found = Proposal.objects.filter(id=proposal_id).first()
    if found is None:
        raise NotFoundError("proposal_unknown", _("Usulan ini tidak ada."))
    template = _template(found.template_key, found.template_version)
    return OpenProposal(found, wording.title_text(template.title, template.key), changes_of(template, found.document))


def changes_of(template: Template, document: dict[str, Any]) -> list[Change]:
    """A stored document in words, group by group."""
    own, problems = parse(document)
    if own is None:
        raise ValueError(f"A stored customisation of {template.key} cannot be read: {problems}")
    return [_change(template, group, overrides) for group, overrides in upstream.by_group(own.overrides).items()]


def _change(template: Template, group: str, overrides: Sequence[Override]) -> Change:
    after, _problems = applied(template, overrides, whole=False)
    lines = differences.changes_in_words(template, after) if after else []
    reasons = dict.fromkeys(each.reason for each in overrides if each.reason)
    return Change(
        group=group,
        lines=lines or [each.path for each in overrides],
        reason=" · ".join(reasons),
        is_local=any((pointers.split(each.path) or ("",))[-1].startswith(LOCAL) for each in overrides),
    )


def _template(key: str, version: str) -> Template:
    """Published once, it stays readable, also when it is withdrawn."""
    return from_json(TemplateVersion.objects.get(key=key, version=version).document)
