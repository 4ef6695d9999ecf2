"""The life of a region over the API."""

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
from tenants.lifecycle import addresses, queries, quota, services
from tenants.lifecycle.rules import LONGEST_REASON
from tenants.partnerships import queries as partnerships
from tenants.partnerships.operators import operator_of
from tenants.regions.models import Region


class StateIn(serializers.Serializer[Any]):
    """What it is to become, and why: people in the region read the reason."""

    state = serializers.ChoiceField(choices=[str(state) for state in services.BECOME])
    reason = serializers.CharField(max_length=LONGEST_REASON)


class StateOut(serializers.Serializer[Any]):
    """What it is; `pending` while the owner's process still works on the last change."""

    state = serializers.CharField(source="region.state")
    reason = serializers.CharField(source="region.state_reason")
    since = serializers.DateTimeField(source="region.state_since", allow_null=True)
    may_become = serializers.ListField(source="choices", child=serializers.CharField())
    pending = serializers.SerializerMethodField()

    def get_pending(self, life: queries.Life) -> str | None:
        """The state that was asked for last and is not reached."""
        return str(life.under_way.arguments["target"]) if life.under_way else None


class StateView(ApiView):
    """How a region stands, and a change of it."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: StateOut}, operation_id="region_state")
    def get(self, request: Request, region_id: UUID) -> Response:
        """Its state with reason and time."""
        return Response(StateOut(queries.life(operator_of(request), region_id, timezone.localdate())).data)

    @extend_schema(request=StateIn, responses={202: StateOut}, operation_id="change_region_state")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Make it read only, suspend it, or resume it."""
        asked = StateIn(data=request.data)
        asked.is_valid(raise_exception=True)
        become = services.BECOME[Region.State(asked.validated_data["state"])]
        operator, reason = operator_of(request), asked.validated_data["reason"]
        become(region_id=region_id, reason=reason, actor=operator, at=timezone.now())
        found = queries.life(operator, region_id, timezone.localdate())
        return Response(StateOut(found).data, status=status.HTTP_202_ACCEPTED)


class AddressOut(serializers.Serializer[Any]):
    """One address; an old one answers with a redirect to the primary."""

    domain = serializers.CharField()
    is_primary = serializers.BooleanField()
    is_old = serializers.BooleanField()


class AddressesOut(serializers.Serializer[Any]):
    """All addresses of a region, the primary one first."""

    domains = AddressOut(many=True)


class AddressIn(serializers.Serializer[Any]):
    """What is done with an address; `keep_old` belongs to `rename`."""

    action = serializers.ChoiceField(choices=["rename", "add", "make_primary", "remove"])
    domain = serializers.CharField(max_length=260)
    keep_old = serializers.BooleanField(default=True)


class AddressesView(ApiView):
    """The addresses of a region, and a change of them."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: AddressesOut}, operation_id="region_addresses")
    def get(self, request: Request, region_id: UUID) -> Response:
        """All addresses."""
        return Response(self._all(request, region_id))

    @extend_schema(request=AddressIn, responses={200: AddressesOut}, operation_id="change_region_address")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Rename, add, choose the primary one, remove."""
        asked = AddressIn(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        action, keep_old = given.pop("action"), given.pop("keep_old")
        if action == "rename":
            given["keep_old"] = keep_old
        act: Any = getattr(addresses, action)
        act(region_id=region_id, actor=operator_of(request), at=timezone.now(), **given)
        return Response(self._all(request, region_id))

    def _all(self, request: Request, region_id: UUID) -> Any:
        found = queries.addresses(operator_of(request), region_id, timezone.localdate())
        return AddressesOut(found).data


class AmendmentIn(serializers.Serializer[Any]):
    """What stands in the amendment."""

    number = serializers.CharField(max_length=120)
    signed_on = serializers.DateField()
    employee_quota = serializers.IntegerField()


class AmendmentOut(AmendmentIn):
    """A recorded amendment."""

    quota_before = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    recorded_by_name = serializers.CharField()


class AmendmentsView(ApiView):
    """The amendments of an agreement's quota, and a new one."""

    permission_classes = (may(Action.MANAGE_AGREEMENTS),)

    @extend_schema(responses={200: AmendmentOut(many=True)}, operation_id="list_amendments")
    def get(self, request: Request, agreement_id: UUID) -> Response:
        """All amendments, the newest first."""
        row = partnerships.agreement(operator_of(request), agreement_id, timezone.localdate())
        return Response(AmendmentOut(row.agreement.amendments.all(), many=True).data)

    @extend_schema(request=AmendmentIn, responses={201: AmendmentOut}, operation_id="amend_quota")
    def post(self, request: Request, agreement_id: UUID) -> Response:
        """Let another quota hold; the region knows it at once."""
        asked = AmendmentIn(data=request.data)
        asked.is_valid(raise_exception=True)
        who: Any = {"actor": operator_of(request), "at": timezone.now(), "day": timezone.localdate()}
        made = quota.amend(agreement_id=agreement_id, **asked.validated_data, **who)
        return Response(AmendmentOut(made).data, status=status.HTTP_201_CREATED)
