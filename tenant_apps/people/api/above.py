"""Who answers for somebody and who rates them, for programs."""

from datetime import date
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
from tenant_apps.people.api.timeline import replacing


class AboveIn(serializers.Serializer[Any]):
    """The day the question is about; today where none is given."""

    day = serializers.DateField(required=False)


class AboveOneOut(serializers.Serializer[Any]):
    """A person above, why they are, and through which unit."""

    employee_id = serializers.UUIDField()
    name = serializers.CharField()
    why = serializers.ChoiceField(source="source", choices=["override", "head", "acting", "next_level", "named"])
    unit_id = serializers.UUIDField(allow_null=True)


class AboveOut(serializers.Serializer[Any]):
    """Superior and assessor on the day; null where only the regional head is left, or nobody is in office."""

    day = serializers.DateField()
    superior = AboveOneOut(allow_null=True)
    assessor = AboveOneOut(allow_null=True)


class AssessorIn(serializers.Serializer[Any]):
    """Who is to rate: a NIP with the reason, or no NIP where the superior is to rate again."""

    number = serializers.CharField(max_length=24, allow_blank=True)
    starts_on = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True, help_text="The last day; left out: no end.")
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    replaces = replacing()


class AboveOf(ApiView):
    """The superior and the assessor of a person."""

    @extend_schema(operation_id="above", parameters=[AboveIn], responses=AboveOut)
    def get(self, request: Request, employee_id: UUID) -> Response:
        """On a day."""
        asked = AboveIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(_told(request, employee_id, asked.validated_data.get("day") or timezone.localdate()))


class Assessor(ApiView):
    """Naming who rates a person in place of the superior."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="name_assessor", request=AssessorIn, responses=AboveOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """From a day on; answers with superior and assessor of that day. The same again changes nothing."""
        asked = AssessorIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish, actor = asked.validated_data, cast(User, request.user)
        if wish["number"]:
            services.name_assessor(
                employee_id=employee_id,
                number=wish["number"],
                starts_on=wish["starts_on"],
                until=wish.get("until"),
                reason=wish["reason"],
                replaces=wish["replaces"],
                actor=actor,
            )
        else:
            services.end_named_assessor(
                employee_id=employee_id, from_day=wish["starts_on"], replaces=wish["replaces"], actor=actor
            )
        return Response(_told(request, employee_id, wish["starts_on"]))


def _told(request: Request, employee_id: UUID, day: date) -> Any:
    page = queries.employee(request.user, employee_id, timezone.localdate(), on=day)
    roles = {"superior": page.above.superior, "assessor": page.above.assessor}
    told = {role: each and {**vars(each), "name": page.names[each.employee_id]} for role, each in roles.items()}
    return AboveOut({"day": day, **told}).data
