"""Lineage for programs: one's own, of somebody one leads, and what is lacking for the next result."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.programs.api import ApiView
from tenant_apps.workspace import queries
from tenant_apps.workspace.pages import beginning, lacking, programs

PERIOD = OpenApiParameter("period", str, description="Code of the period; the newest with results without it")


class EnteredOut(serializers.Serializer[Any]):
    """Who entered a measure, when, and with what evidence."""

    entered_by = serializers.CharField(allow_null=True)
    entered_at = serializers.DateTimeField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # DRF gives Field a `source` itself
    evidence = serializers.CharField(allow_null=True)
    answers = serializers.IntegerField(allow_null=True)


class OriginOut(EnteredOut):
    """Who entered what the run used, also where that was overwritten since; `since` is what stands there today."""

    standing = serializers.CharField(
        help_text="used, changed, removed or later: today's entry beside what was computed."
    )
    since = EnteredOut(allow_null=True, help_text="Today's entry where it is another than the one that was used.")


class SchemeLineageOut(serializers.Serializer[Any]):
    """One scheme's row with every step of it."""

    scheme = serializers.CharField()
    version = serializers.CharField()
    content_hash = serializers.CharField()
    scheme_hash = serializers.CharField()
    calculation_hash = serializers.CharField()
    run = serializers.UUIDField()
    as_of = serializers.DateField()
    computed_at = serializers.DateTimeField(allow_null=True)
    inputs_hash = serializers.CharField(allow_blank=True)
    results_hash = serializers.CharField(allow_blank=True)
    profile = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    gates = serializers.DictField(child=serializers.CharField())
    results = serializers.ListField(
        child=serializers.JSONField(),
        help_text="Every result with its step and, beneath `inputs`, what it is made of; decimals are text, exact"
        " quotients `5/7`; `hidden` and `closed` where too few people answered.",
    )
    origins = serializers.DictField(child=OriginOut())


class LineageOut(serializers.Serializer[Any]):
    """How every number of a person came about."""

    period = serializers.CharField()
    employee_id = serializers.UUIDField()
    name = serializers.CharField()
    schemes = SchemeLineageOut(many=True)


class LackChangeOut(serializers.Serializer[Any]):
    """One measure, from what it is to what is enough."""

    measure = serializers.CharField()
    now = serializers.CharField(allow_null=True)
    to = serializers.CharField()


class StepOut(serializers.Serializer[Any]):
    """Changes that are enough together, and what they lead to."""

    changes = LackChangeOut(many=True)
    code = serializers.CharField()
    number = serializers.CharField(allow_null=True)
    text = serializers.CharField()


class LackOut(serializers.Serializer[Any]):
    """A better result and the least that leads there."""

    key = serializers.CharField()
    target = serializers.CharField()
    title = serializers.CharField()
    reach = serializers.CharField(help_text="alone, two, more, never or hidden")
    ways = StepOut(many=True)
    note = serializers.CharField()
    gates = serializers.ListField(child=serializers.CharField())


class OwnLineage(ApiView):
    """The lineage of whoever asks."""

    @extend_schema(operation_id="own_lineage", parameters=[PERIOD], responses=LineageOut)
    def get(self, request: Request) -> Response:
        """Every number of one's own with its inputs."""
        found = queries.account(request.user, timezone.localdate(), request.query_params.get("period", ""))
        return Response(LineageOut(programs.lineage(found)).data)


class PersonLineage(ApiView):
    """The lineage of somebody one leads."""

    @extend_schema(operation_id="person_lineage", parameters=[PERIOD], responses=LineageOut)
    def get(self, request: Request, employee_id: UUID) -> Response:
        """Every number of the person with its inputs; whom one may not see does not exist."""
        code = request.query_params.get("period", "")
        found = queries.account_of(request.user, employee_id, timezone.localdate(), code)
        return Response(LineageOut(programs.lineage(found)).data)


class OwnLacking(ApiView):
    """What whoever asks lacks for the next results."""

    @extend_schema(operation_id="own_lacking", parameters=[PERIOD], responses=LackOut(many=True))
    def get(self, request: Request) -> Response:
        """The least changes for the next predicate and the next boxes."""
        found = queries.account(request.user, timezone.localdate(), request.query_params.get("period", ""))
        return Response(LackOut([programs.lack(each) for each in lacking.lacks(found)], many=True).data)


class BeginningStepOut(serializers.Serializer[Any]):
    """One thing to set up before the first score."""

    stage = serializers.CharField(help_text="structure, people, accounts, roles, schemes or results")
    standing = serializers.CharField(help_text="done, ready or waits")
    title = serializers.CharField()
    text = serializers.CharField()
    next = serializers.BooleanField()


class BeginningSteps(ApiView):
    """How far the region has come with setting itself up."""

    @extend_schema(responses=BeginningStepOut(many=True))
    def get(self, request: Request) -> Response:
        """Every step, in the order in which one needs the other."""
        found = queries.beginning_of(request.user, timezone.localdate())
        return Response(BeginningStepOut(beginning.steps(found), many=True).data)
