"""The single steps of a draft as people ask for them: their words are checked, then each is one change."""

import uuid
from collections.abc import Mapping, Sequence

from shared_apps.accounts.access import Actor
from tenant_apps.organisation.drafts.services.editing import change_draft
from tenant_apps.organisation.models import StructureDraft
from tenant_apps.organisation.rules.changes import Addition, Move, Renaming
from tenant_apps.organisation.rules.endings import Closing, Handover, Merge, Split
from tenant_apps.organisation.services import units


def add_unit(
    *,
    draft_id: uuid.UUID,
    revision: int,
    actor: Actor,
    parent_id: uuid.UUID,
    code: str,
    name: str,
    unit_type: str,
    abbreviation: str = "",
    echelon: str = "",
) -> StructureDraft:
    """A new unit in the draft."""
    node = units.new_node(
        parent_id=parent_id, code=code, name=name, unit_type=unit_type, abbreviation=abbreviation, echelon=echelon
    )
    return change_draft(draft_id=draft_id, change=Addition(node), revision=revision, actor=actor)


def rename_unit(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, unit_id: uuid.UUID, name: str, abbreviation: str = ""
) -> StructureDraft:
    """Another name in the draft."""
    texts = units.checked({"nama": name, "singkatan": abbreviation})
    change = Renaming(unit_id, texts["nama"], texts["singkatan"])
    return change_draft(draft_id=draft_id, change=change, revision=revision, actor=actor)


def move_unit(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, unit_id: uuid.UUID, parent_id: uuid.UUID
) -> StructureDraft:
    """Another parent in the draft, for the unit with all under it."""
    return change_draft(draft_id=draft_id, change=Move(unit_id, parent_id), revision=revision, actor=actor)


def merge_units(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, unit_ids: Sequence[uuid.UUID], into: uuid.UUID
) -> StructureDraft:
    """Units end in another one: what stands under them and their people go there."""
    change = Merge(tuple(dict.fromkeys(unit_ids)), into)
    return change_draft(draft_id=draft_id, change=change, revision=revision, actor=actor)


def split_unit(
    *,
    draft_id: uuid.UUID,
    revision: int,
    actor: Actor,
    unit_id: uuid.UUID,
    parts: Sequence[Mapping[str, str]],
    taken: Mapping[uuid.UUID, int] | None = None,
) -> StructureDraft:
    """New units beside a unit; each of `parts` has code, name, unit_type, and perhaps abbreviation and echelon.

    `taken` names the units under it that go along, with the number of their part, counted from 0.
    The people stay in the unit until the people sheet says otherwise.
    """
    nodes = [units.new_node(parent_id=None, **part) for part in parts]
    gone = {child: nodes[number].unit_id for child, number in (taken or {}).items()}
    change = Split(unit_id, tuple(nodes), gone)
    return change_draft(draft_id=draft_id, change=change, revision=revision, actor=actor)


def close_unit(
    *,
    draft_id: uuid.UUID,
    revision: int,
    actor: Actor,
    unit_id: uuid.UUID,
    people_to: uuid.UUID | None = None,
) -> StructureDraft:
    """A unit ends: what stands under it goes one level up, its people to another unit where one is named."""
    return change_draft(draft_id=draft_id, change=Closing(unit_id, people_to), revision=revision, actor=actor)


def hand_over_people(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, unit_id: uuid.UUID, people_to: uuid.UUID
) -> StructureDraft:
    """Where the people of a unit go that the draft has ended, say because a file no longer had it."""
    return change_draft(draft_id=draft_id, change=Handover(unit_id, people_to), revision=revision, actor=actor)
