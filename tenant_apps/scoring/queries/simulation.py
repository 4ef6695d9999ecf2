"""What would change if: a region tries values on its own people; nothing is saved, and nothing is adopted by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.rules.nodes import WeightedMean
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.sums import WeightSum, weight_sums
from shared_apps.scoring_templates.setting_form import SettingGroup, overrides_of
from tenant_apps.scoring import resolving
from tenant_apps.scoring.impact import impact_of
from tenant_apps.scoring.models import Period
from tenant_apps.scoring.queries.adoption import Wizard, filled, refilled, wizard
from tenant_apps.scoring.queries.periods import current_runs
from tenant_apps.scoring.queries.preview import Preview
from tenant_apps.scoring.queries.preview import shown as in_words
from tenant_apps.scoring.rules import validity
from tenant_apps.scoring.rules.trial import Trial, tried
from tenant_apps.scoring.schemes import document_of


@dataclass(frozen=True)
class Outcome:
    """What came of it: the effect where it could be computed, else why not; `beyond` are paths the host refuses."""

    trial: Trial
    can_adopt: bool
    has_run: bool
    found: Preview | None


@dataclass(frozen=True)
class TriedGroup:
    """The numbers of one entry, and what its weights come to."""

    group: SettingGroup
    sums: Sequence[WeightSum]


@dataclass(frozen=True)
class Simulation:
    """The page."""

    shown: Wizard
    groups: Sequence[TriedGroup]
    has_run: bool
    outcome: Outcome | None = None
    beyond: Sequence[str] = ()
    problems: Sequence[Mapping[str, str]] = ()


def outcome(
    viewer: Any,
    *,
    period: Period,
    template_key: str,
    version: str,
    overrides: Sequence[Mapping[str, Any]],
    day: date,
) -> Outcome:
    """Compare with the current run of the same template in the period, in a transaction that cannot write.

    Raises NotFoundError for a version that is not published, InvalidError for what is no document at all.
    """
    access.check(viewer, Action.MANAGE_SCORING, day)
    published = TemplateVersion.objects.filter(key=template_key, version=version).first()
    if published is None:
        raise NotFoundError("template_unknown", _("Versi templat itu tidak diterbitkan."))
    template = from_json(published.document)
    document, problems = customisation.parse(_as_document(published, overrides))
    if document is None:
        raise resolving.refused(problems)
    trial = tried(template, document)
    run = current_runs(period).get(template_key)
    impact = impact_of(run=run, scheme=trial.scheme) if run and trial.scheme else None
    allowed = not published.withdrawn_reason and period.is_open and validity.fits(template, period.ends_on)
    return Outcome(
        trial=trial,
        can_adopt=allowed and customisation.resolve(template, document).scheme is not None,
        has_run=run is not None,
        found=in_words(impact, trial.scheme, document_of(run.scheme), run.as_of)
        if run and impact and trial.scheme
        else None,
    )


def simulation(
    viewer: Any, code: str, template_key: str, version: str, day: date, values: Mapping[str, str] | None = None
) -> Simulation:
    """The form as that of adopting, filled with what the region uses; with `values` also what they would change."""
    shown = filled(wizard(viewer, code, template_key, version, day, may_be_withdrawn=True))
    if values is None:
        kept = overrides_of(shown.groups, {f.setting.path: f.value for g in shown.groups for f in g.fields}, "")
        draft, _problems = customisation.applied(shown.template, _parsed(shown, kept))
        return Simulation(shown, _groups(shown, draft), template_key in current_runs(shown.period))
    asked = overrides_of(shown.groups, values, "")
    found = outcome(viewer, period=shown.period, template_key=template_key, version=version, overrides=asked, day=day)
    typed = refilled(shown, values=values, reason=shown.reason, problems=())
    labels = {f.setting.path: f"{g.title}, {f.label}" for g in typed.groups for f in g.fields}
    beyond = [labels.get(path, path) for path in found.trial.beyond]
    problems = [_in_words(typed, labels, each) for each in found.trial.problems]
    return Simulation(typed, _groups(typed, found.trial.draft), found.has_run, found, beyond, problems)


def _as_document(version: TemplateVersion, overrides: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "format": 1,
        "template": version.key,
        "version": version.version,
        "content_hash": version.content_hash,
        "overrides": [dict(each) for each in overrides],
    }


def _parsed(shown: Wizard, overrides: Sequence[Mapping[str, Any]]) -> tuple[customisation.Override, ...]:
    document, _problems = customisation.parse(_as_document(shown.version, overrides))
    return document.overrides if document else ()


def _groups(shown: Wizard, draft: Template | None) -> list[TriedGroup]:
    """Numbers and signs alone: wording changes nobody's score. Those with weights first."""
    found = []
    for group in shown.groups:
        fields = [each for each in group.fields if not each.setting.is_text]
        node = draft.nodes.get(group.key) if draft and group.section == "nodes" else None
        if fields:
            sums = weight_sums(node) if isinstance(node, WeightedMean) else ()
            found.append(TriedGroup(replace(group, fields=fields), sums))
    return sorted(found, key=lambda each: not each.sums)


def _in_words(shown: Wizard, labels: Mapping[str, str], problem: Problem) -> dict[str, str]:
    """By the name of the value, else of its entry, with a link to where it is typed."""
    text = messages.text_of(problem)
    if problem.path in labels:
        label = labels[problem.path]
        field = "#f" + problem.path.replace("/", "-")
        return {"url": field, "label": label, "text": text.replace(problem.path, label)}
    for group in shown.groups:
        if f"{problem.path}/".startswith(f"/{group.section}/{group.key}/"):
            return {"url": f"#g-{group.section}-{group.key}", "label": group.title, "text": text}
    return {"text": messages.line_of(problem)}
