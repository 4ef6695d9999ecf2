"""Agreements over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenants.partnerships import queries, services
from tenants.partnerships.operators import operator_of


class AgreementIn(serializers.Serializer[Any]):
    """What stands in the document; the name of the region comes from its code."""

    number = serializers.CharField(max_length=120)
    region_code = serializers.CharField(max_length=20)
    host_party = serializers.CharField(max_length=200)
    partner_party = serializers.CharField(max_length=200)
    signed_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    modules = serializers.ListField(child=serializers.CharField(max_length=40))
    employee_quota = serializers.IntegerField()


class AgreementOut(AgreementIn):
    """A recorded agreement."""

    id = serializers.UUIDField()
    region_name = serializers.CharField()
    level = serializers.CharField()


class AgreementsView(ApiView):
    """All agreements, and a new one."""

    permission_classes = (may(Action.MANAGE_AGREEMENTS),)

    @extend_schema(responses={200: AgreementOut(many=True)}, operation_id="list_agreements")
    def get(self, request: Request) -> Response:
        """All agreements, those without a region first."""
        rows = queries.agreements(operator_of(request), timezone.localdate())
        return Response(AgreementOut([row.agreement for row in rows], many=True).data)

    @extend_schema(request=AgreementIn, responses={201: AgreementOut}, operation_id="record_agreement")
    def post(self, request: Request) -> Response:
        """Record an agreement."""
        asked = AgreementIn(data=request.data)
        asked.is_valid(raise_exception=True)
        recorded = services.record_agreement(
            **asked.validated_data, actor=operator_of(request), day=timezone.localdate()
        )
        return Response(AgreementOut(recorded).data, status=status.HTTP_201_CREATED)
