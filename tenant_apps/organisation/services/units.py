"""Single changes from a date on: a new unit, another name, another place."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.reference import queries as reference
from shared_apps.rows import new_id
from tenant_apps.organisation import messages, sheet
from tenant_apps.organisation.access import bounds, keep_within
from tenant_apps.organisation.rules import changes, rows
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.organisation.services import publishing

# the field of the form for each key of the sheet
_FIELDS = {"kode": "code", "nama": "name", "singkatan": "abbreviation", "jenis": "unit_type", "eselon": "echelon"}


def add_unit(
    *,
    parent_id: uuid.UUID,
    code: str,
    name: str,
    unit_type: str,
    effective_from: date,
    decree: str,
    actor: Actor,
    abbreviation: str = "",
    echelon: str = "",
) -> uuid.UUID:
    """Add a unit from a date on; gives its lasting identity."""
    node = new_node(
        parent_id=parent_id,
        code=code,
        name=name,
        unit_type=unit_type,
        abbreviation=abbreviation,
        echelon=echelon,
    )
    _apply(changes.Addition(node), effective_from=effective_from, decree=decree, actor=actor)
    return node.unit_id


def rename_unit(
    *,
    unit_id: uuid.UUID,
    name: str,
    effective_from: date,
    decree: str,
    actor: Actor,
    abbreviation: str = "",
) -> None:
    """Give a unit another name from a date on; before that date it keeps the old one."""
    texts = checked({"nama": name, "singkatan": abbreviation})
    change = changes.Renaming(unit_id, texts["nama"], texts["singkatan"])
    _apply(change, effective_from=effective_from, decree=decree, actor=actor)


def move_unit(*, unit_id: uuid.UUID, parent_id: uuid.UUID, effective_from: date, decree: str, actor: Actor) -> None:
    """Put a unit with all under it below another one from a date on."""
    _apply(changes.Move(unit_id, parent_id), effective_from=effective_from, decree=decree, actor=actor)


def new_node(
    *,
    parent_id: uuid.UUID | None,
    code: str,
    name: str,
    unit_type: str,
    abbreviation: str = "",
    echelon: str = "",
) -> Node:
    """A unit as somebody asked for it, with an identity of its own; raises InvalidError naming the field."""
    texts = checked({"kode": code, "nama": name, "singkatan": abbreviation})
    kind = reference.unit_type(unit_type)
    if kind is None:
        raise _wrong("jenis", "unknown_unit_type", {})
    rank = reference.echelon(echelon) if echelon else None
    if echelon and rank is None:
        raise _wrong("eselon", "unknown_echelon", {})
    return Node(
        unit_id=new_id(),
        parent_id=parent_id,
        code=texts["kode"],
        name=texts["nama"],
        abbreviation=texts["singkatan"],
        unit_type=kind.code,
        echelon=rank.code if rank else "",
    )


@transaction.atomic
def _apply(change: changes.SingleChange, *, effective_from: date, decree: str, actor: Actor) -> None:
    access.check_actor_within(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    decree = publishing.checked_decree(decree)
    publishing.one_at_a_time()
    before = publishing.versions_from(effective_from)
    for day, chart in before:  # also where a later version has the unit elsewhere
        inside = bounds(actor, Action.MANAGE_ORGANISATION, timezone.localdate(), on=day)
        keep_within(inside, (unit for unit in change.touched if unit in chart.nodes))
    after, failed = changes.carried(before, change)
    if failed is not None:
        day, refusal = failed
        params = {**refusal.params, "day": date_format(day, "j F Y")}
        raise ConflictError(f"unit_{refusal.code}", messages.refusal(refusal.code, params), details=dict(params))
    changed = [(day, chart) for (day, chart), (_day, old) in zip(after or (), before, strict=False) if chart != old]
    if changed:
        publishing.write(changed, decree=decree, actor=actor)


def checked(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a unit by the key of the sheet, as they are kept; raises InvalidError naming the field."""
    cleaned = {key: sheet.clean(text) for key, text in texts.items()}
    for key, text in cleaned.items():
        refused = rows.check_text(key, text)
        if refused:
            raise _wrong(key, *refused)
    return cleaned


def _wrong(key: str, code: str, params: Mapping[str, str]) -> InvalidError:
    reason, repair = messages.finding(code, params)
    words = f"{reason} {repair}"
    return InvalidError("unit_invalid", words, fields={_FIELDS[key]: [words]})
