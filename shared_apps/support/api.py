"""Support as the region decides and reads it, for programs; a supporter's own way in is for browsers alone."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from shared_apps.support import queries, services


class GrantOut(serializers.Serializer[Any]):
    """What the host asked for and what was decided; `state` asked, approved, refused, revoked or ended."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    asked_by = serializers.CharField(source="asked_by_name")
    government = serializers.CharField()
    reason = serializers.CharField()
    rooms = serializers.ListField(child=serializers.CharField())
    hours = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    decided_by = serializers.CharField(source="decided_by_name")
    decided_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.CharField(source="ended_by_name")
    end_reason = serializers.CharField()


class VisitOut(serializers.Serializer[Any]):
    """One page that was opened under a grant; `queries` are {statement, fingerprint, rows} without parameters."""

    at = serializers.DateTimeField()
    method = serializers.CharField()
    path = serializers.CharField()
    status = serializers.IntegerField()
    note = serializers.CharField()
    milliseconds = serializers.IntegerField()
    address = serializers.CharField()
    queries = serializers.JSONField()


class ApproveIn(serializers.Serializer[Any]):
    """For how long and at what; never more than was asked."""

    hours = serializers.IntegerField(min_value=1)
    rooms = serializers.ListField(child=serializers.CharField())


class ReasonIn(serializers.Serializer[Any]):
    """Why; it stays in the region."""

    reason = serializers.CharField(max_length=500)


class Grants(ApiView):
    """Every request."""

    permission_classes = (may(Action.SEE_AUDIT),)

    @extend_schema(responses={200: GrantOut(many=True)}, operation_id="support_grants")
    def get(self, request: Request) -> Response:
        """The newest first."""
        return Response(GrantOut(queries.grants(request.user, timezone.localdate()), many=True).data)


class Visits(ApiView):
    """What was looked at under a grant."""

    permission_classes = (may(Action.SEE_AUDIT),)

    @extend_schema(responses={200: VisitOut(many=True)}, operation_id="support_visits")
    def get(self, request: Request, grant_id: UUID) -> Response:
        """In the order in which it happened."""
        return Response(VisitOut(queries.exported(request.user, grant_id, timezone.localdate()), many=True).data)


class Approve(ApiView):
    """Letting somebody look."""

    permission_classes = (may(Action.DECIDE_SUPPORT),)

    @extend_schema(request=ApproveIn, responses={200: GrantOut}, operation_id="approve_support")
    def post(self, request: Request, grant_id: UUID) -> Response:
        """From now on, until the hours are over."""
        asked = ApproveIn(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(GrantOut(services.approve(grant_id=grant_id, **asked.validated_data, **_now(request))).data)


class Refuse(ApiView):
    """Saying no."""

    permission_classes = (may(Action.DECIDE_SUPPORT),)

    @extend_schema(request=ReasonIn, responses={200: GrantOut}, operation_id="refuse_support")
    def post(self, request: Request, grant_id: UUID) -> Response:
        """The host reads the decision, not the reason."""
        return Response(GrantOut(services.refuse(grant_id=grant_id, reason=_reason(request), **_now(request))).data)


class Revoke(ApiView):
    """Ending a grant before its time."""

    permission_classes = (may(Action.DECIDE_SUPPORT),)

    @extend_schema(request=ReasonIn, responses={200: GrantOut}, operation_id="revoke_support")
    def post(self, request: Request, grant_id: UUID) -> Response:
        """The next page is refused already."""
        return Response(GrantOut(services.revoke(grant_id=grant_id, reason=_reason(request), **_now(request))).data)


def _reason(request: Request) -> str:
    asked = ReasonIn(data=request.data)
    asked.is_valid(raise_exception=True)
    return str(asked.validated_data["reason"])


def _now(request: Request) -> dict[str, Any]:
    return {"actor": cast(User, request.user), "at": timezone.now(), "day": timezone.localdate()}
