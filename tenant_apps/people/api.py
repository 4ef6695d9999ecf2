"""People for programs: an import as a job, and the people a caller may see."""

from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.jobs import queries as jobs
from tenant_apps.people import queries
from tenant_apps.people.queries import Filters
from tenant_apps.people.services import uploads


class ImportIn(serializers.Serializer[Any]):
    """A people sheet, from when it counts, and whether it is only to be checked."""

    file = serializers.FileField()
    day = serializers.DateField(required=False)
    check_only = serializers.BooleanField(default=False)


class ImportOut(serializers.Serializer[Any]):
    """The job that does it. `errors` has row, column, value, reason and repair of every bad cell."""

    job = serializers.UUIDField(source="id")
    state = serializers.ChoiceField(choices=["queued", "running", "done", "failed"])
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    counts = serializers.SerializerMethodField()
    error = serializers.JSONField(allow_null=True)
    url = serializers.SerializerMethodField()

    def get_counts(self, job: Any) -> dict[str, int]:
        """Rows read, new, changed, same, with warnings."""
        counts: dict[str, int] = (job.result or {}).get("counts", {})
        return counts

    def get_url(self, job: Any) -> str:
        """Where to ask how it goes."""
        return reverse("api_people_import", args=[job.id])


class PeopleImports(APIView):
    """Import people."""

    permission_classes = (may(Action.IMPORT_PEOPLE),)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="import_people",
        request={"multipart/form-data": ImportIn},
        responses={202: ImportOut},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
    )
    def post(self, request: Request) -> Response:
        """Take a sheet as a whole or not at all; the same idempotency key is the same job."""
        asked = ImportIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish, key = asked.validated_data, request.headers.get("Idempotency-Key", "")
        job = uploads.upload(
            name=wish["file"].name,
            content=wish["file"].read(),
            day=wish.get("day", timezone.localdate()),
            actor=cast(User, request.user),
            check_only=wish["check_only"],
            key=f"{uploads.KIND}:{request.user.pk}:{key}" if key else "",
        )
        return Response(ImportOut(job).data, status=status.HTTP_202_ACCEPTED)


class PeopleImport(APIView):
    """How an import goes."""

    permission_classes = (may(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="people_import", responses=ImportOut)
    def get(self, request: Request, job_id: UUID) -> Response:
        """State, progress and, when it is over, figures or errors."""
        return Response(ImportOut(jobs.own_job(request.user, job_id, kind="import_people")).data)


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


class Employees(APIView):
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


class SuggestIn(serializers.Serializer[Any]):
    """What was typed so far."""

    q = serializers.CharField(max_length=100)


class SuggestOut(serializers.Serializer[Any]):
    """At most ten people; `alike` tells that none fits as typed, and that these are but a slip away."""

    alike = serializers.BooleanField()
    people = EmployeeOut(many=True)


class EmployeeSuggestions(APIView):
    """Finding people as one types."""

    @extend_schema(operation_id="employee_suggestions", parameters=[SuggestIn], responses=SuggestOut)
    def get(self, request: Request) -> Response:
        """The nearest first: by number, name, position, unit; else by a name with one slip."""
        asked = SuggestIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = queries.suggestions(request.user, timezone.localdate(), asked.validated_data["q"])
        return Response(SuggestOut(found).data)
