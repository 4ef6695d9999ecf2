"""Publishing a structure draft, for programs: the people of its units move with it."""

from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import User
from shared_apps.programs.api import ApiView
from tenant_apps.organisation.drafts.api import STEPS, DraftSteps
from tenant_apps.organisation.drafts.shapes import CloseStep, RevisionIn, StructureDraftOut
from tenant_apps.people import services


class DraftPublishIn(RevisionIn):
    """By which legal basis."""

    decree = serializers.CharField(max_length=200)


class StructureDraftSteps(DraftSteps):
    """Steps of a draft, those too for which it counts who sits where."""

    steps: ClassVar = {**STEPS, "close": (CloseStep, services.close_unit)}


class StructureDraftPublication(ApiView):
    """A draft becomes the structure from its day on."""

    @extend_schema(operation_id="structure_draft_publish", request=DraftPublishIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """Published once; a second call finds it done."""
        asked = DraftPublishIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = dict(asked.validated_data)
        draft = services.publish_draft(draft_id=draft_id, actor=cast(User, request.user), **wish)
        return Response(StructureDraftOut(draft).data)
