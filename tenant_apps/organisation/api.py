"""The structure for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.programs.api import ApiView
from tenant_apps.organisation import queries


class DayIn(serializers.Serializer[Any]):
    """The day a question is about."""

    day = serializers.DateField(required=False)


class UnitOut(serializers.Serializer[Any]):
    """A unit as it stands on the day; `unit_id` is the same in all versions."""

    unit_id = serializers.UUIDField()
    parent_id = serializers.UUIDField(allow_null=True)
    code = serializers.CharField()
    name = serializers.CharField()
    abbreviation = serializers.CharField()
    unit_type = serializers.CharField()
    echelon = serializers.CharField()
    depth = serializers.IntegerField()


class UnitsOut(serializers.Serializer[Any]):
    """The structure of a day, parents before their children."""

    day = serializers.DateField()
    units = UnitOut(many=True)


class Units(ApiView):
    """The structure in force on a day."""

    @extend_schema(
        operation_id="units",
        parameters=[DayIn],
        responses=UnitsOut,
    )
    def get(self, request: Request) -> Response:
        """All units of the day."""
        asked = DayIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        day = asked.validated_data.get("day", timezone.localdate())
        chart = queries.structure_on(request.user, day)
        units = [{**vars(node), "depth": depth} for depth, node in chart.walk()]
        return Response(UnitsOut({"day": day, "units": units}).data)
