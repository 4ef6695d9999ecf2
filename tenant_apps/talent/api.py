"""The nine boxes for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.programs.api import ApiView
from tenant_apps.scoring.api import PERIOD, chosen_period, chosen_unit
from tenant_apps.talent import queries


class BoxOut(serializers.Serializer[Any]):
    """One box with its people and what follows from standing in it."""

    number = serializers.IntegerField()
    performance = serializers.CharField()
    potential = serializers.CharField()
    count = serializers.IntegerField()
    recommendations = serializers.ListField(child=serializers.CharField())


class GridOut(serializers.Serializer[Any]):
    """The boxes in the order they are drawn, and who stands in none."""

    period = serializers.CharField(source="period.code")
    people = serializers.IntegerField()
    without_box = serializers.IntegerField()
    boxes = BoxOut(many=True)


class SubtreeBoxes(ApiView):
    """How many stand where, as far down as the viewer leads."""

    @extend_schema(
        operation_id="subtree_boxes",
        parameters=[PERIOD, OpenApiParameter("unit", UUID, description="A unit with all under it")],
        responses=GridOut,
    )
    def get(self, request: Request) -> Response:
        """The grid of the period and unit asked for."""
        found = queries.grid_counts(request.user, chosen_period(request), chosen_unit(request), timezone.localdate())
        return Response(GridOut(found).data)
