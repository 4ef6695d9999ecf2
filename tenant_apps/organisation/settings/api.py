"""What a region sets, for programs."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import User
from shared_apps.documents.rules import LARGEST_FILE
from shared_apps.programs.api import ApiView
from tenant_apps.organisation.services.appearance import change_appearance
from tenant_apps.organisation.settings import queries, services
from tenant_apps.organisation.settings.shapes import (
    DayOffIn,
    DayOffOut,
    RegionAppearanceIn,
    RegionCrestIn,
    RegionRevisionIn,
    RegionSettingsIn,
    RegionSettingsOut,
    WorkCalendarOut,
    WorkingTermIn,
    WorkingTermOut,
    YearIn,
)


def _valid(kind: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    asked = kind(data=data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class RegionSettings(ApiView):
    """Zone, language, length of periods, with the names and the crest."""

    @extend_schema(operation_id="region_settings", responses=RegionSettingsOut)
    def get(self, request: Request) -> Response:
        """What is set."""
        return Response(RegionSettingsOut(queries.settings(request.user).government).data)

    @extend_schema(operation_id="region_settings_change", request=RegionSettingsIn, responses=RegionSettingsOut)
    def post(self, request: Request) -> Response:
        """Set zone, language and length of periods."""
        changed = services.change_settings(**_valid(RegionSettingsIn, request.data), actor=cast(User, request.user))
        return Response(RegionSettingsOut(changed).data)


class RegionAppearance(ApiView):
    """Names, initials and colour."""

    @extend_schema(operation_id="region_appearance_change", request=RegionAppearanceIn, responses=RegionSettingsOut)
    def post(self, request: Request) -> Response:
        """Set them."""
        changed = change_appearance(**_valid(RegionAppearanceIn, request.data), actor=cast(User, request.user))
        return Response(RegionSettingsOut(changed).data)


class RegionCrest(ApiView):
    """The crest."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="region_crest_change", request=RegionCrestIn, responses=RegionSettingsOut)
    def post(self, request: Request) -> Response:
        """Show another picture."""
        asked = _valid(RegionCrestIn, request.data)
        content = asked["file"].read(LARGEST_FILE + 1)
        changed = services.change_crest(content=content, revision=asked["revision"], actor=cast(User, request.user))
        return Response(RegionSettingsOut(changed).data)


class RegionCrestRemoval(ApiView):
    """No crest."""

    @extend_schema(operation_id="region_crest_remove", request=RegionRevisionIn, responses=RegionSettingsOut)
    def post(self, request: Request) -> Response:
        """Show the initials again."""
        changed = services.remove_crest(**_valid(RegionRevisionIn, request.data), actor=cast(User, request.user))
        return Response(RegionSettingsOut(changed).data)


class WorkCalendar(ApiView):
    """A year, and the region's own days off."""

    @extend_schema(operation_id="work_calendar", parameters=[YearIn], responses=WorkCalendarOut)
    def get(self, request: Request) -> Response:
        """The closed days of a year."""
        year = _valid(YearIn, request.query_params).get("year", timezone.localdate().year)
        return Response(WorkCalendarOut(queries.year_of(request.user, year)).data)

    @extend_schema(operation_id="day_off_add", request=DayOffIn, responses={201: DayOffOut})
    def post(self, request: Request) -> Response:
        """Close the offices on a day."""
        added = services.add_day_off(**_valid(DayOffIn, request.data), actor=cast(User, request.user))
        return Response(DayOffOut(added).data, status=201)


class DayOffRemoval(ApiView):
    """A day of the region's own."""

    @extend_schema(operation_id="day_off_remove", request=None, responses={204: None})
    def post(self, request: Request, day_off_id: UUID) -> Response:
        """Work on it again."""
        services.remove_day_off(day_off_id=day_off_id, actor=cast(User, request.user))
        return Response(status=204)


class WorkingTerm(ApiView):
    """Terms counted in working days."""

    @extend_schema(operation_id="working_term", parameters=[WorkingTermIn], responses=WorkingTermOut)
    def get(self, request: Request) -> Response:
        """The last day of a term."""
        asked = _valid(WorkingTermIn, request.query_params)
        due = queries.term(request.user, asked["since"], asked["working_days"])
        return Response(WorkingTermOut(due).data)
