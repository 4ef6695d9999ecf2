"""Who changed what of a person, from the audit the database keeps."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.audit import queries as audit
from shared_apps.audit import words
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries
from tenant_apps.people.messages import COLUMNS

_SKIPPED = frozenset({"id", "employee_id", "recorded_at"})  # which row it is, and when: told beside it


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
    rows = [(each, words.table(each.table_name), _told(values, called)) for each, values in changes]
    return render(request, "people/history.html", {"person": person, "page": page, "rows": rows})


def _names(values: Iterable[audit.Value]) -> Mapping[str, str]:
    """What keys in changes are called: people by their names, units by the last one they bore."""
    keys: set[uuid.UUID] = set()
    for value in values:
        if value.column.endswith("_id"):
            keys |= {uuid.UUID(key) for key in (value.before, value.after) if key}
    return {str(key): name for key, name in (organisation.last_names_of(keys) | queries.names_of(keys)).items()}


def _told(values: Iterable[audit.Value], called: Mapping[str, str]) -> list[tuple[str, Any, Any]]:
    return [
        (str(COLUMNS.get(value.column, value.column)), *(_text(each, called) for each in (value.before, value.after)))
        for value in values
        if not (value.before in (None, "", False) and value.after in (None, "", False))
    ]


def _text(value: Any, called: Mapping[str, str]) -> Any:
    return called.get(value, value) if isinstance(value, str) else value
