"""People for programs: those a caller may see."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.access import check_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.people import queries, services
from tenant_apps.people.api.single import NewEmployeeIn, NewEmployeeOut
from tenant_apps.people.queries import Filters


class EmployeesIn(serializers.Serializer[Any]):
    """Which people."""

    unit = serializers.UUIDField(required=False, help_text="The unit and all under it.")
    q = serializers.CharField(required=False, max_length=100)
    day = serializers.DateField(required=False)
    page = serializers.IntegerField(required=False, min_value=1)


class EmployeeOut(serializers.Serializer[Any]):
    """A person as they stand on the day."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    employment_type = serializers.CharField()
    grade = serializers.CharField()
    position_title = serializers.CharField()
    position_type = serializers.CharField()
    unit_id = serializers.UUIDField(allow_null=True)
    unit_name = serializers.CharField()
    is_head = serializers.BooleanField()


class EmployeesOut(serializers.Serializer[Any]):
    """A page of people; `next` is the number of the next page, or null."""

    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    employees = EmployeeOut(many=True)


class Employees(ApiView):
    """The people the caller may see: themselves, their subtree, or all."""

    @extend_schema(operation_id="employees", parameters=[EmployeesIn], responses=EmployeesOut)
    def get(self, request: Request) -> Response:
        """One page, by name."""
        asked = EmployeesIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        filters = Filters(search=wish.get("q", ""), unit_id=wish.get("unit"), page=wish.get("page", 1))
        page = queries.employees(request.user, timezone.localdate(), filters, on=wish.get("day"))
        following = page.next_page_number() if page.has_next() else None
        body = {"count": page.paginator.count, "next": following, "employees": list(page.object_list)}
        return Response(EmployeesOut(body).data)

    @extend_schema(operation_id="add_employee", request=NewEmployeeIn, responses={201: NewEmployeeOut})
    def post(self, request: Request) -> Response:
        """One person more, checked as a row of a people sheet; who is recorded just so already is answered again."""
        actor = cast(User, request.user)
        check_within(actor, Action.IMPORT_PEOPLE, timezone.localdate())
        asked = NewEmployeeIn(data=request.data)
        asked.is_valid(raise_exception=True)
        added = services.add_person(**asked.asked(), actor=actor)
        return Response(NewEmployeeOut(added).data, status=status.HTTP_201_CREATED)


class SuggestIn(serializers.Serializer[Any]):
    """What was typed so far."""

    q = serializers.CharField(max_length=100)


class SuggestOut(serializers.Serializer[Any]):
    """At most ten people; `alike` tells that none fits as typed, and that these are but a slip away."""

    alike = serializers.BooleanField()
    people = EmployeeOut(many=True)


class EmployeeSuggestions(ApiView):
    """Finding people as one types."""

    @extend_schema(operation_id="employee_suggestions", parameters=[SuggestIn], responses=SuggestOut)
    def get(self, request: Request) -> Response:
        """The nearest first: by number, name, position, unit; else by a name with one slip."""
        asked = SuggestIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = queries.suggestions(request.user, timezone.localdate(), asked.validated_data["q"])
        return Response(SuggestOut(found).data)
