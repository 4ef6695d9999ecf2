"""Published templates a region may adopt, and the form in which it sets what the policy leaves to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.setting_names import setting_label, setting_rank
from tenant_apps.scoring.models import Period, Scheme
from tenant_apps.scoring.queries.periods import period_with_code
from tenant_apps.scoring.rules.settings import Setting, settings_of


@dataclass(frozen=True)
class SettingField:
    """One value as the form shows it."""

    setting: Setting
    label: str
    template_value: str
    value: str
    errors: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The name of the form's field."""
        return f"v:{self.setting.path}"

    @property
    def html_id(self) -> str:
        """An id that labels and links can point at."""
        return "f" + self.setting.path.replace("/", "-")


@dataclass(frozen=True)
class SettingGroup:
    """The values of one entry of the document."""

    key: str
    title: str
    section: str
    fields: Sequence[SettingField]

    @property
    def is_required(self) -> bool:
        """Whether the region must fill something in here."""
        return any(each.setting.required for each in self.fields)

    @property
    def is_changed(self) -> bool:
        """Whether the region decided something here, or tried to."""
        return any(each.errors or each.value != each.template_value for each in self.fields)

    @property
    def is_locked(self) -> bool:
        """Whether nothing here is for the region to decide."""
        return all(each.setting.is_locked for each in self.fields)


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


def wizard(viewer: Any, code: str, template_key: str, version: str, day: date) -> Wizard:
    """The form with what the region decided last, for this period or an earlier one."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    published = TemplateVersion.objects.filter(key=template_key, version=version, withdrawn_reason="").first()
    if published is None:
        raise NotFoundError("template_unknown", _("Versi templat itu tidak diterbitkan."))
    template = from_json(published.document)
    current = Scheme.objects.filter(period=period, template_key=template_key, replaced_at=None).first()
    last = current or (
        Scheme.objects.filter(template_key=template_key, template_version=version, replaced_at=None)
        .order_by("-adopted_at")
        .first()
    )
    overrides = last.customisation.get("overrides", []) if last else []
    values = {each["path"]: wording.field_text(str(each["value"])) for each in overrides}
    reasons = [each["reason"] for each in overrides if each.get("reason")]
    return Wizard(
        period=period,
        version=published,
        template=template,
        title=wording.title_text(template.title, template.key),
        current=current,
        groups=groups_of(template, values),
        reason=reasons[0] if reasons else "",
    )


def refilled(
    shown: Wizard, *, values: Mapping[str, str], reason: str, problems: Sequence[Mapping[str, str]]
) -> Wizard:
    """The same form with what was typed and what was refused."""
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem["path"], []).append(problem["text"])
    offered = {each.setting.path for group in shown.groups for each in group.fields if not each.setting.is_locked}
    groups = groups_of(shown.template, values, {path: texts for path, texts in errors.items() if path in offered})
    return Wizard(
        period=shown.period,
        version=shown.version,
        template=shown.template,
        title=shown.title,
        current=shown.current,
        groups=groups,
        reason=reason,
        other_problems=[problem for problem in problems if problem["path"] not in offered],
    )


def groups_of(
    template: Template, values: Mapping[str, str], errors: Mapping[str, Sequence[str]] | None = None
) -> list[SettingGroup]:
    """The settings of a template by the entry they belong to."""
    found: dict[tuple[str, str], list[SettingField]] = {}
    for setting in sorted(settings_of(template), key=lambda each: setting_rank(template, each.place)):
        written, label = _written(setting), setting_label(template, setting.place)
        found.setdefault((setting.place[0], setting.place[1]), []).append(
            SettingField(
                setting=setting,
                label=label,
                template_value=written,
                value=values.get(setting.path, written if setting.value is not None else ""),
                errors=[text.replace(setting.path, label) for text in (errors or {}).get(setting.path, ())],
            )
        )
    groups = [
        SettingGroup(key, _group_title(template, section, key), section, fields)
        for (section, key), fields in found.items()
    ]
    return sorted(groups, key=lambda group: group.title)


def _group_title(template: Template, section: str, key: str) -> str:
    if section == "recommendations":
        return _("Nama rekomendasi")
    if section == "scales":
        return _("Nama pilihan: %(scale)s") % {"scale": key.replace("_", " ")}
    return wording.name_of(template, key)


def _written(setting: Setting) -> str:
    if setting.value is None:
        return ""
    return setting.value if setting.is_text else wording.field_text(setting.value)
