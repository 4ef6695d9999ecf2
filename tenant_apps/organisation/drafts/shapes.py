"""What programs send to drafts and are told of them."""

from typing import Any, get_args
from uuid import UUID

from rest_framework import serializers

from tenant_apps.organisation.api import UnitOut
from tenant_apps.organisation.models import StructureDraft
from tenant_apps.organisation.rules.lineage import EventKind

STEP_KINDS = ("add", "rename", "move", "merge", "split", "close", "hand_over")


class StructureDraftIn(serializers.Serializer[Any]):
    """A new draft on the structure of a day."""

    title = serializers.CharField(max_length=120)
    effective_from = serializers.DateField()
    agency_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="Nothing outside this unit and what stands below it is changed. The administrator of one agency "
        "may leave it out: it is that agency.",
    )


class StructureDraftOut(serializers.ModelSerializer[StructureDraft]):
    """A draft; an edit names the `revision` it was made on."""

    class Meta:
        model = StructureDraft
        fields = (
            *("id", "title", "effective_from", "agency_id", "revision", "state", "decree"),
            *("opened_by_name", "changed_by_name"),
        )


class RevisionIn(serializers.Serializer[Any]):
    """The revision the caller has seen."""

    revision = serializers.IntegerField(min_value=0)


class DraftUndoIn(RevisionIn):
    """The last step, or the one named."""

    change_id = serializers.UUIDField(required=False, allow_null=True)


class DraftRebaseIn(RevisionIn):
    """The structure of the draft's day as it is now, or of another day."""

    effective_from = serializers.DateField(required=False)


class NewUnitIn(serializers.Serializer[Any]):
    """A new unit of a draft."""

    code = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=200)
    unit_type = serializers.CharField(max_length=30)
    abbreviation = serializers.CharField(max_length=40, required=False, allow_blank=True)
    echelon = serializers.CharField(max_length=10, required=False, allow_blank=True)


class AddStep(NewUnitIn):
    """`add`."""

    parent_id = serializers.UUIDField()


class RenameStep(serializers.Serializer[Any]):
    """`rename`."""

    unit_id = serializers.UUIDField()
    name = serializers.CharField(max_length=200)
    abbreviation = serializers.CharField(max_length=40, required=False, allow_blank=True)


class MoveStep(serializers.Serializer[Any]):
    """`move`."""

    unit_id = serializers.UUIDField()
    parent_id = serializers.UUIDField()


class MergeStep(serializers.Serializer[Any]):
    """`merge`."""

    unit_ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=100)
    into = serializers.UUIDField()


class SplitStep(serializers.Serializer[Any]):
    """`split`; `taken` names the units that go along with the number of their part, counted from 0."""

    unit_id = serializers.UUIDField()
    parts = serializers.ListField(child=NewUnitIn(), min_length=1, max_length=20)
    taken = serializers.DictField(child=serializers.IntegerField(min_value=0), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Keys of units, numbers of parts that are there."""
        try:
            taken = {UUID(key): number for key, number in attrs.get("taken", {}).items()}
        except ValueError as error:
            raise serializers.ValidationError({"taken": str(error)}) from error
        if any(number >= len(attrs["parts"]) for number in taken.values()):
            raise serializers.ValidationError({"taken": "part"})
        return {**attrs, "taken": taken}


class CloseStep(serializers.Serializer[Any]):
    """`close`."""

    unit_id = serializers.UUIDField()
    people_to = serializers.UUIDField(
        required=False, allow_null=True, help_text="Where its people go; needed where people sit in it"
    )
    units_to = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="Where the units directly below it go; needed where any are",
    )


class HandOverStep(serializers.Serializer[Any]):
    """`hand_over`."""

    unit_id = serializers.UUIDField()
    people_to = serializers.UUIDField()


class StructureStepIn(RevisionIn):
    """A step: its `kind`, and in `values` what that kind asks for."""

    kind = serializers.ChoiceField(choices=STEP_KINDS)
    values = serializers.DictField()


class StructureStepOut(serializers.Serializer[Any]):
    """A step in words; `refusal` says why the present structure does not allow it."""

    id = serializers.UUIDField(source="row.id")
    kind = serializers.CharField(source="row.kind")
    text = serializers.CharField()
    refusal = serializers.CharField()
    is_undone = serializers.BooleanField(source="row.is_undone")
    made_by_name = serializers.CharField(source="row.made_by_name")
    made_at = serializers.DateTimeField(source="row.made_at")


class StructureDraftPageOut(serializers.Serializer[Any]):
    """A draft with its steps, the chart they make, and the units that end with where their people go."""

    draft = StructureDraftOut()
    base_changed = serializers.BooleanField()
    steps = StructureStepOut(many=True, source="told")
    units = UnitOut(many=True)
    added = serializers.ListField(child=serializers.UUIDField())
    renamed = serializers.ListField(child=serializers.UUIDField())
    moved = serializers.ListField(child=serializers.UUIDField())
    ended = serializers.DictField(child=serializers.UUIDField(allow_null=True))


class UnitLineageOut(serializers.Serializer[Any]):
    """What became of a unit, or what it came from."""

    kind = serializers.CharField()
    unit_id = serializers.UUIDField()
    successor_id = serializers.UUIDField(allow_null=True)
    effective_from = serializers.DateField()
    decree = serializers.CharField()


class UnitFacetOut(serializers.Serializer[Any]):
    """What the unit was; `parent_name` is what the one above it was called then."""

    name = serializers.CharField()
    abbreviation = serializers.CharField()
    parent_id = serializers.UUIDField(allow_null=True)
    parent_name = serializers.CharField()
    code = serializers.CharField()
    unit_type = serializers.CharField()
    echelon = serializers.CharField()


class OtherUnitOut(serializers.Serializer[Any]):
    """A unit this one came from, or went to."""

    unit_id = serializers.UUIDField()
    name = serializers.CharField()


class UnitEventOut(serializers.Serializer[Any]):
    """One change of the unit; `before` is null where it did not stand, `after` where it does no longer."""

    day = serializers.DateField(source="event.day")
    kind = serializers.ChoiceField(choices=get_args(EventKind), source="event.kind")
    decree = serializers.CharField()
    published_by_name = serializers.CharField(source="published_by")
    before = UnitFacetOut(source="event.before", allow_null=True)
    after = UnitFacetOut(source="event.after", allow_null=True)
    units = OtherUnitOut(many=True)


class UnitLineages(serializers.Serializer[Any]):
    """All of it, the oldest first; `history` has every change, `lineage` successions alone as they were decided."""

    name = serializers.CharField()
    stands = serializers.BooleanField(help_text="Whether the unit is in today's structure.")
    history = UnitEventOut(many=True)
    lineage = UnitLineageOut(many=True)


class StructureDraftsOut(serializers.Serializer[Any]):
    """All drafts, the newest first."""

    drafts = StructureDraftOut(many=True)
