"""The auditor's addresses, at the host and in every region."""

from typing import Any

from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.audit.models import Change, Entry
from shared_apps.rows import new_id
from tests.access.doors import Address, P, opens
from tests.government import Government

_READERS = frozenset({P.ADMINISTRATOR, P.AUDITOR, P.OPERATOR})


def change(here: Government) -> dict[str, Any]:
    """A row that somebody changed."""
    with schema_context(here.schema):
        return {"change_id": Change.objects.values_list("id", flat=True)[0]}


def request(here: Government) -> dict[str, Any]:
    """A request that was recorded."""
    with schema_context(here.schema):
        entry = Entry.objects.create(at=timezone.now(), method="POST", path="/", status=200, request_id=new_id())
        return {"request_id": entry.request_id}


AUDIT = {
    "audit": Address(get=opens(_READERS)),
    "audit_changes": Address(get=opens(_READERS)),
    "audit_export": Address(get=opens(_READERS)),
    "audit_change": Address(get=opens(_READERS), at=change),
    "audit_request": Address(get=opens(_READERS), at=request),
    "api_audit_requests": Address(get=opens(_READERS)),
    "api_audit_changes": Address(get=opens(_READERS)),
}
