"""The host's side of support over the API: asked for and given back. One walks in by a browser alone."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from shared_apps.support.rules import MOST_HOURS, Room
from tenants.partnerships.operators import operator_of
from tenants.support import queries, services


class SupportIn(serializers.Serializer[Any]):
    """Why somebody must look, at what, and for how long."""

    reason = serializers.CharField(max_length=500)
    rooms = serializers.ListField(child=serializers.ChoiceField(choices=[str(room) for room in Room]))
    hours = serializers.IntegerField(min_value=1, max_value=MOST_HOURS)


class SupportOut(serializers.Serializer[Any]):
    """One request; `state` asked, approved, refused, revoked or ended."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    reason = serializers.CharField()
    rooms = serializers.ListField(child=serializers.CharField())
    hours = serializers.IntegerField()
    asked_by = serializers.CharField(source="asked_by_name")
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class SupportView(ApiView):
    """What was asked of one region."""

    permission_classes = (may(Action.ASK_SUPPORT),)

    @extend_schema(responses={200: SupportOut(many=True)}, operation_id="support_requests")
    def get(self, request: Request, region_id: UUID) -> Response:
        """The newest first."""
        _region, found = queries.requests_of(operator_of(request), region_id, timezone.localdate())
        return Response(SupportOut(found, many=True).data)

    @extend_schema(request=SupportIn, responses={201: SupportOut}, operation_id="ask_support")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Ask to be let in; the region's administrator decides."""
        asked = SupportIn(data=request.data)
        asked.is_valid(raise_exception=True)
        made = services.ask(
            region_id=region_id,
            **asked.validated_data,
            actor=operator_of(request),
            at=timezone.now(),
            day=timezone.localdate(),
        )
        return Response(SupportOut(made).data, status=status.HTTP_201_CREATED)


class SupportEndView(ApiView):
    """Giving a request or a grant back."""

    permission_classes = (may(Action.ASK_SUPPORT),)

    @extend_schema(request=None, responses={200: SupportOut}, operation_id="end_support")
    def post(self, request: Request, region_id: UUID, request_id: UUID) -> Response:
        """End it from the host's side; the region sees by whom."""
        ended = services.give_back(
            region_id=region_id,
            request_id=request_id,
            actor=operator_of(request),
            at=timezone.now(),
            day=timezone.localdate(),
        )
        return Response(SupportOut(ended).data)
