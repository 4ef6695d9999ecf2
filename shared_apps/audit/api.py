"""The auditor's lists over the API: what the pages show, page by page."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from shared_apps.accounts.api import may
from shared_apps.accounts.rules import Action
from shared_apps.audit import queries
from shared_apps.audit.forms import METHODS, FilterForm
from shared_apps.audit.models import Change, Entry

_FILTERS = [
    OpenApiParameter("dari", str, description="First day, YYYY-MM-DD; without it the last thirty days"),
    OpenApiParameter("sampai", str, description="Last day, YYYY-MM-DD; without it today"),
    OpenApiParameter("pelaku", str, description="Part of the actor's name"),
    OpenApiParameter("data", str, description="A table, e.g. people_employee"),
    OpenApiParameter("metode", str, enum=list(METHODS)),
]


class EntryOut(serializers.ModelSerializer[Entry]):
    """A request that changed something or tried to."""

    class Meta:
        model = Entry
        fields = (
            "id",
            "at",
            "actor_id",
            "actor_name",
            "method",
            "path",
            "route",
            "status",
            "address",
            "request_id",
            "reason",
        )


class ChangeOut(serializers.ModelSerializer[Change]):
    """A row before and after."""

    class Meta:
        model = Change
        fields = (
            "id",
            "at",
            "table_name",
            "row_id",
            "operation",
            "before",
            "after",
            "actor_id",
            "actor_name",
            "request_id",
            "login",
        )


class NewestFirst(CursorPagination):
    """Pages that stay stable while rows come."""

    ordering = ("-at", "-id")
    page_size = 100


class Entries(ListAPIView[Entry]):
    """Requests, newest first."""

    permission_classes = (may(Action.SEE_AUDIT),)
    pagination_class = NewestFirst
    serializer_class = EntryOut

    def get_queryset(self) -> Any:
        """Those of the days and people asked for."""
        today = timezone.localdate()
        return queries.all_requests(self.request.user, FilterForm(self.request.query_params).filters(today), today)

    @extend_schema(operation_id="audit_requests", parameters=_FILTERS)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """One page of requests."""
        return super().get(request, *args, **kwargs)


class Changes(ListAPIView[Change]):
    """Changed rows, newest first."""

    permission_classes = (may(Action.SEE_AUDIT),)
    pagination_class = NewestFirst
    serializer_class = ChangeOut

    def get_queryset(self) -> Any:
        """Those of the days, people and tables asked for."""
        today = timezone.localdate()
        return queries.all_changes(self.request.user, FilterForm(self.request.query_params).filters(today), today)

    def paginate_queryset(self, queryset: Any) -> Any:
        """One page, without the values that need a permission of their own."""
        found = super().paginate_queryset(queryset)
        return queries.veiled(self.request.user, found, timezone.localdate()) if found else found

    @extend_schema(operation_id="audit_changes", parameters=_FILTERS)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """One page of changed rows."""
        return super().get(request, *args, **kwargs)
