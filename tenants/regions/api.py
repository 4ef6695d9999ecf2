"""Regions over the API: asked for, and how far they are."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.jobs.models import Job
from shared_apps.jobs.words import step_name
from shared_apps.programs.api import ApiView
from tenants.partnerships import queries as partnerships
from tenants.partnerships.operators import operator_of
from tenants.regions import abandoning, queries, services
from tenants.regions.rules import ACCENTS, TIME_ZONES
from tenants.regions.standing import RegionRow


class ProvisionIn(serializers.Serializer[Any]):
    """The names of a new region; everything else comes from its agreement."""

    agreement_id = serializers.UUIDField()
    schema_name = serializers.CharField(max_length=40)
    domain = serializers.CharField(max_length=253)
    administrator_name = serializers.CharField(max_length=200)
    administrator_email = serializers.EmailField()
    personnel_agency = serializers.CharField(max_length=60, default="BKPSDM")
    time_zone = serializers.ChoiceField(
        choices=list(TIME_ZONES), required=False, help_text="Without: of its province."
    )
    accent = serializers.ChoiceField(choices=list(ACCENTS), default="indigo")


class StepOut(serializers.Serializer[Any]):
    """A step of provisioning."""

    name = serializers.CharField()
    title = serializers.SerializerMethodField()
    state = serializers.CharField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    error = serializers.JSONField(allow_null=True)

    def get_title(self, step: Any) -> str:
        """The step in words."""
        return step_name(step.name)


class RegionOut(serializers.Serializer[Any]):
    """A region; `state` is active, or where its provisioning stands: queued, running, stopped."""

    id = serializers.UUIDField(source="region.id")
    name = serializers.CharField(source="region.name")
    code = serializers.CharField(source="region.code")
    schema_name = serializers.CharField(source="region.schema_name")
    domain = serializers.CharField()
    state = serializers.CharField()
    employees = serializers.IntegerField(allow_null=True)
    templates = serializers.ListField(child=serializers.CharField())
    status_url = serializers.SerializerMethodField()

    def get_status_url(self, row: RegionRow) -> str:
        """Where to ask how far it is."""
        return reverse("api_provisioning", args=[row.region.id])


class ProvisioningOut(RegionOut):
    """A region with its steps."""

    steps_done = serializers.IntegerField()
    steps_all = serializers.IntegerField()
    steps = StepOut(many=True)


class RegionsView(ApiView):
    """All regions, and asking for a new one."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: RegionOut(many=True)}, operation_id="list_regions")
    def get(self, request: Request) -> Response:
        """All partner regions."""
        return Response(RegionOut(queries.console(operator_of(request), timezone.localdate()).rows, many=True).data)

    @extend_schema(request=ProvisionIn, responses={202: ProvisioningOut}, operation_id="provision_region")
    def post(self, request: Request) -> Response:
        """Ask for a region on the basis of its agreement; asked again it answers with the same region."""
        asked = ProvisionIn(data=request.data)
        asked.is_valid(raise_exception=True)
        names, day = dict(asked.validated_data), timezone.localdate()
        basis = partnerships.agreement(operator_of(request), names.pop("agreement_id"), day)
        job = services.provision(agreement=basis.agreement, actor=operator_of(request), day=day, **names)
        region = queries.by_name(job.arguments["region"])
        answer = ProvisioningOut(queries.region_row(operator_of(request), region.id, day)).data
        return Response(answer, status=status.HTTP_202_ACCEPTED, headers={"Location": answer["status_url"]})


class ProvisioningView(ApiView):
    """How far a region is."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: ProvisioningOut}, operation_id="provisioning_status")
    def get(self, request: Request, region_id: Any) -> Response:
        """The steps with their times, and the state."""
        row = queries.region_row(operator_of(request), region_id, timezone.localdate())
        return Response(ProvisioningOut(row).data)

    @extend_schema(request=None, responses={202: ProvisioningOut}, operation_id="resume_provisioning")
    def post(self, request: Request, region_id: Any) -> Response:
        """Go on from the step that stopped."""
        day = timezone.localdate()
        abandoning.resume(region_id=region_id, actor=operator_of(request), day=day)
        answer = ProvisioningOut(queries.region_row(operator_of(request), region_id, day)).data
        return Response(answer, status=status.HTTP_202_ACCEPTED)


class AbandonmentOut(serializers.Serializer[Any]):
    """How far giving a region up is; `done` means that nothing of it can be found."""

    state = serializers.CharField()
    steps = StepOut(source="steps.all", many=True)
    error = serializers.JSONField(allow_null=True)
    destroyed = serializers.SerializerMethodField()

    def get_destroyed(self, job: Job) -> dict[str, Any]:
        """Rows by table, logins, files, cache entries."""
        return dict(job.result.get("destroyed", {}))


class AbandonmentView(ApiView):
    """Giving up a region that never became active."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: AbandonmentOut}, operation_id="abandonment_status")
    def get(self, request: Request, region_id: Any) -> Response:
        """How far it is, also when the region is gone."""
        return Response(AbandonmentOut(queries.abandoned(operator_of(request), region_id, timezone.localdate())).data)

    @extend_schema(request=None, responses={202: AbandonmentOut}, operation_id="abandon_region")
    def post(self, request: Request, region_id: Any) -> Response:
        """Destroy everything of it, so that its agreement can be provisioned again."""
        job = abandoning.abandon(region_id=region_id, actor=operator_of(request), day=timezone.localdate())
        return Response(AbandonmentOut(job).data, status=status.HTTP_202_ACCEPTED)
