"""A structure sheet beside the people who sit in its units, for programs."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from shared_apps.sheets import reader
from tenant_apps.people import services


class StructureImportIn(serializers.Serializer[Any]):
    """A whole structure as a tidy sheet (kode, nama, jenis, kode_induk), or only a look at what it would change."""

    file = serializers.FileField()
    effective_from = serializers.DateField()
    decree = serializers.CharField(max_length=200)
    check_only = serializers.BooleanField(default=False)


class StructureImportOut(serializers.Serializer[Any]):
    """How many units it has and how many differ; with `check_only` nothing was changed."""

    effective_from = serializers.DateField()
    check_only = serializers.BooleanField(source="dry_run")
    units = serializers.IntegerField()
    added = serializers.SerializerMethodField()
    moved = serializers.SerializerMethodField()
    renamed = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    removed = serializers.SerializerMethodField()

    def get_added(self, made: Any) -> int:
        """New units."""
        return len(made.difference.added)

    def get_moved(self, made: Any) -> int:
        """Units with another parent."""
        return len(made.difference.moved)

    def get_renamed(self, made: Any) -> int:
        """Units with another name."""
        return len(made.difference.renamed)

    def get_changed(self, made: Any) -> int:
        """Units of which something else differs."""
        return len(made.difference.changed)

    def get_removed(self, made: Any) -> int:
        """Units that end."""
        return len(made.difference.removed)


class StructureImports(ApiView):
    """Import the structure."""

    permission_classes = (may(Action.MANAGE_ORGANISATION),)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="import_structure",
        request={"multipart/form-data": StructureImportIn},
        responses=StructureImportOut,
    )
    def post(self, request: Request) -> Response:
        """All of it or nothing; a refusal has every error by row and column in `details.errors`."""
        asked = StructureImportIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        made = services.import_structure(
            table=reader.read(wish["file"].read(), name=wish["file"].name),
            effective_from=wish["effective_from"],
            decree=wish["decree"],
            actor=cast(User, request.user),
            dry_run=wish["check_only"],
        )
        return Response(StructureImportOut(made).data)
