"""The NIK over the API: masked in every answer; whole only on the page, where a person looks."""

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
from tenant_apps.people import messages, queries, services
from tenant_apps.people.api.people import EmployeeOut


class NikIn(serializers.Serializer[Any]):
    """A NIK; empty takes the recorded one away."""

    nik = serializers.CharField(max_length=40, allow_blank=True)


class NikOut(serializers.Serializer[Any]):
    """The NIK but for its last two digits; null where none is recorded."""

    masked = serializers.CharField(allow_null=True)
    warnings = serializers.ListField(child=serializers.CharField(), help_text="What differs from other data.")


class WholeNikIn(serializers.Serializer[Any]):
    """A whole NIK."""

    nik = serializers.CharField(max_length=40)


class EmployeeNik(ApiView):
    """The NIK of a person the caller may see; the service says who may write it."""

    @extend_schema(operation_id="employee_nik", responses=NikOut)
    def get(self, request: Request, employee_id: UUID) -> Response:
        """Masked, one's own too."""
        return Response(_masked(request, employee_id, ()))

    @extend_schema(operation_id="record_nik", request=NikIn, responses=NikOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """Enter, correct or take away; the same again changes nothing."""
        queries.employee(request.user, employee_id, timezone.localdate())
        asked = NikIn(data=request.data)
        asked.is_valid(raise_exception=True)
        odd = services.record_nik(
            employee_id=employee_id, nik=asked.validated_data["nik"], actor=cast(User, request.user)
        )
        return Response(_masked(request, employee_id, odd))


class EmployeeByNik(ApiView):
    """Finding the person of a whole NIK."""

    permission_classes = (may_within(Action.SEE_NIK),)

    @extend_schema(operation_id="employee_by_nik", request=WholeNikIn, responses=EmployeeOut)
    def post(self, request: Request) -> Response:
        """By POST, so that no address and no log holds the number."""
        asked = WholeNikIn(data=request.data)
        asked.is_valid(raise_exception=True)
        found = queries.with_nik(request.user, asked.validated_data["nik"], timezone.localdate())
        return Response(EmployeeOut(found).data)


def _masked(request: Request, employee_id: UUID, odd: tuple[str, ...]) -> Any:
    text = queries.masked_nik(request.user, employee_id, timezone.localdate())
    return NikOut({"masked": text, "warnings": [" ".join(messages.warning(code, {})) for code in odd]}).data
