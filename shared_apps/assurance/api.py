"""The same over the API."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.assurance import queries
from shared_apps.assurance.models import Report
from shared_apps.assurance.services import PURPOSE
from shared_apps.programs.api import ApiView


class ReportOut(serializers.ModelSerializer[Report]):
    """A report without its content."""

    class Meta:
        model = Report
        fields = ("id", "day", "made_at", "verdict", "key_id")


class SignedReportOut(serializers.ModelSerializer[Report]):
    """A report as it was signed: `content` is a text whose bytes (UTF-8) the signature covers."""

    purpose = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = ("id", "day", "made_at", "verdict", "purpose", "key_id", "signature", "public_key", "content")

    def get_purpose(self, _report: Report) -> str:
        """What the signature was given for."""
        return PURPOSE


class IsolationOut(serializers.Serializer[Any]):
    """The region's own canary and its reports, newest first."""

    canary = serializers.CharField()
    reports = ReportOut(many=True)


class Isolation(ApiView):
    """The reports of this region."""

    permission_classes = (may(Action.SEE_ISOLATION),)

    @extend_schema(operation_id="isolation_reports", responses=IsolationOut)
    def get(self, request: Request) -> Response:
        """All that are shown, and what is searched for."""
        found = queries.assurance(request.user, timezone.localdate())
        told = {"canary": found.canary.value if found.canary else "", "reports": found.reports}
        return Response(IsolationOut(told).data)


class IsolationReport(ApiView):
    """One report of this region."""

    permission_classes = (may(Action.SEE_ISOLATION),)

    @extend_schema(operation_id="isolation_report", responses=SignedReportOut)
    def get(self, request: Request, report_id: UUID) -> Response:
        """With its signature."""
        return Response(SignedReportOut(queries.report(request.user, report_id, timezone.localdate())).data)
