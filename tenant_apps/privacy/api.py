"""The same for programs."""

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import User
from shared_apps.files import queries as files
from shared_apps.programs.api import ApiView
from tenant_apps.privacy.forms import LooksForm
from tenant_apps.privacy.queries import copies, looks
from tenant_apps.privacy.queries.register import register
from tenant_apps.privacy.services import copies as copying


class RegisterLineOut(serializers.Serializer[Any]):
    """Some fields of one table that are held for one reason."""

    model = serializers.CharField(source="entry.model")
    fields_held = serializers.ListField(child=serializers.CharField(), source="entry.fields")
    purpose = serializers.CharField()
    basis = serializers.CharField()
    retention = serializers.CharField()
    category = serializers.CharField(source="entry.category")


class PersonLookOut(serializers.Serializer[Any]):
    """Pages of one kind about me that somebody opened on a day."""

    day = serializers.DateField()
    viewer = serializers.CharField(source="viewer_name")
    kind = serializers.CharField()
    times = serializers.IntegerField()
    last_at = serializers.DateTimeField()


class OwnLooksOut(serializers.Serializer[Any]):
    """Who looked: at me, and at lists in whose scope I stood; at most fifty of each a page."""

    since = serializers.DateField()
    until = serializers.DateField()
    viewers = serializers.IntegerField()
    count = serializers.IntegerField(source="persons.paginator.count")
    looks = PersonLookOut(many=True, source="persons.object_list")
    lists_count = serializers.IntegerField(source="lists.paginator.count")
    lists = PersonLookOut(many=True, source="lists.object_list")


class PrivacyRegister(ApiView):
    """What is held of people, why and for how long."""

    @extend_schema(operation_id="privacy_register", responses=RegisterLineOut(many=True))
    def get(self, _request: Request) -> Response:
        """Every line."""
        lines = [line for section in register() for line in section.lines]
        return Response(RegisterLineOut(lines, many=True).data)


class OwnLooks(ApiView):
    """Who looked at the caller's own data."""

    @extend_schema(
        operation_id="own_looks",
        parameters=[
            OpenApiParameter("dari", str, description="First day, YYYY-MM-DD; without it ninety days before the last"),
            OpenApiParameter("sampai", str, description="Last day, YYYY-MM-DD; without it today"),
            OpenApiParameter("page", int),
            OpenApiParameter("daftar", int, description="Page of the lists"),
        ],
        responses=OwnLooksOut,
    )
    def get(self, request: Request) -> Response:
        """The days asked for."""
        today = timezone.localdate()
        form = LooksForm(request.query_params)
        since, until = form.days(today, looks.oldest_day(today))
        found = looks.own(
            cast(User, request.user),
            since=since,
            until=until,
            page=form.cleaned_data.get("page") or 1,
            lists_page=form.cleaned_data.get("daftar") or 1,
        )
        return Response(OwnLooksOut(found).data)


class OwnCopyOut(serializers.Serializer[Any]):
    """A copy of my data; `url` downloads it while it is `ready`."""

    id = serializers.UUIDField(source="copy.id")
    state = serializers.ChoiceField(choices=["making", "stopped", "ready", "gone"])
    asked_at = serializers.DateTimeField(source="copy.asked_at")
    expires_at = serializers.DateTimeField(source="copy.expires_at", allow_null=True)
    size = serializers.IntegerField(source="copy.size")
    sha256 = serializers.CharField(source="copy.sha256")
    url = serializers.SerializerMethodField()

    def get_url(self, each: Any) -> str | None:
        """Where the zip is."""
        return reverse("api_copy_file", args=[each.copy.id]) if each.state == "ready" else None


class OwnCopies(ApiView):
    """Copies of the caller's own data."""

    @extend_schema(operation_id="own_copies", responses=OwnCopyOut(many=True))
    def get(self, request: Request) -> Response:
        """Those that were asked for, the newest first."""
        found = copies.own(cast(User, request.user), timezone.now())
        return Response(OwnCopyOut(found, many=True).data)

    @extend_schema(operation_id="ask_own_copy", request=None, responses={202: OwnCopyOut})
    def post(self, request: Request) -> Response:
        """Have one made; while one is being made it is that one."""
        user = cast(User, request.user)
        made = copying.ask(actor=user, at=timezone.now())
        found = next(each for each in copies.own(user, timezone.now()) if each.copy.id == made.id)
        return Response(OwnCopyOut(found).data, status=status.HTTP_202_ACCEPTED)


class OwnCopyFile(ApiView):
    """The zip of one copy."""

    @extend_schema(operation_id="own_copy_file", responses={(200, "application/zip"): bytes})
    def get(self, request: Request, copy_id: UUID) -> FileResponse:
        """To its owner, until it runs out."""
        row = copies.file_of(cast(User, request.user), copy_id, timezone.now())
        return FileResponse(files.opened(row), as_attachment=True, filename=row.name, content_type="application/zip")
