"""What is known of one person's measures in a period, as a form shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import wording
from tenant_apps.people import queries as people
from tenant_apps.people.services.bounding import check_person
from tenant_apps.scoring.models import Observation, Period, Scheme
from tenant_apps.scoring.queries.periods import period_with_code
from tenant_apps.scoring.queries.restricted import among, restricted_for
from tenant_apps.scoring.rules.observed import MeasureRule, observed_measures
from tenant_apps.scoring.schemes import document_of


@dataclass(frozen=True)
class EntryField:
    """One measure: what it is called, what stands there and who said so."""

    rule: MeasureRule
    label: str
    hint: str
    value: str
    choices: Sequence[tuple[str, str]]
    observation: Observation | None
    errors: Sequence[str] = ()
    answers: str = ""

    @property
    def fewest(self) -> int:
        """Below how many answers a private value stays hidden in every explanation."""
        return self.rule.fewest_answers

    @property
    def answers_name(self) -> str:
        """The name of the field for the number of answers."""
        return f"a:{self.rule.key}"

    @property
    def name(self) -> str:
        """The name of the form's field."""
        return f"m:{self.rule.key}"


@dataclass(frozen=True)
class Entry:
    """The form of one person."""

    period: Period
    employee_id: UUID
    name: str
    fields: Sequence[EntryField]
    evidence: str = ""
    evidence_errors: Sequence[str] = ()
    left_out: Sequence[str] = ()  # the measures that need a permission of their own

    @property
    def missing(self) -> int:
        """How many measures have no evidence."""
        return sum(not each.value for each in self.fields)

    @property
    def problems(self) -> Sequence[Mapping[str, str]]:
        """What was refused, each with a link to its field."""
        found = [
            {"url": f"#m-{each.rule.key}", "label": each.label, "text": error}
            for each in self.fields
            for error in each.errors
        ]
        return [*found, *({"url": "#evidence", "text": error} for error in self.evidence_errors)]


def entry_of(
    viewer: Any,
    code: str,
    employee_id: UUID,
    day: date,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, Sequence[str | Promise]] | None = None,
    evidence: str = "",
    answers: Mapping[str, str] | None = None,
) -> Entry:
    """The person's measures with what is stored, or what was typed and refused; without those the viewer may not read:
    they are not offered, since what is typed would say whether it is new.
    """
    check_person(viewer, employee_id, action=Action.ENTER_RESULTS, today=day)
    period = period_with_code(viewer, code)
    name = people.names_of([employee_id]).get(employee_id)
    if name is None:
        raise NotFoundError("employee_unknown", _("Pegawai ini tidak ada."))
    stored = {each.measure: each for each in Observation.objects.filter(period=period, employee_id=employee_id)}
    closed = restricted_for(viewer, employee_id, day)
    left_out: set[str] = set()
    fields: dict[str, EntryField] = {}
    for scheme in Scheme.objects.filter(period=period, replaced_at=None).order_by("template_key"):
        document = document_of(scheme)
        for key, rule in observed_measures(document).items():
            if among([key], closed):
                left_out.add(wording.name_of(document, key))
                continue
            found = stored.get(key)
            fields.setdefault(
                key,
                EntryField(
                    rule=rule,
                    label=wording.name_of(document, key),
                    hint=_range(rule),
                    value=_value(found) if typed is None else typed.get(key, ""),
                    choices=[(each, wording.code_text(document, key, each)) for each in rule.codes],
                    observation=found,
                    errors=[str(text) for text in (errors or {}).get(key, ())],
                    answers=_answers(found) if typed is None else (answers or {}).get(key, ""),
                ),
            )
    return Entry(
        period=period,
        employee_id=employee_id,
        name=name,
        fields=sorted(fields.values(), key=lambda each: each.label),
        left_out=sorted(left_out),
        evidence=evidence,
        evidence_errors=[str(text) for text in (errors or {}).get("evidence", ())],
    )


def _value(found: Observation | None) -> str:
    if found is None:
        return ""
    return found.code or (wording.field_text(f"{found.number.normalize():f}") if found.number is not None else "")


def _answers(found: Observation | None) -> str:
    return "" if found is None or found.answers is None else str(found.answers)


def _range(rule: MeasureRule) -> str:
    if not rule.is_number:
        return ""
    low, high = (wording.field_text(str(end)) if end is not None else "" for end in (rule.minimum, rule.maximum))
    return f"{low}–{high}" if high else _("mulai %(low)s") % {"low": low or "0"}
