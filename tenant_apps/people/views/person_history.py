"""Who changed what of a person, from the audit the database keeps."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.audit import queries as audit
from shared_apps.audit import words
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries
from tenant_apps.people.messages import COLUMNS
from tenant_apps.people.models import ActingKind, AssignmentKind, EmploymentType, Gender

_DAYS = frozenset({"starts_on", "birth_date"})
_SKIPPED = frozenset({"id", "employee_id", "recorded_at", "blind_index"})  # which row it is, and when: told beside it


@require_safe
@requires(Action.SEE_AUDIT)
def history(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Every change of the person's rows with who made it, and what it was before."""
    today = timezone.localdate()
    number = request.GET.get("page", "")
    person, page = queries.history_of(
        request.user, employee_id, today, int(number) if number.isdecimal() and len(number) < 6 else 1
    )
    changes = [(each, [value for value in audit.values_of(each) if value.column not in _SKIPPED]) for each in page]
    called = _names(value for _each, values in changes for value in values)
    reasons = audit.reasons_of_removals(request.user, page, today)
    rows = [
        (each, words.table(each.table_name), _told(values, called), reasons.get(each.id, ""))
        for each, values in changes
    ]
    return render(request, "people/history.html", {"person": person, "page": page, "rows": rows})


def _names(values: Iterable[audit.Value]) -> Mapping[str, str]:
    """What keys in changes are called: people by their names, units by the last one they bore."""
    keys: set[uuid.UUID] = set()
    for value in values:
        if value.column.endswith("_id"):
            keys |= {uuid.UUID(key) for key in (value.before, value.after) if key}
    return {str(key): name for key, name in (organisation.last_names(keys) | queries.names_of(keys)).items()}


def _told(values: Iterable[audit.Value], called: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Column, before and after in words; what was nothing and is nothing is left out."""
    nothing = (None, "", False)
    return [
        (
            str(COLUMNS.get(value.column, value.column)),
            _text(value.column, value.before, called),
            _text(value.column, value.after, called),
        )
        for value in values
        if not (value.before in nothing and value.after in nothing)
    ]


def _text(column: str, value: Any, called: Mapping[str, str]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if column in _DAYS:
        return day_text(date.fromisoformat(value))
    if column == "sealed":
        return _("tersandi")
    words = _labels().get(column, {}).get(value)
    return str(words or called.get(str(value), value))


def _labels() -> Mapping[str, Mapping[str, Any]]:
    """What codes are called."""
    return {
        "employment_type": dict(EmploymentType.choices),
        "gender": dict(Gender.choices),
        "kind": {**dict(AssignmentKind.choices), **dict(ActingKind.choices)},
        "position_type": {kind.code: names.label_of(kind) for kind in reference.position_types()},
        "level": {level.code: level.label for level in reference.education_levels()},
    }
