"""The log of who looked at whose data, for programs of who watches over it."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.privacy.forms import AccessLogForm
from tenant_apps.privacy.queries import access_log as queries
from tenant_apps.privacy.queries.looks import oldest_day
from tenant_apps.privacy.rules.looking import Kind

_DAY = "YYYY-MM-DD"


class AccessedPersonOut(serializers.Serializer[Any]):
    """Pages of one kind about one person that somebody opened on a day."""

    day = serializers.DateField()
    viewer = serializers.CharField(source="viewer_name")
    employee_id = serializers.UUIDField()
    name = serializers.CharField(source="employee.full_name")
    number = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    times = serializers.IntegerField()
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class AccessedListOut(serializers.Serializer[Any]):
    """Lists or exports of one kind that somebody opened on a day, and whom they could show."""

    day = serializers.DateField()
    viewer = serializers.CharField(source="viewer_name")
    kind = serializers.CharField()
    everybody = serializers.BooleanField()
    units = serializers.ListField(child=serializers.UUIDField())
    times = serializers.IntegerField()
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class AccessLogOut(serializers.Serializer[Any]):
    """A page of each; `next` and `lists_next` are the numbers of the pages after, or null."""

    since = serializers.DateField()
    until = serializers.DateField()
    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    looks = AccessedPersonOut(many=True)
    lists_count = serializers.IntegerField()
    lists_next = serializers.IntegerField(allow_null=True)
    lists = AccessedListOut(many=True)


class AccessLog(ApiView):
    """Who looked at whose data; reading it is written down too."""

    permission_classes = (may(Action.SEE_ACCESS_LOG),)

    @extend_schema(
        operation_id="access_log",
        parameters=[
            OpenApiParameter("dari", str, description=f"First day, {_DAY}; without it thirty days before the last"),
            OpenApiParameter("sampai", str, description=f"Last day, {_DAY}; without it today"),
            OpenApiParameter("orang", str, description="Name or NIP of whom was looked at; narrows no lists"),
            OpenApiParameter("pegawai", str, description="The `employee_id` of one person; narrows the lists too"),
            OpenApiParameter("pelihat", str, description="Part of the name of who looked"),
            OpenApiParameter("apa", str, enum=[str(kind) for kind in Kind]),
            OpenApiParameter("page", int),
            OpenApiParameter("daftar", int, description="Page of the lists"),
        ],
        responses=AccessLogOut,
    )
    def get(self, request: Request) -> Response:
        """The days asked for, the newest first."""
        today, user = timezone.localdate(), cast(User, request.user)
        form = AccessLogForm(request.query_params)
        wish = form.wish(today, oldest_day(today))
        if wish.employee_id:
            queries.subject(user, wish.employee_id, today)
        looks = queries.pages(queries.person_looks(user, wish, today), form.number())
        lists = queries.pages(queries.list_looks(user, wish, today), form.number("daftar"))
        found = {
            "since": wish.since,
            "until": wish.until,
            "count": looks.paginator.count,
            "next": looks.next_page_number() if looks.has_next() else None,
            "looks": looks.object_list,
            "lists_count": lists.paginator.count,
            "lists_next": lists.next_page_number() if lists.has_next() else None,
            "lists": lists.object_list,
        }
        return Response(AccessLogOut(found).data)
