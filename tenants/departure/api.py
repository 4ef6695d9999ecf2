"""Departures over the API: where each stands, and the acts from the notice to the erasure by two people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.programs.api import ApiView
from tenants.departure import queries, services
from tenants.departure.queries import Standing
from tenants.partnerships.operators import operator_of

_ACTS: dict[str, Callable[..., object]] = {
    "close": services.close,
    "pack": services.ask_pack,
    "ask_erasure": services.ask_erasure,
    "confirm_erasure": services.confirm_erasure,
    "cancel": services.cancel,
}
_SAID = {"ask_erasure": ("order",), "confirm_erasure": ("name",), "cancel": ("reason",)}


class DepartureOut(serializers.Serializer[Any]):
    """One region on its way out, or gone; `state` notice, read_only, packed, handed_over, erased or cancelled."""

    id = serializers.UUIDField()
    region_id = serializers.UUIDField()
    name = serializers.CharField(source="region_name")
    code = serializers.CharField(source="region_code")
    agreement_number = serializers.CharField()
    state = serializers.CharField()
    ends_on = serializers.DateField()
    reason = serializers.CharField()
    begun_at = serializers.DateTimeField()
    read_only_at = serializers.DateTimeField(allow_null=True)
    packed_at = serializers.DateTimeField(allow_null=True)
    pack = serializers.JSONField(help_text="Name, size, sha256, fingerprint and rows of the newest exit pack")
    handed_over_at = serializers.DateTimeField(allow_null=True)
    erase_on = serializers.DateField(allow_null=True)
    asked_by = serializers.CharField(source="asked_by_name")
    confirmed_by = serializers.CharField(source="confirmed_by_name")
    erased_at = serializers.DateTimeField(allow_null=True)


class StandingOut(serializers.Serializer[Any]):
    """How it stands with one region; `departure` is null where none was ever begun."""

    departure = DepartureOut(allow_null=True)
    is_present = serializers.SerializerMethodField(help_text="Whether the region still has its tables")
    under_way = serializers.SerializerMethodField(help_text="The kind of the task that works on it now, or null")

    def get_is_present(self, found: Standing) -> bool:
        """A region that is gone has no row."""
        return found.region is not None

    def get_under_way(self, found: Standing) -> str | None:
        """Packing or erasing."""
        return found.moving.kind if found.moving else None


class BeginIn(serializers.Serializer[Any]):
    """Why the agreement ends, read by the region's administrator; the last day, else the agreement's own."""

    reason = serializers.CharField(max_length=500)
    ends_on = serializers.DateField(required=False)


class DepartureActIn(serializers.Serializer[Any]):
    """One act: `order` belongs to ask_erasure, `name` to confirm_erasure, `reason` to cancel."""

    act = serializers.ChoiceField(choices=list(_ACTS))
    order = serializers.CharField(max_length=500, default="", allow_blank=True)
    name = serializers.CharField(max_length=200, default="", allow_blank=True)
    reason = serializers.CharField(max_length=500, default="", allow_blank=True)


class DeparturesView(ApiView):
    """All departures."""

    permission_classes = (may(Action.MANAGE_AGREEMENTS),)

    @extend_schema(responses={200: DepartureOut(many=True)}, operation_id="list_departures")
    def get(self, request: Request) -> Response:
        """Those that still need somebody first."""
        found = queries.departures(operator_of(request), timezone.localdate())
        return Response(DepartureOut(found, many=True).data)


class DepartureView(ApiView):
    """The departure of one region."""

    permission_classes = (may(Action.MANAGE_AGREEMENTS),)

    @extend_schema(responses={200: StandingOut}, operation_id="region_departure")
    def get(self, request: Request, region_id: UUID) -> Response:
        """Where it stands, also when the region is gone."""
        return Response(_standing(request, region_id))

    @extend_schema(request=BeginIn, responses={201: StandingOut}, operation_id="begin_departure")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Tell the region that its agreement ends; nothing else changes yet."""
        asked = BeginIn(data=request.data)
        asked.is_valid(raise_exception=True)
        services.begin(region_id=region_id, **asked.validated_data, **_now(request))
        return Response(_standing(request, region_id), status=status.HTTP_201_CREATED)


class DepartureActsView(ApiView):
    """The acts of a departure, one after the other."""

    permission_classes = (may(Action.MANAGE_AGREEMENTS),)

    @extend_schema(request=DepartureActIn, responses={202: StandingOut}, operation_id="departure_act")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Close, have the pack made, ask for or confirm the erasure, or cancel; what is not due is refused."""
        asked = DepartureActIn(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        found = queries.standing(operator_of(request), region_id, timezone.localdate())
        if found.departure is None:
            raise NotFoundError("departure_unknown", _("Akhir kerja sama ini tidak ada."))
        said = {field: given[field] for field in _SAID.get(given["act"], ())}
        _ACTS[given["act"]](departure_id=found.departure.id, **said, **_now(request))
        return Response(_standing(request, region_id), status=status.HTTP_202_ACCEPTED)


def _now(request: Request) -> dict[str, Any]:
    return {"actor": operator_of(request), "at": timezone.now(), "day": timezone.localdate()}


def _standing(request: Request, region_id: UUID) -> Any:
    return StandingOut(queries.standing(operator_of(request), region_id, timezone.localdate())).data
