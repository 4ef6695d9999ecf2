"""Imports of people for programs: asked for as jobs; those that changed something are listed and may be undone."""

from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.jobs import queries as jobs
from shared_apps.programs.api import ApiView
from shared_apps.sheets.rules import normalise_header
from tenant_apps.people import queries
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.services import undoing, uploads

FILES = {"errors": "error_file", "changes": "changes_file"}


class ImportIn(serializers.Serializer[Any]):
    """A people sheet, from when it counts, and whether it is only to be checked."""

    file = serializers.FileField()
    day = serializers.DateField(required=False)
    check_only = serializers.BooleanField(default=False)
    only_good = serializers.BooleanField(default=False, help_text="Take the good rows and leave the bad ones out.")
    columns = serializers.JSONField(
        required=False,
        help_text='{"fields": {field: name of its column}, "fixed": {field: the value of all rows}}; without it the '
        "columns are known by their names, or as they were chosen before.",
    )

    def validate_columns(self, given: Any) -> Columns:
        """Two mappings of texts."""
        given = given if isinstance(given, dict) else {"fields": None}
        fields, fixed = given.get("fields", {}), given.get("fixed", {})
        if not _are_texts(fields) or not _are_texts(fixed):
            words = _("Kolom ditulis sebagai fields dan fixed, masing-masing berisi teks.")
            raise serializers.ValidationError(words)
        return Columns({name: normalise_header(column) for name, column in fields.items()}, fixed)


def file_id_of(job: Any, which: str) -> str | None:
    """The stored sheet of a job: of its refusal, else of its result."""
    name = FILES.get(which)
    held = [(found or {}).get(name) for found in (job.error, job.result)] if name else []
    return next((each for each in held if each), None)


class ImportOut(serializers.Serializer[Any]):
    """The job that does it. `errors` has row, column, value, reason and repair of every bad cell."""

    job = serializers.UUIDField(source="id")
    state = serializers.ChoiceField(choices=["queued", "running", "done", "failed"])
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    counts = serializers.SerializerMethodField()
    error = serializers.JSONField(allow_null=True)
    changes = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_changes(self, job: Any) -> list[dict[str, Any]]:
        """The first people it changes: row, number, name and per field what was and what will be."""
        changes: list[dict[str, Any]] = (job.result or {}).get("changes", [])
        return changes

    def get_warnings(self, job: Any) -> list[dict[str, Any]]:
        """What is taken as it is and should be looked at, by row and column."""
        warnings: list[dict[str, Any]] = (job.result or {}).get("warnings", [])
        return warnings

    def get_notes(self, job: Any) -> list[str]:
        """What is to be known of the sheet as a whole."""
        return list((job.result or {}).get("notes", []))

    def get_files(self, job: Any) -> dict[str, str]:
        """Where `errors` (the sheet with a reason in every bad row) and `changes` are, as far as there are any."""
        made = [which for which in FILES if file_id_of(job, which)]
        return {which: reverse("api_people_import_file", args=[job.id, which]) for which in made}

    def get_counts(self, job: Any) -> dict[str, int]:
        """Rows taken, new, changed, same, with warnings, left out."""
        counts: dict[str, int] = (job.result or {}).get("counts", {})
        return counts

    def get_url(self, job: Any) -> str:
        """Where to ask how it goes."""
        return reverse("api_people_import", args=[job.id])


class PeopleImports(ApiView):
    """Import people."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)
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
            columns=wish.get("columns"),
            only_good=wish["only_good"],
            key=f"{uploads.KIND}:{request.user.pk}:{key}" if key else "",
        )
        return Response(ImportOut(job).data, status=status.HTTP_202_ACCEPTED)


class PeopleImport(ApiView):
    """How an import goes."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="people_import", responses=ImportOut)
    def get(self, request: Request, job_id: UUID) -> Response:
        """State, progress and, when it is over, figures or errors."""
        return Response(ImportOut(jobs.own_job(request.user, job_id, kind="import_people")).data)


class AppliedIn(serializers.Serializer[Any]):
    """Which imports, or which of the people one of them changed."""

    q = serializers.CharField(required=False, max_length=100, default="")
    page = serializers.IntegerField(required=False, min_value=1, default=1)


class AppliedOut(serializers.Serializer[Any]):
    """An import that changed something."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    day = serializers.DateField()
    rows = serializers.IntegerField()
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    left_out = serializers.IntegerField()
    made_by_name = serializers.CharField()
    made_at = serializers.DateTimeField()
    undone_by_name = serializers.CharField()
    undone_at = serializers.DateTimeField(allow_null=True)


class AppliedPageOut(serializers.Serializer[Any]):
    """A page of imports; `next` is the number of the next page, or null."""

    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    imports = AppliedOut(many=True)


class PersonChangeOut(serializers.Serializer[Any]):
    """What an import changed of one person: [{field, before, after}]."""

    row = serializers.IntegerField()
    employee_id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    fields = serializers.JSONField()  # type: ignore[assignment]  # the name is the column's


class AppliedChangesOut(serializers.Serializer[Any]):
    """An import with a page of the people it changed."""

    made = AppliedOut()
    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    changes = PersonChangeOut(many=True)


class AppliedImports(ApiView):
    """Imports that changed something."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="applied_imports", parameters=[AppliedIn], responses=AppliedPageOut)
    def get(self, request: Request) -> Response:
        """The last one first."""
        wish = _wish(request)
        page = queries.imports(request.user, timezone.localdate(), search=wish["q"], page=wish["page"])
        body = {"count": page.paginator.count, "next": _next(page), "imports": list(page.object_list)}
        return Response(AppliedPageOut(body).data)


class AppliedImport(ApiView):
    """One import that changed something."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="applied_import", parameters=[AppliedIn], responses=AppliedChangesOut)
    def get(self, request: Request, import_id: UUID) -> Response:
        """What it changed, person by person."""
        wish = _wish(request)
        shown = queries.one_import(request.user, timezone.localdate(), import_id, search=wish["q"], page=wish["page"])
        page = shown.changes
        body = {"made": shown.made, "count": page.paginator.count, "next": _next(page)}
        return Response(AppliedChangesOut({**body, "changes": list(page.object_list)}).data)


class UndoImport(ApiView):
    """Taking an import back."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="undo_import", request=None, responses={202: ImportOut})
    def post(self, request: Request, import_id: UUID) -> Response:
        """As a job; refused in words while something depends on it."""
        job = undoing.ask(import_id=import_id, actor=cast(User, request.user))
        return Response(ImportOut(job).data, status=status.HTTP_202_ACCEPTED)


def _are_texts(given: Any) -> bool:
    return isinstance(given, dict) and all(isinstance(value, str) for value in given.values())


def _wish(request: Request) -> dict[str, Any]:
    asked = AppliedIn(data=request.query_params)
    asked.is_valid(raise_exception=True)
    wish: dict[str, Any] = asked.validated_data
    return wish


def _next(page: Any) -> int | None:
    return page.next_page_number() if page.has_next() else None
