"""The form in which a region, or who tries a template, sets what its policy leaves open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import pointers, upstream
from shared_apps.scoring_templates.rules.customisation import Override
from shared_apps.scoring_templates.rules.deciding import Decision
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.merge import Conflict
from shared_apps.scoring_templates.rules.settings import Setting, settings_of
from shared_apps.scoring_templates.setting_names import setting_label, setting_rank
from shared_apps.sheets.rules import parse_decimal

_PREFIX = "v:"


@dataclass(frozen=True)
class SettingField:
    """One value as the form shows it."""

    setting: Setting
    label: str
    template_value: str
    value: str
    errors: Sequence[str] = ()
    former: str = ""  # what was decided for another period or version: shown beside the field, never in it
    note: str = ""  # where that was decided

    @property
    def name(self) -> str:
        """The name of the form's field."""
        return f"v:{self.setting.path}"

    @property
    def may_take(self) -> bool:
        """Whether an earlier decision can still be taken over."""
        return bool(self.former) and self.former != self.value

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
    def path(self) -> str:
        """The place of the entry in the document."""
        return pointers.join(self.section, self.key)

    @property
    def may_take(self) -> int:
        """How many earlier decisions can be taken over here."""
        return sum(each.may_take for each in self.fields)

    @property
    def is_locked(self) -> bool:
        """Whether nothing here is for the region to decide."""
        return all(each.setting.is_locked for each in self.fields)


def groups_of(
    template: Template,
    values: Mapping[str, str],
    errors: Mapping[str, Sequence[str]] | None = None,
    former: Mapping[str, str] | None = None,
    note: str = "",
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
                former=(former or {}).get(setting.path, ""),
                note=note,
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


def typed_values(posted: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into such a form, by path."""
    return {name.removeprefix(_PREFIX): str(text).strip() for name, text in posted.items() if name.startswith(_PREFIX)}


def overrides_of(groups: Sequence[SettingGroup], values: Mapping[str, str], reason: str) -> list[dict[str, Any]]:
    """What differs from the template. An emptied field keeps the template's value; a hole left empty stays one.

    Paths the form does not offer are passed on as they are: the policy refuses them, not the form.
    """
    settings = {each.setting.path: each for group in groups for each in group.fields}
    found = []
    for path, text in sorted(values.items()):
        known = settings.get(path)
        if not text or (known is not None and text == known.template_value):
            continue
        value: str | Decimal = text
        if known is None or not (known.setting.is_text or known.setting.one_of):
            number = parse_decimal(text)
            value = text if number is None else number
        if known is not None and known.setting.value is not None and _same(known.setting.value, value):
            continue
        found.append({"path": path, "value": value, **({"reason": reason} if reason else {})})
    return found


def override_of(field: SettingField, text: str, reason: str) -> Override | None:
    """A typed value that differs from the template's."""
    if not text or text == field.template_value:
        return None
    value: str | Decimal = text
    if not (field.setting.is_text or field.setting.one_of):
        number = parse_decimal(text)
        value = text if number is None else number
    if field.setting.value is not None and _same(field.setting.value, value):
        return None
    return Override(path=field.setting.path, value=value, reason=reason or None)


def _same(written: str, value: str | Decimal) -> bool:
    return Decimal(written) == value if isinstance(value, Decimal) and parse_decimal(written) is not None else False


class Asked(Protocol):
    """A conflict as a page asks it."""

    @property
    def conflict(self) -> Conflict:
        """What must be decided."""

    @property
    def name(self) -> str:
        """The name of the form's radio buttons."""

    @property
    def fields(self) -> Sequence[SettingField]:
        """Where another value is typed."""


def fields_for(
    template: Template,
    conflict: Conflict,
    values: Mapping[str, str],
    errors: Mapping[str, Sequence[str]] | None = None,
) -> list[SettingField]:
    """The values of the new version that a person may set otherwise to decide a conflict."""
    return [
        field
        for group in groups_of(template, values, errors)
        for field in group.fields
        if not field.setting.is_locked
        and conflict.group in {"", field.setting.path, upstream.group_path(field.setting.path)}
    ]


def decisions_of(questions: Iterable[Asked], posted: Mapping[str, Any], reason: str) -> dict[str, Decision]:
    """What was chosen for each conflict, with the values that were typed where another one was wanted."""
    found: dict[str, Decision] = {}
    for question in questions:
        take = posted.get(question.name)
        if take in ("new", "mine"):
            found[question.conflict.group] = Decision(take)
        elif take == "other":
            typed = (override_of(field, str(posted.get(field.name, "")).strip(), reason) for field in question.fields)
            found[question.conflict.group] = Decision("other", tuple(one for one in typed if one))
    return found
