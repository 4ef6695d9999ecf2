"""Structure sheets for programs: uploaded, asked about row by row, compared, made a draft; and files of a day."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.programs.api import ApiView
from tenant_apps.organisation.files import queries, services, shapes, uploads
from tenant_apps.organisation.files.shapes import (
    SheetAnswersIn,
    SheetDifferenceOut,
    SheetDraftIn,
    SheetDraftOut,
    StructureSheetIn,
    StructureSheetOut,
    StructureSheetPageOut,
)
from tenant_apps.organisation.files.wording import UNANSWERED
from tenant_apps.organisation.files.writing import MEDIA


class StructureSheets(ApiView):
    """The caller's own sheets."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)
    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="structure_sheets", responses=StructureSheetOut(many=True))
    def get(self, request: Request) -> Response:
        """Those that have not expired, the newest first."""
        return Response(StructureSheetOut(uploads.own_sheets(request.user), many=True).data)

    @extend_schema(
        operation_id="upload_structure_sheet",
        request={"multipart/form-data": StructureSheetIn},
        responses={201: StructureSheetPageOut},
    )
    def post(self, request: Request) -> Response:
        """Keep a sheet; what is doubtful in it is asked."""
        wish = _valid(StructureSheetIn, request)
        file = wish["file"]
        made = services.upload(
            name=file.name,
            content=file.read(),
            effective_from=wish["effective_from"],
            scope=wish.get("scope"),
            actor=_user(request),
        )
        page = shapes.page_out(uploads.page_of(made), every_row=False)
        return Response(page, status=status.HTTP_201_CREATED)


class OneStructureSheet(ApiView):
    """One of them."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)

    @extend_schema(
        operation_id="structure_sheet",
        parameters=[OpenApiParameter("every_row", bool, description="Rows that are not asked about too")],
        responses=StructureSheetPageOut,
    )
    def get(self, request: Request, sheet_id: UUID) -> Response:
        """The rows with a question or something wrong, each cell with what is proposed and why."""
        every_row = request.query_params.get("every_row", "").lower() in {"true", "1"}
        page = uploads.page_of(uploads.own_sheet(request.user, sheet_id))
        return Response(shapes.page_out(page, every_row=every_row))


class StructureSheetAnswers(ApiView):
    """Answers about a sheet."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)

    @extend_schema(operation_id="answer_structure_sheet", request=SheetAnswersIn, responses=StructureSheetPageOut)
    def post(self, request: Request, sheet_id: UUID) -> Response:
        """Remembered; the answer is what is still asked."""
        asked = _valid(SheetAnswersIn, request)
        page = uploads.page_of(uploads.own_sheet(request.user, sheet_id), scope=asked["scope"])
        given = shapes.answers_of(page, asked["answers"])
        sheet = services.answer(sheet_id=sheet_id, answers=given, scope=asked["scope"], actor=_user(request))
        return Response(shapes.page_out(uploads.page_of(sheet), every_row=False))


class StructureSheetDifference(ApiView):
    """What a sheet would change."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)

    @extend_schema(operation_id="structure_sheet_difference", responses=SheetDifferenceOut)
    def get(self, request: Request, sheet_id: UUID) -> Response:
        """409 while a row needs an answer."""
        page = uploads.page_of(uploads.own_sheet(request.user, sheet_id))
        if not page.is_ready:
            raise ConflictError("sheet_unanswered", UNANSWERED)
        return Response(shapes.difference_out(uploads.difference_of(page)))


class StructureSheetDraft(ApiView):
    """The draft of a sheet."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)

    @extend_schema(operation_id="structure_sheet_accept", request=SheetDraftIn, responses={201: SheetDraftOut})
    def post(self, request: Request, sheet_id: UUID) -> Response:
        """Made once; the structure changes when the draft is published."""
        wish = _valid(SheetDraftIn, request)
        draft_id = services.accept(sheet_id=sheet_id, title=wish["title"], actor=_user(request))
        return Response(SheetDraftOut({"draft_id": draft_id}).data, status=status.HTTP_201_CREATED)


class StructureSheetDiscard(ApiView):
    """A sheet that is not wanted."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)

    @extend_schema(operation_id="structure_sheet_discard", request=None, responses={204: None})
    def post(self, request: Request, sheet_id: UUID) -> Response:
        """Gone; a draft made of it stays."""
        services.discard(sheet_id=sheet_id, actor=_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class StructureFileIn(serializers.Serializer[Any]):
    """Which file: of which day and, of a picture, from which unit down."""

    kind = serializers.ChoiceField(choices=list(MEDIA))
    day = serializers.DateField(required=False)
    unit = serializers.UUIDField(required=False)


class StructureFile(ApiView):
    """The structure of a day as a file."""

    @extend_schema(
        operation_id="structure_file",
        parameters=[StructureFileIn],
        responses={(200, "application/octet-stream"): bytes},
    )
    def get(self, request: Request) -> HttpResponse:
        """A sheet that can be imported again (xlsx, csv, json), or the chart as a picture (svg, pdf)."""
        asked = StructureFileIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        day = wish.get("day", timezone.localdate())
        found = queries.structure_file(request.user, kind=wish["kind"], day=day, top=wish.get("unit"))
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return HttpResponse(found.content, content_type=found.media_type, headers=headers)


def _valid(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _user(request: Request) -> User:
    return cast(User, request.user)
