"""The timeline of a person for programs: all of it, and what single changes add to it."""

from collections.abc import Callable, Iterable
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
from tenant_apps.people.queries.timeline import KINDS


class TimelineEntryOut(serializers.Serializer[Any]):
    """A stretch of a timeline, open while `ends_on` is null; or what happened on a day."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=list(KINDS))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    title = serializers.CharField()
    detail = serializers.CharField()
    recorded_at = serializers.DateTimeField(allow_null=True, help_text="Known since; null: nobody can say.")


class TimelineOut(serializers.Serializer[Any]):
    """Everything dated of a person, the newest first."""

    entries = TimelineEntryOut(many=True)
    retires_on = serializers.DateField(allow_null=True)


class TimelineChangedOut(TimelineOut):
    """The timeline after a change, and what went along with it, in sentences."""

    told = serializers.ListField(child=serializers.CharField())


def replacing() -> serializers.UUIDField:
    """What stands on the day already and is to be replaced."""
    words = "`details.replaces` of the refusal `entry_stands`: the entry of that day is replaced."
    return serializers.UUIDField(required=False, allow_null=True, default=None, help_text=words)


def changed(page: queries.PersonPage, told: Iterable[str] | None) -> Response:
    """The answer to a change."""
    facts = {"entries": page.entries, "retires_on": page.retires_on, "told": list(told or ())}
    return Response(TimelineChangedOut(facts).data)


class PlacedOut(TimelineChangedOut):
    """The timeline after a chair was given, with what should be looked at again, in sentences."""

    remarks = serializers.ListField(child=serializers.CharField())


class AssignmentIn(serializers.Serializer[Any]):
    """A chair from a day on."""

    unit_id = serializers.UUIDField()
    position_title = serializers.CharField(max_length=200)
    position_type = serializers.CharField(max_length=20)
    is_head = serializers.BooleanField(default=False)
    kind = serializers.ChoiceField(choices=["", "transfer_in", "study_assignment"], default="")
    starts_on = serializers.DateField()
    decree = serializers.CharField(max_length=200)
    replaces = replacing()


class LeavingIn(serializers.Serializer[Any]):
    """From when somebody holds no chair any more, and why."""

    from_day = serializers.DateField()
    kind = serializers.ChoiceField(choices=["", "transfer_out", "unpaid_leave", "retired"], default="")
    decree = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    replaces = replacing()


class EducationIn(serializers.Serializer[Any]):
    """A level of education and the day of its certificate."""

    level = serializers.CharField(max_length=10)
    field = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    institution = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    starts_on = serializers.DateField()
    replaces = replacing()


class Timeline(ApiView):
    """Everything dated of a person the caller may see."""

    @extend_schema(operation_id="timeline", responses=TimelineOut)
    def get(self, request: Request, employee_id: UUID) -> Response:
        """Chairs, acting, named assessors, grades, education and numbers."""
        return Response(TimelineOut(queries.employee(request.user, employee_id, timezone.localdate())).data)


class Change(ApiView):
    """One change of a person's timeline; answers with the timeline. The same again changes nothing."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    def _change(
        self,
        request: Request,
        employee_id: UUID,
        form: type[serializers.Serializer[Any]],
        change: Callable[..., tuple[str, ...] | None],
    ) -> Response:
        asked = form(data=request.data)
        asked.is_valid(raise_exception=True)
        today = timezone.localdate()
        before = queries.employee(request.user, employee_id, today)  # whom the caller does not see is not there
        told = change(employee_id=employee_id, actor=cast(User, request.user), **asked.validated_data)
        return changed(queries.seen_after(request.user, before, today), told)


class Assignments(Change):
    """Another chair."""

    @extend_schema(operation_id="place", request=AssignmentIn, responses=PlacedOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """From a day on, until whatever the timeline says next."""
        timeline = self._change(request, employee_id, AssignmentIn, services.place).data
        asked = AssignmentIn(data=request.data)
        asked.is_valid(raise_exception=True)
        remarks = queries.grade_remarks(employee_id, asked.validated_data["starts_on"])
        return Response({**timeline, "remarks": remarks})


class Leaving(Change):
    """No chair any more."""

    @extend_schema(operation_id="leave", request=LeavingIn, responses=TimelineChangedOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """From a day on."""
        return self._change(request, employee_id, LeavingIn, services.leave)


class Education(Change):
    """A certificate."""

    @extend_schema(operation_id="record_education", request=EducationIn, responses=TimelineChangedOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """From its day on."""
        return self._change(request, employee_id, EducationIn, services.record_education)
