"""Backups over the API: what there is, and what is asked of the owner's worker."""

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
from tenants.backups import queries, services
from tenants.partnerships.operators import operator_of

_ACTS = {
    "make": "backup_make",
    "drill": "backup_drill",
    "restore": "backup_restore",
    "swap": "backup_swap",
    "drop": "backup_drop",
}
_OF_ONE = frozenset({"restore", "swap", "drop"})


class BackupOut(serializers.Serializer[Any]):
    """One encrypted archive; `verified_at` tells when it was last restored beside the region and held."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    state = serializers.CharField()
    is_nightly = serializers.BooleanField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    recipients = serializers.IntegerField()
    tables = serializers.IntegerField()
    rows = serializers.IntegerField()
    files = serializers.IntegerField()
    verified_at = serializers.DateTimeField(allow_null=True)


class CopyOut(serializers.Serializer[Any]):
    """A backup brought to life beside its region, with what was checked."""

    id = serializers.UUIDField()
    backup_id = serializers.UUIDField()
    state = serializers.CharField()
    is_drill = serializers.BooleanField()
    started_at = serializers.DateTimeField()
    holds = serializers.BooleanField()
    checks = serializers.JSONField()


class BackupsOut(serializers.Serializer[Any]):
    """Everything about one region's backups; `under_way` is what the worker does now."""

    backups = BackupOut(many=True)
    copies = CopyOut(many=True)
    reports = CopyOut(many=True)
    under_way = serializers.SerializerMethodField()

    def get_under_way(self, page: queries.Page) -> str | None:
        """The kind of the task, or null."""
        return page.job.kind if page.is_busy and page.job else None


class ActIn(serializers.Serializer[Any]):
    """What is asked for; `subject` is the backup to restore, or the copy to swap in or drop."""

    act = serializers.ChoiceField(choices=list(_ACTS))
    subject = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An act on one backup or copy must name it."""
        if attrs["act"] in _OF_ONE and "subject" not in attrs:
            raise serializers.ValidationError({"subject": self.fields["subject"].error_messages["required"]})
        return attrs


class BackupsView(ApiView):
    """The backups of one region."""

    permission_classes = (may(Action.PROVISION),)

    @extend_schema(responses={200: BackupsOut}, operation_id="region_backups")
    def get(self, request: Request, region_id: UUID) -> Response:
        """Dates, sizes and checks; never what is inside."""
        return Response(BackupsOut(queries.page(operator_of(request), region_id, timezone.localdate())).data)

    @extend_schema(request=ActIn, responses={202: BackupsOut}, operation_id="backup_act")
    def post(self, request: Request, region_id: UUID) -> Response:
        """Ask for a backup, a drill, a restore, a swap or a drop; one at a time for each region."""
        asked = ActIn(data=request.data)
        asked.is_valid(raise_exception=True)
        act, operator, day = asked.validated_data["act"], operator_of(request), timezone.localdate()
        subject = asked.validated_data["subject"] if act in _OF_ONE else None
        services.ask(kind=_ACTS[act], region_id=region_id, actor=operator, day=day, subject=subject)
        found = BackupsOut(queries.page(operator, region_id, day)).data
        return Response(found, status=status.HTTP_202_ACCEPTED)
