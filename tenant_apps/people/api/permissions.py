"""Who may do what, for programs."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.people.queries import permissions as queries


class PermissionDayIn(serializers.Serializer[Any]):
    """The day a question is about; today without it."""

    day = serializers.DateField(required=False)


class RightOut(serializers.Serializer[Any]):
    """One thing that may or may not be done, with every reason in words."""

    key = serializers.CharField()
    name = serializers.CharField()
    allowed = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField())


class PermissionsOut(serializers.Serializer[Any]):
    """What one person is on a day by place and by appointment, and what follows."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    day = serializers.DateField()
    has_account = serializers.BooleanField()
    is_closed = serializers.BooleanField()
    roles = serializers.ListField(child=serializers.CharField())
    rights = RightOut(many=True)


class CellOut(serializers.Serializer[Any]):
    """A role, and how far it allows the action: in the whole region, in its agency alone, or not at all; by place of
    oneself, of the headed unit with all below, or of those one leads or rates. `why` is the reason, "" where not.
    """

    role = serializers.CharField()
    by_place = serializers.BooleanField()
    extent = serializers.ChoiceField(choices=["all", "agency", "own", "unit", "answered", ""])
    why = serializers.CharField()


class MatrixRowOut(serializers.Serializer[Any]):
    """One action by every role."""

    key = serializers.CharField()
    name = serializers.CharField()
    roles = CellOut(many=True)


class OwnPermissions(ApiView):
    """What the caller may do."""

    @extend_schema(operation_id="own_permissions", parameters=[PermissionDayIn], responses=PermissionsOut)
    def get(self, request: Request) -> Response:
        """On a day, and why."""
        return Response(PermissionsOut(queries.own_permissions(cast(User, request.user), _day(request))).data)


class PermissionsOf(ApiView):
    """What somebody may do."""

    permission_classes = (may(Action.SEE_PERMISSIONS),)

    @extend_schema(operation_id="permissions_of", parameters=[PermissionDayIn], responses=PermissionsOut)
    def get(self, request: Request, subject_id: UUID) -> Response:
        """On a day, and why; by the id of an account or of an employee."""
        today = timezone.localdate()
        return Response(PermissionsOut(queries.permissions_of(request.user, subject_id, _day(request), today)).data)


class PermissionMatrix(ApiView):
    """The table of roles."""

    permission_classes = (may(Action.SEE_PERMISSIONS),)

    @extend_schema(operation_id="permission_matrix", responses=MatrixRowOut(many=True))
    def get(self, request: Request) -> Response:
        """Every action by every role of a region."""
        found = queries.permission_matrix(request.user, timezone.localdate())
        rows = [
            {"key": line.key, "name": line.name, "roles": [_cell(each) for each in line.cells]} for line in found.rows
        ]
        return Response(MatrixRowOut(rows, many=True).data)


def _cell(cell: queries.Cell) -> dict[str, Any]:
    column, why = cell.column, cell.column.why if cell.extent else ""
    return {"role": column.name, "by_place": column.by_place, "extent": cell.extent, "why": why}


def _day(request: Request) -> Any:
    asked = PermissionDayIn(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return asked.validated_data.get("day", timezone.localdate())
