"""Posts of units for programs."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.access import check_within
from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from shared_apps.sheets import reader
from tenant_apps.people import queries, services
from tenant_apps.people.services.positions import Wish


class PositionsIn(serializers.Serializer[Any]):
    """Which posts."""

    day = serializers.DateField(required=False)
    unit = serializers.UUIDField(required=False, help_text="The unit and all under it.")
    only_vacant = serializers.BooleanField(default=False)


class PositionIn(serializers.Serializer[Any]):
    """A post as it is to be from a day on."""

    unit_id = serializers.UUIDField()
    title = serializers.CharField(max_length=200)
    position_type = serializers.CharField(max_length=20)
    headcount = serializers.IntegerField(min_value=1)
    level = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    job_class = serializers.IntegerField(required=False, allow_null=True, default=None)
    is_head = serializers.BooleanField(default=False)
    starts_on = serializers.DateField()
    decree = serializers.CharField(max_length=200)


class PositionOut(serializers.Serializer[Any]):
    """A post on the day, with how many hold it."""

    position_id = serializers.UUIDField(source="filled.post.position_id")
    unit_id = serializers.UUIDField(source="filled.post.unit_id")
    title = serializers.CharField(source="filled.post.title")
    position_type = serializers.CharField(source="filled.post.position_type")
    level = serializers.CharField(source="filled.post.level")
    job_class = serializers.IntegerField(source="filled.post.job_class", allow_null=True)
    headcount = serializers.IntegerField(source="filled.post.headcount")
    is_head = serializers.BooleanField(source="filled.post.is_head")
    people = serializers.IntegerField(source="filled.people")
    vacant = serializers.IntegerField(source="filled.vacant")


class PositionsOut(serializers.Serializer[Any]):
    """The posts of a unit and all under it, with their sums."""

    headcount = serializers.IntegerField()
    people = serializers.IntegerField()
    vacant = serializers.IntegerField()
    positions = PositionOut(many=True, source="rows")


class PositionMade(serializers.Serializer[Any]):
    """The lasting identity of a post."""

    position_id = serializers.UUIDField()


class Positions(ApiView):
    """Posts and how they are filled."""

    @extend_schema(operation_id="positions", parameters=[PositionsIn], responses=PositionsOut)
    def get(self, request: Request) -> Response:
        """On a day."""
        asked = PositionsIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        found = queries.vacancies(
            request.user,
            wish.get("day") or timezone.localdate(),
            unit_id=wish.get("unit"),
            only_vacant=wish["only_vacant"],
        )
        return Response(PositionsOut(found).data)

    @extend_schema(operation_id="establish_position", request=PositionIn, responses={201: PositionMade})
    def post(self, request: Request) -> Response:
        """A new post."""
        actor = cast(User, request.user)
        check_within(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
        made = services.establish_position(**_asked(request), actor=actor)
        return Response({"position_id": made}, status=status.HTTP_201_CREATED)


class OnePosition(ApiView):
    """Changing a post from a day on."""

    permission_classes = (may_within(Action.MANAGE_ORGANISATION),)

    @extend_schema(operation_id="change_position", request=PositionIn, responses=PositionMade)
    def post(self, request: Request, position_id: UUID) -> Response:
        """The same again changes nothing."""
        services.change_position(position_id=position_id, **_asked(request), actor=cast(User, request.user))
        return Response({"position_id": position_id})


class PositionsImportIn(serializers.Serializer[Any]):
    """A sheet of posts, from when it counts, and whether it is only to be checked."""

    file = serializers.FileField()
    starts_on = serializers.DateField()
    decree = serializers.CharField(max_length=200)
    check_only = serializers.BooleanField(default=False)


class PositionsImportOut(serializers.Serializer[Any]):
    """How many rows were taken, or would be, and what they change."""

    rows = serializers.IntegerField()
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()


class PositionsImport(ApiView):
    """Posts from a sheet."""

    permission_classes = (may_within(Action.MANAGE_ORGANISATION),)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="import_positions",
        request={"multipart/form-data": PositionsImportIn},
        responses=PositionsImportOut,
    )
    def post(self, request: Request) -> Response:
        """As a whole or not at all: `errors` of the refusal has row, column, reason and repair of every bad cell."""
        asked = PositionsImportIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        made = services.import_positions(
            table=reader.read(wish["file"].read(), name=wish["file"].name),
            starts_on=wish["starts_on"],
            decree=wish["decree"],
            actor=cast(User, request.user),
            dry_run=wish["check_only"],
        )
        counts = {"new": len(made.plan.new), "changed": len(made.plan.changed), "same": made.plan.same}
        return Response(PositionsImportOut({"rows": made.rows, **counts}).data)


def _asked(request: Request) -> dict[str, Any]:
    asked = PositionIn(data=request.data)
    asked.is_valid(raise_exception=True)
    wish = dict(asked.validated_data)
    starts_on, decree = wish.pop("starts_on"), wish.pop("decree")
    return {"wish": Wish(**wish), "starts_on": starts_on, "decree": decree}
