"""One person for programs: added, promoted, employed otherwise, put right."""

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
from tenant_apps.people.api.timeline import Change, TimelineOut
from tenant_apps.people.models import EmploymentType, Gender

_TYPES, _GENDERS = EmploymentType.values, Gender.values


class NewEmployeeIn(serializers.Serializer[Any]):
    """One person with their chair, as a row of a people sheet has them."""

    number = serializers.CharField(max_length=24)
    name = serializers.CharField(max_length=200)
    title_before = serializers.CharField(max_length=60, allow_blank=True, default="")
    title_after = serializers.CharField(max_length=100, allow_blank=True, default="")
    employment_type = serializers.ChoiceField(choices=_TYPES)
    grade = serializers.CharField(max_length=40)
    unit_id = serializers.UUIDField()
    position_title = serializers.CharField(max_length=200)
    position_type = serializers.CharField(max_length=20)
    is_head = serializers.BooleanField(default=False)
    kind = serializers.ChoiceField(choices=["", "transfer_in", "study_assignment"], default="")
    starts_on = serializers.DateField(help_text="TMT of chair and grade.")
    decree = serializers.CharField(max_length=200)
    email = serializers.CharField(max_length=254, allow_blank=True, default="")
    superior_number = serializers.CharField(max_length=24, allow_blank=True, default="")
    nik = serializers.CharField(max_length=40, allow_blank=True, default="")

    def asked(self) -> dict[str, Any]:
        """As the service takes it."""
        wish = dict(self.validated_data)
        decree, kind = wish.pop("decree"), wish.pop("kind")
        return {"wish": services.Newcomer(**wish), "decree": decree, "kind": kind}


class NewEmployeeOut(serializers.Serializer[Any]):
    """Who was added, and what looks odd beside what the number says."""

    employee_id = serializers.UUIDField()
    is_new = serializers.BooleanField(help_text="False: they were recorded just so already.")
    warnings = serializers.ListField(child=serializers.CharField())


class GradeIn(serializers.Serializer[Any]):
    """A grade from its TMT on; `corrects`: the one recorded for that day was wrong."""

    grade = serializers.CharField(max_length=40)
    starts_on = serializers.DateField()
    decree = serializers.CharField(max_length=200)
    corrects = serializers.BooleanField(default=False)


class EmploymentTypeIn(serializers.Serializer[Any]):
    """Another kind of employment with the grade and the number that come with it from the TMT on."""

    employment_type = serializers.ChoiceField(choices=_TYPES)
    starts_on = serializers.DateField()
    decree = serializers.CharField(max_length=200)
    grade = serializers.CharField(max_length=40, allow_blank=True, default="")
    number = serializers.CharField(max_length=24, allow_blank=True, default="")
    corrects = serializers.BooleanField(default=False, help_text="What was recorded was wrong.")


class IdentityIn(serializers.Serializer[Any]):
    """What was written wrong, and why it is changed; what is left out stays."""

    name = serializers.CharField(max_length=200, required=False)
    title_before = serializers.CharField(max_length=60, required=False, allow_blank=True)
    title_after = serializers.CharField(max_length=100, required=False, allow_blank=True)
    email = serializers.CharField(max_length=254, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    gender = serializers.ChoiceField(choices=_GENDERS, required=False)
    reason = serializers.CharField(max_length=300)

    def asked(self) -> dict[str, Any]:
        """As the service takes it, in texts."""
        wish = dict(self.validated_data)
        reason = wish.pop("reason")
        if "birth_date" in wish:
            wish["birth_date"] = wish["birth_date"].isoformat() if wish["birth_date"] else ""
        return {"wish": wish, "reason": reason}


class IdentityOut(serializers.Serializer[Any]):
    """Who the person is now."""

    name = serializers.CharField()
    title_before = serializers.CharField()
    title_after = serializers.CharField()
    email = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    gender = serializers.CharField()
    employment_type = serializers.CharField()


class Grades(Change):
    """Another grade."""

    @extend_schema(operation_id="change_grade", request=GradeIn, responses=TimelineOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """From its TMT on; the timeline tells whether a later one counts today all the same."""

        def change(**wish: Any) -> None:
            services.change_grade(**wish)

        return self._change(request, employee_id, GradeIn, change)


class Employment(Change):
    """Another kind of employment."""

    @extend_schema(operation_id="change_employment_type", request=EmploymentTypeIn, responses=TimelineOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """It counts from now on; grade and number from their TMT."""
        return self._change(request, employee_id, EmploymentTypeIn, services.change_employment_type)


class Identity(ApiView):
    """Name, titles, address, birth date and sex."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="correct_identity", request=IdentityIn, responses=IdentityOut)
    def post(self, request: Request, employee_id: UUID) -> Response:
        """The same again changes nothing."""
        asked = IdentityIn(data=request.data)
        asked.is_valid(raise_exception=True)
        today = timezone.localdate()
        queries.employee(request.user, employee_id, today)  # whom the caller does not see is not there
        services.correct_identity(employee_id=employee_id, actor=cast(User, request.user), **asked.asked())
        return Response(IdentityOut(queries.employee(request.user, employee_id, today).employee).data)
