"""Corrections for programs: one's own, and those of whoever answers for the data."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.files import queries as files
from shared_apps.programs.api import ApiView
from tenant_apps.privacy.forms import LooksForm
from tenant_apps.privacy.queries import corrections as queries
from tenant_apps.privacy.rules.correcting import Field, State
from tenant_apps.privacy.services import corrections as services

_FIELDS = [str(field) for field in Field]
_STATES = [str(state) for state in State]


class CorrectionAskIn(serializers.Serializer[Any]):
    """What is wrong, and what it should be; `evidence` is a PDF, PNG or JPG of at most 5 MB (as multipart)."""

    field = serializers.ChoiceField(choices=_FIELDS)
    wrong = serializers.CharField(max_length=1000)
    wanted = serializers.CharField(max_length=1000)
    evidence = serializers.FileField(required=False, allow_null=True, default=None)


class OwnCorrectionOut(serializers.Serializer[Any]):
    """A request as the person who made it reads it; `hours_left` until its answer is due, below zero when over."""

    id = serializers.UUIDField(source="row.id")
    field = serializers.CharField(source="row.field")
    wrong = serializers.CharField(source="row.wrong")
    wanted = serializers.CharField(source="row.wanted")
    evidence_name = serializers.CharField(source="row.evidence_name")
    state = serializers.CharField(source="row.state", help_text=", ".join(_STATES))
    asked_at = serializers.DateTimeField(source="row.asked_at")
    due_at = serializers.DateTimeField(source="row.due_at")
    hours_left = serializers.IntegerField(source="hours")
    answer = serializers.CharField(source="row.answer")
    decided_at = serializers.DateTimeField(source="row.decided_at", allow_null=True)
    decided_by_name = serializers.CharField(source="row.decided_by_name")
    written = serializers.CharField(source="row.written")
    carried_out_at = serializers.DateTimeField(source="row.carried_out_at", allow_null=True)


class CorrectionOut(OwnCorrectionOut):
    """The same for who decides: whose it is, what stands there, and whether accepting it writes the value."""

    employee_id = serializers.UUIDField(source="row.employee_id")
    name = serializers.CharField(source="row.employee.full_name")
    current = serializers.CharField()
    at_once = serializers.BooleanField()
    carried_out_by_name = serializers.CharField(source="row.carried_out_by_name")


class CorrectionsOut(serializers.Serializer[Any]):
    """A page of requests; `next` is the number of the next page, or null."""

    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    corrections = CorrectionOut(many=True)


class CorrectionAnswerIn(serializers.Serializer[Any]):
    """Why, for the person."""

    answer = serializers.CharField(max_length=1000)


class CorrectionAcceptIn(CorrectionAnswerIn):
    """And the value that is written, where accepting writes it (`at_once`)."""

    value = serializers.CharField(max_length=254, required=False, default="", allow_blank=True)


class OwnCorrections(ApiView):
    """What the caller asked to be put right."""

    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(operation_id="own_corrections", responses=OwnCorrectionOut(many=True))
    def get(self, request: Request) -> Response:
        """The newest first."""
        return Response(OwnCorrectionOut(queries.own(_user(request), timezone.now()), many=True).data)

    @extend_schema(operation_id="ask_correction", request=CorrectionAskIn, responses={201: OwnCorrectionOut})
    def post(self, request: Request) -> Response:
        """Ask; the same words while they wait are the same request."""
        wish = _valid(CorrectionAskIn, request)
        file = wish.pop("evidence")
        evidence = (file.name, file.read(services.MOST_BYTES + 1)) if file else None
        made = services.ask(**wish, evidence=evidence, actor=_user(request), at=timezone.now())
        return _own(request, made.id, status.HTTP_201_CREATED)


class WithdrawCorrection(ApiView):
    """A request of the caller's own that waits."""

    @extend_schema(operation_id="withdraw_correction", request=None, responses=OwnCorrectionOut)
    def post(self, request: Request, correction_id: UUID) -> Response:
        """Not wanted any more."""
        services.withdraw(correction_id=correction_id, actor=_user(request))
        return _own(request, correction_id)


class Corrections(ApiView):
    """Requests of everybody."""

    permission_classes = (may(Action.HANDLE_DATA_REQUESTS),)

    @extend_schema(
        operation_id="corrections",
        parameters=[
            OpenApiParameter("everything", bool, description="Decided ones too, the newest first"),
            OpenApiParameter("page", int),
        ],
        responses=CorrectionsOut,
    )
    def get(self, request: Request) -> Response:
        """Those that wait for a decision or a change, the most urgent first."""
        form = LooksForm(request.query_params)
        form.is_valid()
        page = queries.waiting(
            _user(request),
            timezone.localdate(),
            timezone.now(),
            everything=request.query_params.get("everything", "").lower() in {"true", "1"},
            page=form.cleaned_data.get("page") or 1,
        )
        following = page.next_page_number() if page.has_next() else None
        found = {"count": page.paginator.count, "next": following, "corrections": page.object_list}
        return Response(CorrectionsOut(found).data)


class OneCorrection(ApiView):
    """One request."""

    permission_classes = (may(Action.HANDLE_DATA_REQUESTS),)

    @extend_schema(operation_id="correction", responses=CorrectionOut)
    def get(self, request: Request, correction_id: UUID) -> Response:
        """With what stands there now."""
        return _one(request, correction_id)


class AcceptCorrection(ApiView):
    """A request that is right."""

    permission_classes = (may(Action.HANDLE_DATA_REQUESTS),)

    @extend_schema(operation_id="accept_correction", request=CorrectionAcceptIn, responses=CorrectionOut)
    def post(self, request: Request, correction_id: UUID) -> Response:
        """Written in the same moment where it is a single fact; else somebody has to change it."""
        return _decided(request, correction_id, services.accept, _valid(CorrectionAcceptIn, request))


class RefuseCorrection(ApiView):
    """A request that is wrong."""

    permission_classes = (may(Action.HANDLE_DATA_REQUESTS),)

    @extend_schema(operation_id="refuse_correction", request=CorrectionAnswerIn, responses=CorrectionOut)
    def post(self, request: Request, correction_id: UUID) -> Response:
        """It stays as it is."""
        return _decided(request, correction_id, services.refuse, _valid(CorrectionAnswerIn, request))


class CarriedOutCorrection(ApiView):
    """An accepted request that was to be changed by hand."""

    permission_classes = (may(Action.HANDLE_DATA_REQUESTS),)

    @extend_schema(operation_id="correction_carried_out", request=None, responses=CorrectionOut)
    def post(self, request: Request, correction_id: UUID) -> Response:
        """It has been."""
        return _decided(request, correction_id, services.carried_out, {})


class CorrectionEvidence(ApiView):
    """The evidence of a request."""

    @extend_schema(operation_id="correction_evidence", responses={(200, "application/octet-stream"): bytes})
    def get(self, request: Request, correction_id: UUID) -> FileResponse:
        """To whose it is, and to who decides."""
        row = queries.evidence_of(_user(request), correction_id, timezone.localdate())
        return FileResponse(files.opened(row), as_attachment=True, filename=row.name, content_type=row.media_type)


def _decided(request: Request, correction_id: UUID, act: Callable[..., Any], values: dict[str, Any]) -> Response:
    act(correction_id=correction_id, actor=_user(request), at=timezone.now(), **values)
    return _one(request, correction_id)


def _one(request: Request, correction_id: UUID) -> Response:
    found = queries.one(_user(request), correction_id, timezone.localdate(), timezone.now())
    return Response(CorrectionOut(found).data)


def _own(request: Request, correction_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    found = next(each for each in queries.own(_user(request), timezone.now()) if each.row.id == correction_id)
    return Response(OwnCorrectionOut(found).data, status=code)


def _valid(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _user(request: Request) -> User:
    return cast(User, request.user)
