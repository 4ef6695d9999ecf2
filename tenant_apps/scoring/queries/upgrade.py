"""A newer version of a template the region uses: what changed, what stays, what must be decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import differences, messages, wording
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import customisation, pointers
from shared_apps.scoring_templates.rules.deciding import Decided, Decision, choices_of, decide
from shared_apps.scoring_templates.rules.document import Template, from_json
from shared_apps.scoring_templates.rules.groups import group_of
from shared_apps.scoring_templates.rules.merge import Conflict, Merge, three_way_merge
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.setting_form import SettingField, fields_for, groups_of
from tenant_apps.scoring.conflict_wording import part_text, why_text
from tenant_apps.scoring.models import Period, Scheme
from tenant_apps.scoring.queries.periods import current_runs, period_with_code
from tenant_apps.scoring.rules import validity


@dataclass(frozen=True)
class Row:
    """One value of a conflict in the old version, the new one and the region's own."""

    label: str
    old: str
    new: str
    own: str


@dataclass(frozen=True)
class Question:
    """A conflict as the page asks it."""

    conflict: Conflict
    title: str
    why: str
    rows: Sequence[Row]
    choices: Sequence[str]
    chosen: str
    fields: Sequence[SettingField]
    problems: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The name of the form's radio buttons."""
        return f"d:{self.conflict.group}"


@dataclass(frozen=True)
class Upgrade:
    """The page."""

    period: Period
    current: Scheme
    version: TemplateVersion
    title: str
    changes: Sequence[str]
    questions: Sequence[Question]
    kept: Sequence[str]
    absorbed: Sequence[str]
    template: Template
    merge: Merge
    can_plan: bool  # the period after this one is not there yet

    @property
    def can_adopt(self) -> bool:
        """Whether the period may still take it; else it is only read, declined, or planned."""
        return self.period.is_open and validity.fits(self.template, self.period.ends_on)


def upgrade(viewer: Any, code: str, template_key: str, version: str, day: date) -> Upgrade:
    """The merge of the version with what the region uses, in the period or last before it; nothing is changed."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    current = _in_use(period, template_key)
    published = TemplateVersion.objects.filter(key=template_key, version=version, withdrawn_reason="").first()
    former = current and TemplateVersion.objects.filter(key=template_key, version=current.template_version).first()
    if current is None or former is None or published is None or former.id == published.id:
        raise NotFoundError("upgrade_unknown", _("Tidak ada pembaruan seperti itu untuk periode ini."))
    before, after = from_json(former.document), from_json(published.document)
    own, problems = customisation.parse(current.customisation)
    if own is None:
        raise ValueError(f"The stored customisation of {current} cannot be read: {problems}")
    merge = three_way_merge(before, after, own)
    return Upgrade(
        period=period,
        current=current,
        version=published,
        title=wording.title_text(after.title, after.key),
        changes=differences.in_words(before, after),
        questions=[_question(after, conflict, {}) for conflict in merge.conflicts],
        kept=_kept(after, merge),
        absorbed=[_place_text(after, notice.group) for notice in merge.notices],
        template=after,
        merge=merge,
        can_plan=not Period.objects.filter(ends_on__gt=period.ends_on).exists(),
    )


def can_preview(shown: Upgrade) -> bool:
    """Whether there is a run in the period to compare with."""
    return shown.version.key in current_runs(shown.period)


def decided(shown: Upgrade, decisions: Mapping[str, Decision]) -> Decided:
    """What stands after these decisions."""
    return decide(new=shown.template, merge=shown.merge, decisions=decisions)


def asked_again(
    shown: Upgrade, decisions: Mapping[str, Decision], typed: Mapping[str, str], problems: Sequence[Problem]
) -> Upgrade:
    """The same page with what was chosen and typed, and with what is still wrong where it belongs."""
    questions = [_question(shown.template, each.conflict, typed, decisions, problems) for each in shown.questions]
    return replace(shown, questions=questions)


def _kept(template: Template, merge: Merge) -> list[str]:
    """The region's values that stay, by the names of the form of adoption."""
    labels = {
        field.setting.path: f"{group.title}, {field.label}"
        for group in groups_of(template, {})
        for field in group.fields
    }
    paths = [each.path for each in merge.customisation.overrides]
    return [labels.get(path, _place_text(template, path)) for path in paths]


def _in_use(period: Period, template_key: str) -> Scheme | None:
    used = Scheme.objects.filter(template_key=template_key, replaced_at=None, period__ends_on__lte=period.ends_on)
    return used.select_related("period").order_by("-period__ends_on", "-adopted_at").first()


def _question(
    template: Template,
    conflict: Conflict,
    typed: Mapping[str, str],
    decisions: Mapping[str, Decision] | None = None,
    problems: Sequence[Problem] = (),
) -> Question:
    choices = choices_of(conflict)
    decision = (decisions or {}).get(conflict.group)
    mine = {each.path: wording.field_text(str(each.value)) for each in conflict.overrides}
    wrong = [each for each in problems if conflict.group in {"", each.path, _group(each.path)}]
    errors: dict[str, list[str]] = {}
    for each in wrong:
        errors.setdefault(each.path, []).append(messages.text_of(each))
    fields = fields_for(template, conflict, {**mine, **typed}, errors)
    shown = {field.setting.path for field in fields}
    return Question(
        conflict=conflict,
        title=_place_text(template, conflict.group) if conflict.group else _("Gabungan seluruh isian"),
        why=why_text(conflict.code),
        rows=_rows(template, conflict),
        choices=choices,
        chosen=decision.take if decision else choices[0] if len(choices) == 1 else "",
        fields=fields if "other" in choices else (),
        problems=[messages.line_of(each) for each in (*conflict.problems, *wrong) if each.path not in shown],
    )


def _rows(template: Template, conflict: Conflict) -> list[Row]:
    values = [_flat(value) for value in (conflict.old, conflict.new, conflict.local)]
    keys = list(dict.fromkeys(key for value in values for key in value))
    return [Row(_key_text(template, conflict, key), *(value.get(key, "–") for value in values)) for key in keys]


def _flat(value: Any) -> dict[str, str]:
    """Each single value of a group under the part of its path that tells it from its neighbours."""
    if isinstance(value, Mapping):
        found = {}
        for key, inner in value.items():
            for below, text in _flat(inner).items():
                found[f"{key}/{below}" if below else key] = text
        return found
    return {"": "–" if value is None else wording.field_text(str(value))}


def _key_text(template: Template, conflict: Conflict, key: str) -> str:
    head, _slash, part = key.partition("/")
    place = pointers.split(conflict.group) or ()
    if not head:
        return _("Nilai")
    if place[-1:] == ("cuts",):
        level = wording.code_text(template, place[1], head)
        return _("%(level)s, tanda batas") % {"level": level} if part == "comparator" else level
    node = template.nodes.get(place[1]) if len(place) > 1 else None
    if place[-1:] == ("choices",) and node is not None:
        return wording.code_text(template, getattr(node, "input", ""), head)
    name = wording.name_of(template, head) if place[-1:] == ("inputs",) else head.replace("_", " ")
    return f"{name} ({part})" if part and part != "weight" else name


def _place_text(template: Template, path: str) -> str:
    """A place by the name of its entry and its own."""
    place = pointers.split(path) or ()
    if len(place) < 2:
        return path
    sections: Mapping[str, Any] = {"scales": template.scales, "recommendations": template.recommendations}
    is_named = place[0] not in sections
    entry = wording.name_of(template, place[1]) if is_named else place[1].replace("_", " ")
    rest = [step for step in place[2:] if step not in {"id", "value", "weight"}]
    return f"{entry}: {' '.join(part_text(step) for step in rest)}" if rest else entry


def _group(path: str) -> str:
    return pointers.join(*group_of(pointers.split(path) or ()))
