"""Addresses of structure drafts: for who manages the organisation alone, until a draft is published.

The administrator of one agency opens and sees drafts of their own; the sample is the whole government's.
"""

from collections.abc import Mapping
from typing import Any

from tests.access.doors import ADMINISTRATOR, ADMINISTRATORS, SIGNED_IN, Address, opens
from tests.cast import TODAY
from tests.government import Government

_OPENS = {"title": "Penataan", "effective_from": TODAY.isoformat()}


def _draft(here: Government) -> dict[str, Any]:
    return {"draft_id": here.ids["structure_draft"]}


def _renaming(here: Government) -> dict[str, Any]:
    return {**_draft(here), "kind": "nama"}


def _unit(here: Government) -> dict[str, Any]:
    return {"unit": str(here.units["BKD-M"])}


def _sends(**fields: Any) -> Any:
    return lambda _here: {"revision": 1, **fields}


def _move(here: Government) -> dict[str, Any]:
    values = {"values.unit_id": str(here.units["BKD-M"]), "values.parent_id": str(here.units["SETDA"])}
    return {"revision": 1, "kind": "move", **values}


DRAFTS: Mapping[str, Address] = {
    "drafts": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=lambda _here: _OPENS),
    "draft": Address(get=opens(ADMINISTRATOR), at=_draft),
    "draft_review": Address(
        get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 302), at=_draft, body=_sends(decree="Perwal 9")
    ),
    "draft_change": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=_renaming,
        query=_unit,
        body=lambda here: {**_unit(here), "revision": 1, "name": "Bidang Lain", "abbreviation": ""},
    ),
    "draft_undo": Address(post=opens(ADMINISTRATOR, 302), at=_draft, body=_sends()),
    "draft_redo": Address(post=opens(ADMINISTRATOR, 302), at=_draft, body=_sends()),
    "draft_rebase": Address(post=opens(ADMINISTRATOR, 302), at=_draft, body=_sends(effective_from=TODAY.isoformat())),
    "draft_discard": Address(post=opens(ADMINISTRATOR, 302), at=_draft, body=_sends()),
    "api_structure_drafts": Address(
        get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 201), body=lambda _here: _OPENS
    ),
    "api_structure_draft": Address(get=opens(ADMINISTRATOR), at=_draft),
    "api_structure_draft_steps": Address(post=opens(ADMINISTRATOR), at=_draft, body=_move),
    "api_structure_draft_undo": Address(post=opens(ADMINISTRATOR), at=_draft, body=_sends()),
    "api_structure_draft_redo": Address(post=opens(ADMINISTRATOR, 409), at=_draft, body=_sends()),  # nothing undone
    "api_structure_draft_rebase": Address(post=opens(ADMINISTRATOR), at=_draft, body=_sends()),
    "api_structure_draft_discard": Address(post=opens(ADMINISTRATOR), at=_draft, body=_sends()),
    "api_structure_draft_publish": Address(post=opens(ADMINISTRATOR), at=_draft, body=_sends(decree="Perwal 9")),
    "unit_history": Address(get=opens(SIGNED_IN), at=lambda here: {"unit_id": here.units["BKD"]}),
    "api_unit_lineage": Address(get=opens(SIGNED_IN), at=lambda here: {"unit_id": here.units["BKD"]}),
}
