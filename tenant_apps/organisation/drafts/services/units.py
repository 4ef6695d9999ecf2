"""The single steps of a draft as people ask for them: their words are checked, then each is one change."""

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.access import Actor
from shared_apps.errors import InvalidError
from shared_apps.ui.formats import whole
from tenant_apps.organisation.drafts import queries, words
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


@transaction.atomic
def close_unit(
    *,
    draft_id: uuid.UUID,
    revision: int,
    actor: Actor,
    unit_id: uuid.UUID,
    people_to: uuid.UUID | None = None,
    units_to: uuid.UUID | None = None,
) -> StructureDraft:
    """The unit ends; its people go to one unit, what hangs directly below it to another (its parent, say).

    Raises InvalidError `units_to_missing` where units hang below and nobody said where they go; nothing is changed
    then. Only the room of people knows who sits in it, so pages and programs call its `close_unit`.
    """
    change = Closing(unit_id, people_to, units_to)
    draft = change_draft(draft_id=draft_id, change=change, revision=revision, actor=actor)
    if units_to is None:
        _check_none_hang(draft, unit_id)
    return draft


def _check_none_hang(draft: StructureDraft, unit_id: uuid.UUID) -> None:
    page = queries.page_of(draft)
    before = page.made.before[page.steps[-1].key]
    hanging = before.children.get(unit_id, ())
    if not hanging:
        return
    told = {"number": whole(len(hanging)), "name": before.nodes[unit_id].name, "units": words.first_of(hanging)}
    text = ngettext(
        "%(number)s unit berada langsung di bawah %(name)s: %(units)s. Tentukan ke mana unit itu pindah. Tidak ada "
        "yang diubah.",
        "%(number)s unit berada langsung di bawah %(name)s: %(units)s. Tentukan ke mana unit itu pindah. Tidak ada "
        "yang diubah.",
        len(hanging),
    )
    raise InvalidError("units_to_missing", text % told, fields={"units_to": [_("Pilih ke mana unit itu pindah.")]})


def hand_over_people(
    *, draft_id: uuid.UUID, revision: int, actor: Actor, unit_id: uuid.UUID, people_to: uuid.UUID
) -> StructureDraft:
    """Where the people of a unit go that the draft has ended, say because a file no longer had it."""
    return change_draft(draft_id=draft_id, change=Handover(unit_id, people_to), revision=revision, actor=actor)
