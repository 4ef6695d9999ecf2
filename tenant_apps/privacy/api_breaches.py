"""The register of breaches for programs of who handles them: with the clock, who was told, drafts of the letters."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.programs.api import ApiView
from tenant_apps.organisation import queries as organisation
from tenant_apps.privacy import letters
from tenant_apps.privacy.forms import LooksForm
from tenant_apps.privacy.queries import breaches as queries
from tenant_apps.privacy.rules.breaches import Told
from tenant_apps.privacy.services import breaches as services

_TOLD = [str(each) for each in Told]


class BreachIn(serializers.Serializer[Any]):
    """What is known of a breach; `people` is their number, null while nobody knows it."""

    title = serializers.CharField(max_length=200)
    discovered_at = serializers.DateTimeField(help_text="The 3 × 24 hours run from here.")
    happened_on = serializers.DateField(required=False, allow_null=True, default=None)
    happened = serializers.CharField(max_length=4000)
    data_hit = serializers.CharField(max_length=4000)
    people = serializers.IntegerField(min_value=0, max_value=10_000_000, required=False, allow_null=True, default=None)
    consequences = serializers.CharField(max_length=4000)
    measures = serializers.CharField(max_length=4000)
    contact = serializers.CharField(max_length=4000)


class BreachNoticeIn(serializers.Serializer[Any]):
    """Who was told, when and how."""

    to = serializers.ChoiceField(choices=_TOLD)
    recipient = serializers.CharField(max_length=300)
    told_at = serializers.DateTimeField()
    how = serializers.CharField(max_length=300)


class BreachNoticeOut(BreachNoticeIn):
    """And who wrote that down."""

    written_at = serializers.DateTimeField()
    written_by_name = serializers.CharField()


class BreachLessonIn(serializers.Serializer[Any]):
    """What was learnt and put right."""

    lesson = serializers.CharField(max_length=4000)


class BreachOut(serializers.Serializer[Any]):
    """A breach with its clock.

    `hours_left` until persons and authority must know, below zero when over; `running` while one of `lacking` is
    still to be told.
    """

    id = serializers.UUIDField(source="row.id")
    title = serializers.CharField(source="row.title")
    discovered_at = serializers.DateTimeField(source="row.discovered_at")
    due_at = serializers.DateTimeField()
    hours_left = serializers.IntegerField(source="hours")
    running = serializers.BooleanField(source="is_running")
    lacking = serializers.ListField(child=serializers.CharField(), help_text="As `to` of a notice.")
    happened_on = serializers.DateField(source="row.happened_on", allow_null=True)
    happened = serializers.CharField(source="row.happened")
    data_hit = serializers.CharField(source="row.data_hit")
    people = serializers.IntegerField(source="row.people", allow_null=True)
    consequences = serializers.CharField(source="row.consequences")
    measures = serializers.CharField(source="row.measures")
    contact = serializers.CharField(source="row.contact")
    recorded_at = serializers.DateTimeField(source="row.recorded_at")
    recorded_by_name = serializers.CharField(source="row.recorded_by_name")
    closed_at = serializers.DateTimeField(source="row.closed_at", allow_null=True)
    closed_by_name = serializers.CharField(source="row.closed_by_name")
    lesson = serializers.CharField(source="row.lesson")
    notices = BreachNoticeOut(many=True, source="row.notices.all")


class BreachesOut(serializers.Serializer[Any]):
    """A page of the register; `next` is the number of the next page, or null."""

    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    breaches = BreachOut(many=True)


class Breaches(ApiView):
    """The register."""

    permission_classes = (may(Action.HANDLE_BREACHES),)

    @extend_schema(operation_id="breaches", parameters=[OpenApiParameter("page", int)], responses=BreachesOut)
    def get(self, request: Request) -> Response:
        """Open ones first."""
        form = LooksForm(request.query_params)
        form.is_valid()
        number = form.cleaned_data.get("page") or 1
        page = queries.breaches(_user(request), timezone.localdate(), timezone.now(), page=number)
        following = page.next_page_number() if page.has_next() else None
        found = {"count": page.paginator.count, "next": following, "breaches": page.object_list}
        return Response(BreachesOut(found).data)

    @extend_schema(operation_id="record_breach", request=BreachIn, responses={201: BreachOut})
    def post(self, request: Request) -> Response:
        """Write one down; the same one twice is one."""
        made = services.record(**_valid(BreachIn, request), actor=_user(request), at=timezone.now())
        return _one(request, made.id, status.HTTP_201_CREATED)


class OneBreach(ApiView):
    """One breach."""

    permission_classes = (may(Action.HANDLE_BREACHES),)

    @extend_schema(operation_id="breach", responses=BreachOut)
    def get(self, request: Request, breach_id: UUID) -> Response:
        """With its clock and who was told."""
        return _one(request, breach_id)

    @extend_schema(operation_id="change_breach", request=BreachIn, responses=BreachOut)
    def post(self, request: Request, breach_id: UUID) -> Response:
        """More is known: all of it as it is now."""
        values = _valid(BreachIn, request)
        services.update(breach_id=breach_id, values=values, actor=_user(request), at=timezone.now())
        return _one(request, breach_id)


class BreachNotices(ApiView):
    """Notices of a breach."""

    permission_classes = (may(Action.HANDLE_BREACHES),)

    @extend_schema(operation_id="breach_told", request=BreachNoticeIn, responses=BreachOut)
    def post(self, request: Request, breach_id: UUID) -> Response:
        """Somebody was told; the same notice twice is one."""
        wish = _valid(BreachNoticeIn, request)
        services.told(breach_id=breach_id, **wish, actor=_user(request), at=timezone.now())
        return _one(request, breach_id)


class CloseBreach(ApiView):
    """A breach that is over."""

    permission_classes = (may(Action.HANDLE_BREACHES),)

    @extend_schema(operation_id="close_breach", request=BreachLessonIn, responses=BreachOut)
    def post(self, request: Request, breach_id: UUID) -> Response:
        """409 while persons or authority have not been told."""
        wish = _valid(BreachLessonIn, request)
        services.close(breach_id=breach_id, **wish, actor=_user(request), at=timezone.now())
        return _one(request, breach_id)


class BreachLetter(ApiView):
    """The draft of a letter."""

    permission_classes = (may(Action.HANDLE_BREACHES),)

    @extend_schema(operation_id="breach_letter", responses={(200, "application/pdf"): bytes})
    def get(self, request: Request, breach_id: UUID, to: str) -> HttpResponse:
        """To `person`, `authority` or `public`, as a PDF."""
        if to not in _TOLD:
            raise NotFoundError("letter_unknown", _("Surat itu tidak ada."))
        shown = queries.breach(_user(request), breach_id, timezone.localdate(), timezone.now())
        content = letters.letter(shown.row, Told(to), organisation.government(), timezone.localtime())
        headers = {"Content-Disposition": f'attachment; filename="rancangan-surat-{to}.pdf"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)


def _one(request: Request, breach_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    found = queries.breach(_user(request), breach_id, timezone.localdate(), timezone.now())
    return Response(BreachOut(found).data, status=code)


def _valid(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _user(request: Request) -> User:
    return cast(User, request.user)
