"""Drafts for programs; publishing them is an address of people, who move with their units."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import User
from shared_apps.programs.api import ApiView
from tenant_apps.organisation.drafts import queries, services
from tenant_apps.organisation.drafts.shapes import (
    AddStep,
    DraftRebaseIn,
    DraftUndoIn,
    HandOverStep,
    MergeStep,
    MoveStep,
    RenameStep,
    RevisionIn,
    SplitStep,
    StructureDraftIn,
    StructureDraftOut,
    StructureDraftPageOut,
    StructureDraftsOut,
    StructureStepIn,
    UnitLineages,
)
from tenant_apps.organisation.lineage.queries import history_of

STEPS: dict[str, tuple[type[serializers.Serializer[Any]], Any]] = {
    "add": (AddStep, services.add_unit),
    "rename": (RenameStep, services.rename_unit),
    "move": (MoveStep, services.move_unit),
    "merge": (MergeStep, services.merge_units),
    "split": (SplitStep, services.split_unit),
    "hand_over": (HandOverStep, services.hand_over_people),
}


def _valid(kind: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    asked = kind(data=data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class Drafts(ApiView):
    """The list, and a new draft."""

    @extend_schema(operation_id="structure_drafts", responses=StructureDraftsOut)
    def get(self, request: Request) -> Response:
        """All drafts."""
        return Response(StructureDraftsOut({"drafts": queries.drafts(request.user)}).data)

    @extend_schema(operation_id="structure_draft_open", request=StructureDraftIn, responses={201: StructureDraftOut})
    def post(self, request: Request) -> Response:
        """A new draft."""
        draft = services.open_draft(**_valid(StructureDraftIn, request.data), actor=cast(User, request.user))
        return Response(StructureDraftOut(draft).data, status=201)


class Draft(ApiView):
    """One draft."""

    @extend_schema(operation_id="structure_draft", responses=StructureDraftPageOut)
    def get(self, request: Request, draft_id: UUID) -> Response:
        """Its steps, its chart and its difference."""
        page = queries.draft_page(request.user, draft_id)
        found = {
            "draft": page.draft,
            "base_changed": page.base_changed,
            "told": page.told,
            "units": [{**vars(node), "depth": depth} for depth, node in page.made.chart.walk()],
            "added": [node.unit_id for node in page.difference.added],
            "renamed": [node.unit_id for node in page.difference.renamed],
            "moved": [node.unit_id for node in page.difference.moved],
            "ended": {str(unit_id): to for unit_id, to in page.destinations.items()},
        }
        return Response(StructureDraftPageOut(found).data)


class DraftSteps(ApiView):
    """Steps of a draft; closing a unit is added by the room of people, who sit in it."""

    steps: ClassVar[Mapping[str, tuple[type[serializers.Serializer[Any]], Any]]] = STEPS

    @extend_schema(operation_id="structure_draft_step", request=StructureStepIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """One more step."""
        asked = _valid(StructureStepIn, request.data)
        shape, service = self.steps[asked["kind"]]
        values = _valid(shape, asked["values"])
        draft = service(draft_id=draft_id, revision=asked["revision"], actor=cast(User, request.user), **values)
        return Response(StructureDraftOut(draft).data)


class DraftUndo(ApiView):
    """Taking back."""

    @extend_schema(operation_id="structure_draft_undo", request=DraftUndoIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """The last step, or the one named."""
        draft = services.undo(draft_id=draft_id, actor=cast(User, request.user), **_valid(DraftUndoIn, request.data))
        return Response(StructureDraftOut(draft).data)


class DraftRedo(ApiView):
    """Doing again."""

    @extend_schema(operation_id="structure_draft_redo", request=RevisionIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """The step taken back last."""
        draft = services.redo(draft_id=draft_id, actor=cast(User, request.user), **_valid(RevisionIn, request.data))
        return Response(StructureDraftOut(draft).data)


class DraftRebase(ApiView):
    """Setting on another structure."""

    @extend_schema(operation_id="structure_draft_rebase", request=DraftRebaseIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """The structure of its day as it is now, or of another day."""
        draft = services.rebase_draft(
            draft_id=draft_id, actor=cast(User, request.user), **_valid(DraftRebaseIn, request.data)
        )
        return Response(StructureDraftOut(draft).data)


class DraftDiscard(ApiView):
    """Throwing away."""

    @extend_schema(operation_id="structure_draft_discard", request=RevisionIn, responses=StructureDraftOut)
    def post(self, request: Request, draft_id: UUID) -> Response:
        """The draft stays in the list; nothing of it counts."""
        draft = services.discard_draft(
            draft_id=draft_id, actor=cast(User, request.user), **_valid(RevisionIn, request.data)
        )
        return Response(StructureDraftOut(draft).data)


class UnitLineage(ApiView):
    """What became of a unit, and what it came from."""

    @extend_schema(operation_id="unit_lineage", responses=UnitLineages)
    def get(self, request: Request, unit_id: UUID) -> Response:
        """Every change with its decree; mergers, splits and closings once more by themselves."""
        found = history_of(request.user, unit_id, timezone.localdate())
        told = {"name": found.name, "stands": found.stands, "history": found.events}
        return Response(UnitLineages({**told, "lineage": queries.successions_of(request.user, unit_id)}).data)
