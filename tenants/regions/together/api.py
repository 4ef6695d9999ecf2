"""Several regions asked for over the API, and how far they are."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.programs.api import ApiView
from tenants.partnerships.operators import operator_of
from tenants.regions.api import ProvisioningOut
from tenants.regions.rules import ACCENTS, TIME_ZONES
from tenants.regions.together import queries, services
from tenants.regions.together.rules import Asked, Terms


class TermsIn(serializers.Serializer[Any]):
    """All facts of an agreement that is recorded at the same time."""

    region_code = serializers.CharField(max_length=20)
    host_party = serializers.CharField(max_length=200)
    partner_party = serializers.CharField(max_length=200)
    signed_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    modules = serializers.ListField(child=serializers.CharField(max_length=40))
    employee_quota = serializers.IntegerField()


class AskedIn(serializers.Serializer[Any]):
    """One region of the list."""

    agreement_number = serializers.CharField(source="number", max_length=120)
    schema_name = serializers.CharField(max_length=40)
    domain = serializers.CharField(max_length=253)
    administrator_name = serializers.CharField(max_length=200)
    administrator_email = serializers.EmailField()
    personnel_agency = serializers.CharField(max_length=60, default="BKPSDM")
    time_zone = serializers.ChoiceField(choices=list(TIME_ZONES), default="Asia/Jakarta")
    accent = serializers.ChoiceField(choices=list(ACCENTS), default="indigo")
    agreement = TermsIn(source="terms", required=False, allow_null=True)


class TogetherIn(serializers.Serializer[Any]):
    """The list; `id` names the act, so that the same list sent twice is one."""

    id = serializers.UUIDField(required=False)
    regions = AskedIn(many=True, allow_empty=False)


class LineOut(serializers.Serializer[Any]):
    """One region of the list; `gone` was abandoned and nothing of it is left."""

    position = serializers.IntegerField(source="line.position")
    agreement_number = serializers.CharField(source="line.agreement.number")
    schema_name = serializers.CharField(source="line.schema_name")
    state = serializers.CharField()
    region = ProvisioningOut(source="row", allow_null=True)


class BatchOut(serializers.Serializer[Any]):
    """A list and its regions."""

    id = serializers.UUIDField(source="batch.id")
    requested_at = serializers.DateTimeField(source="batch.requested_at")
    active = serializers.IntegerField()
    running = serializers.IntegerField()
    stopped = serializers.IntegerField()
    queued = serializers.IntegerField()
    abandoned = serializers.IntegerField(source="gone")
    regions = LineOut(source="lines", many=True)


class TogetherView(ApiView):
    """Asking for several regions in one act."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(request=TogetherIn, responses={202: BatchOut}, operation_id="provision_together")
    def post(self, request: Request) -> Response:
        """All rows are accepted or none; afterwards each region succeeds or stops by itself."""
        asked = TogetherIn(data=request.data)
        asked.is_valid(raise_exception=True)
        operator, day = operator_of(request), timezone.localdate()
        try:
            made = services.provision_together(
                rows=[_asked(row) for row in asked.validated_data["regions"]],
                actor=operator,
                day=day,
                batch_id=asked.validated_data.get("id"),
            )
        except InvalidError as error:
            rows = error.details.get("rows", {})
            raise InvalidError(
                error.code,
                error.message,
                fields={
                    f"regions.{place}.{_PLACES.get(name, name)}": texts
                    for place, fields in rows.items()
                    for name, texts in fields.items()
                },
            ) from error
        answer = BatchOut(queries.together(operator, made.id, day)).data
        return Response(
            answer, status=status.HTTP_202_ACCEPTED, headers={"Location": reverse("api_batch", args=[made.id])}
        )


class BatchView(ApiView):
    """How far the regions of a list are."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: BatchOut}, operation_id="together_status")
    def get(self, request: Request, batch_id: Any) -> Response:
        """Each region with its steps."""
        return Response(BatchOut(queries.together(operator_of(request), batch_id, timezone.localdate())).data)


_PLACES = {"number": "agreement_number", **{name: f"agreement.{name}" for name in Terms.__dataclass_fields__}}


def _asked(row: dict[str, Any]) -> Asked:
    terms = row.get("terms")
    facts = Terms(**{**terms, "modules": tuple(terms["modules"])}) if terms else None
    return Asked(**{**row, "terms": facts})
