"""Published templates a region may adopt, and the form in which it sets what the policy leaves to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules.customisation import parse
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.rules.remembered import remembered
from shared_apps.scoring_templates.setting_form import SettingGroup, groups_of
from tenant_apps.scoring.models import Period, Scheme
from tenant_apps.scoring.queries.periods import period_with_code


@dataclass(frozen=True)
class Wizard:
    """Adopting one version for one period."""

    period: Period
    version: TemplateVersion
    template: Template
    title: str
    current: Scheme | None
    groups: Sequence[SettingGroup]
    reason: str
    former: Mapping[str, str] = field(default_factory=dict)  # what was decided before where a hole waits now
    note: str = ""
    other_problems: Sequence[Mapping[str, str]] = field(default_factory=tuple)

    @property
    def required_groups(self) -> Sequence[SettingGroup]:
        """What the region must decide."""
        return [group for group in self.groups if group.is_required]

    @property
    def optional_groups(self) -> Sequence[SettingGroup]:
        """What the region may decide."""
        return [group for group in self.groups if not group.is_required and not group.is_locked]

    @property
    def problems(self) -> Sequence[Mapping[str, str]]:
        """What was refused, each with a link to its field."""
        in_fields = [
            {"url": f"#{each.html_id}", "label": f"{group.title}, {each.label}", "text": error}
            for group in self.groups
            for each in group.fields
            for error in each.errors
        ]
        return [*in_fields, *({"text": self._in_words(one)} for one in self.other_problems)]

    def _in_words(self, problem: Mapping[str, str]) -> str:
        """A refusal of something the form does not offer: a locked value by its name, anything else by its path."""
        path, text = problem["path"], problem["text"]
        for group in self.groups:
            for each in group.fields:
                if each.setting.path == path:
                    name = f"{group.title}, {each.label}"
                    return text.replace(path, name) if path in text else f"{name}: {text}"
        return text if path in text else f"{path}: {text}"

    @property
    def locked_groups(self) -> Sequence[SettingGroup]:
        """What stays as published."""
        return [group for group in self.groups if group.is_locked]


def wizard(
    viewer: Any, code: str, template_key: str, version: str, day: date, *, may_be_withdrawn: bool = False
) -> Wizard:
    """The form with what stands in this period; what was decided for another one waits beside its empty field."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    published = TemplateVersion.objects.filter(key=template_key, version=version).first()
    if published is None or (published.withdrawn_reason and not may_be_withdrawn):
        raise NotFoundError("template_unknown", _("Versi templat itu tidak diterbitkan."))
    template = from_json(published.document)
    current = Scheme.objects.filter(period=period, template_key=template_key, replaced_at=None).first()
    same_version = Scheme.objects.filter(template_key=template_key, template_version=version, replaced_at=None)
    used = current if current and current.template_version == version else None
    last = used or same_version.select_related("period").order_by("-adopted_at").first()
    overrides: Sequence[Mapping[str, Any]] = last.customisation.get("overrides", []) if last else []
    former: Mapping[str, str] = {}
    if used is None:  # nothing of another period is decided here by being shown
        source = last or current or _last_of_any_version(template_key)
        former = _texts(_remembered(template, source)) if source else {}
        overrides = [each for each in overrides if each["path"] not in former]
        last = source
    reasons = [each["reason"] for each in overrides if each.get("reason")]
    words = {"version": last.template_version, "period": last.period.title} if last else {}
    note = _("Keputusan Anda sebelumnya (%(version)s, %(period)s)") % words if former else ""
    return Wizard(
        period=period,
        version=published,
        template=template,
        title=wording.title_text(template.title, template.key),
        current=current,
        groups=groups_of(template, _texts(overrides), former=former, note=note),
        reason=reasons[0] if reasons else "",
        former=former,
        note=note,
    )


def taken_over(shown: Wizard, values: Mapping[str, str], path: str) -> dict[str, str]:
    """What was typed, with the earlier decision for a field, or for all fields of an entry, in its place."""
    taken = {each: text for each, text in shown.former.items() if each == path or each.startswith(f"{path}/")}
    return {**values, **taken}


def _last_of_any_version(template_key: str) -> Scheme | None:
    used = Scheme.objects.filter(template_key=template_key, replaced_at=None).select_related("period")
    return used.order_by("-period__ends_on", "-adopted_at").first()


def _remembered(template: Template, last: Scheme) -> list[dict[str, Any]]:
    former = TemplateVersion.objects.filter(key=last.template_key, version=last.template_version).first()
    decided, _problems = parse(last.customisation)
    if former is None or decided is None:
        return []
    kept = remembered(from_json(former.document), template, decided)
    return [{"path": each.path, "value": each.value} for each in kept]


def _texts(overrides: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {each["path"]: wording.field_text(str(each["value"])) for each in overrides}


def refilled(
    shown: Wizard, *, values: Mapping[str, str], reason: str, problems: Sequence[Mapping[str, str]]
) -> Wizard:
    """The same form with what was typed and what was refused."""
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem["path"], []).append(problem["text"])
    offered = {each.setting.path for group in shown.groups for each in group.fields if not each.setting.is_locked}
    told = {path: texts for path, texts in errors.items() if path in offered}
    return replace(
        shown,
        groups=groups_of(shown.template, values, told, former=shown.former, note=shown.note),
        reason=reason,
        other_problems=[problem for problem in problems if problem["path"] not in offered],
    )


def filled(shown: Wizard) -> Wizard:
    """The same with earlier decisions in their fields: to try something out decides nothing."""
    values = {each.setting.path: each.value for group in shown.groups for each in group.fields}
    empty = replace(shown, former={}, note="")
    return refilled(empty, values={**values, **shown.former}, reason=shown.reason, problems=())
