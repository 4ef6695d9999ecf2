"""Entries of a person's timeline withdrawn by programs."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.people import queries, services
from tenant_apps.people.api.timeline import TimelineChangedOut, changed


class WithdrawalIn(serializers.Serializer[Any]):
    """Why an entry is withdrawn; kept by the audit."""

    reason = serializers.CharField(max_length=300)


class Withdrawal(ApiView):
    """An entry that was recorded by mistake."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="withdraw_entry", request=WithdrawalIn, responses=TimelineChangedOut)
    def post(self, request: Request, employee_id: UUID, kind: str, entry_id: UUID) -> Response:
        """As if it had never been recorded; refused with `entry_needed` where something depends on it."""
        asked = WithdrawalIn(data=request.data)
        asked.is_valid(raise_exception=True)
        reason: str = asked.validated_data["reason"]
        today = timezone.localdate()
        before = queries.employee(request.user, employee_id, today)
        before.entry(kind, entry_id)
        told = services.withdraw(
            employee_id=employee_id, kind=kind, entry_id=entry_id, reason=reason, actor=cast(User, request.user)
        )
        return changed(queries.seen_after(request.user, before, today), told)
