"""What programs send to structure sheets and are told of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from shared_apps.reference import queries as reference
from tenant_apps.organisation import messages
from tenant_apps.organisation.files import wording
from tenant_apps.organisation.files.rules.deciding import CELLS, Decided
from tenant_apps.organisation.files.rules.kinds import Certainty
from tenant_apps.organisation.files.rules.parents import ROOT
from tenant_apps.organisation.files.rules.standing import MARK
from tenant_apps.organisation.files.uploads import SCOPES, SheetDifference, SheetPage

_SCOPE = (
    "`replace`: the sheet is the whole structure, units that are not in it end. `add`: nothing ends, units that are "
    "known are updated, the others added. Left out: `add` where the sheet has nothing of that day's structure."
)


class StructureSheetIn(serializers.Serializer[Any]):
    """A structure, however untidy, and from when it is to hold."""

    file = serializers.FileField(help_text="xlsx, CSV or JSON")
    effective_from = serializers.DateField()
    scope = serializers.ChoiceField(choices=SCOPES, required=False, help_text=_SCOPE)


class StructureSheetOut(serializers.Serializer[Any]):
    """An uploaded sheet; `draft_id` is what it became, and it then takes no more answers."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    effective_from = serializers.DateField()
    uploaded_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    draft_id = serializers.UUIDField(allow_null=True)


class SheetCellOut(serializers.Serializer[Any]):
    """A decided cell: `sure` is not asked, `likely` is asked, `open` needs an answer; why, in words."""

    value = serializers.CharField()
    certainty = serializers.ChoiceField(choices=[str(each) for each in Certainty])
    answered = serializers.BooleanField()
    reason = serializers.CharField()


class SheetWrongOut(serializers.Serializer[Any]):
    """What keeps a row from being a unit; `column` as the plain sheet calls it."""

    column = serializers.CharField()
    reason = serializers.CharField()
    repair = serializers.CharField()


class SheetRowOut(serializers.Serializer[Any]):
    """A row by its number in the sheet; `parent` is the number of the parent's row, 0 the government itself,
    `@` and a code a unit of that day's structure that stays without being in the sheet."""

    row = serializers.IntegerField()
    found = serializers.CharField(help_text="The name as it stands in the sheet.")
    code = serializers.CharField()
    asked = serializers.BooleanField()
    cells = serializers.DictField(child=SheetCellOut(), help_text=", ".join(CELLS))
    wrong = SheetWrongOut(many=True)


class StructureSheetPageOut(serializers.Serializer[Any]):
    """A sheet with its rows; `ready` when a draft can be made of it."""

    sheet = StructureSheetOut()
    scope = serializers.ChoiceField(choices=SCOPES, help_text=_SCOPE)
    scope_proposed = serializers.BooleanField(help_text="Nobody chose it.")
    missing = serializers.IntegerField(help_text="Units of that day that are not in the sheet; `replace` ends them.")
    ready = serializers.BooleanField()
    asked = serializers.IntegerField(help_text="How many rows somebody should look at.")
    unanswered = serializers.IntegerField(help_text="How many rows need an answer.")
    rows = SheetRowOut(many=True)


class SheetAnswerIn(serializers.Serializer[Any]):
    """What counts for cells of one row; cells that are not named are proposed again."""

    row = serializers.IntegerField(min_value=0)
    taken = serializers.ChoiceField(choices=["yes", "no"], required=False)
    name = serializers.CharField(max_length=200, required=False)
    abbreviation = serializers.CharField(max_length=40, required=False, allow_blank=True)
    unit_type = serializers.CharField(max_length=30, required=False)
    parent = serializers.IntegerField(  # type: ignore[assignment]  # the name is the cell's
        min_value=0, required=False, help_text="The row of the parent; 0: the government"
    )
    parent_code = serializers.CharField(
        max_length=40, required=False, help_text="In place of `parent`: a unit that stays without being in the sheet"
    )

    def validate_unit_type(self, given: str) -> str:
        """A code of the reference."""
        if given not in {kind.code for kind in reference.unit_types()}:
            raise serializers.ValidationError(str(messages.FINDINGS["unknown_unit_type"][0]))
        return given


class SheetAnswersIn(serializers.Serializer[Any]):
    """Answers of some rows, or what the whole sheet is; what was answered for others stays."""

    scope = serializers.ChoiceField(choices=SCOPES, required=False, help_text=_SCOPE)
    answers = SheetAnswerIn(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Something is answered."""
        if not attrs.get("scope") and not attrs.get("answers"):
            raise serializers.ValidationError({"answers": str(_("Tidak ada jawaban."))})
        return {"scope": None, "answers": [], **attrs}


class SheetDraftIn(serializers.Serializer[Any]):
    """What the draft is called."""

    title = serializers.CharField(max_length=120)


class SheetDraftOut(serializers.Serializer[Any]):
    """The draft a sheet became."""

    draft_id = serializers.UUIDField()


class SheetUnitOut(serializers.Serializer[Any]):
    """A unit that differs; names and parents before and after, empty where it does not stand."""

    unit_id = serializers.UUIDField()
    code = serializers.CharField()
    name_before = serializers.CharField()
    name_after = serializers.CharField()
    parent_before = serializers.CharField()
    parent_after = serializers.CharField()


class SheetDifferenceOut(serializers.Serializer[Any]):
    """What the sheet would change of the structure of its day; nothing is changed yet."""

    added = SheetUnitOut(many=True)
    moved = SheetUnitOut(many=True)
    renamed = SheetUnitOut(many=True)
    changed = SheetUnitOut(many=True)
    removed = SheetUnitOut(many=True)
    same = serializers.IntegerField()


def page_out(page: SheetPage, *, every_row: bool) -> Mapping[str, Any]:
    """A sheet with the rows that are asked about, or all of them."""
    wrong: dict[int, list[dict[str, str]]] = {}
    for each in page.findings:
        reason, repair = messages.finding(each.code, each.params)
        wrong.setdefault(each.row, []).append({"column": each.key, "reason": reason, "repair": repair})
    asked = {row.found.row for row in page.asked}
    rows = page.decisions.rows if every_row else page.asked
    told = {
        "sheet": page.sheet,
        "scope": page.scope,
        "scope_proposed": page.is_proposed,
        "missing": page.missing,
        "ready": page.is_ready,
        "asked": len(asked),
        "unanswered": len(page.unanswered),
        "rows": [
            {
                "row": row.found.row,
                "found": row.found.name,
                "code": row.code,
                "asked": row.found.row in asked,
                "cells": {cell: _cell(row, cell) for cell in CELLS},
                "wrong": wrong.get(row.found.row, []),
            }
            for row in rows
        ],
    }
    return StructureSheetPageOut(told).data


def answers_of(page: SheetPage, given: list[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """Answers as they are kept. Raises a 400 for rows and parents that the sheet has not."""
    rows = {row.found.row for row in page.decisions.rows}
    staying = {node.code for node in page.decisions.staying}
    for each in given:
        code = each.get("parent_code")
        if each["row"] not in rows or each.get("parent", ROOT) not in rows | {ROOT} or code not in staying | {None}:
            raise serializers.ValidationError({"answers": f"{each['row']}, {each.get('parent', code or '')}"})
        if code is not None:
            each["parent"] = f"{MARK}{code}"
    return {each["row"]: {cell: str(each[cell]) for cell in CELLS if cell in each} for each in given}


def difference_out(made: SheetDifference) -> Mapping[str, Any]:
    """The units by what would happen to them."""
    found = made.difference

    def unit(unit_id: Any) -> dict[str, Any]:
        old, new = made.before.nodes.get(unit_id), made.after.nodes.get(unit_id)
        above = [
            chart.nodes[node.parent_id].name if node and node.parent_id else ""
            for chart, node in ((made.before, old), (made.after, new))
        ]
        return {
            "unit_id": unit_id,
            "code": new.code if new else old.code if old else "",
            "name_before": old.name if old else "",
            "name_after": new.name if new else "",
            "parent_before": above[0],
            "parent_after": above[1],
        }

    kinds = ("added", "moved", "renamed", "changed", "removed")
    told = {kind: [unit(node.unit_id) for node in getattr(found, kind)] for kind in kinds}
    return SheetDifferenceOut({**told, "same": found.same}).data


def _cell(row: Decided, cell: str) -> dict[str, Any]:
    guess = row.cells[cell]
    reason = wording.reason(guess.reason, guess.params) if guess.reason in wording.REASONS else ""
    return {
        "value": guess.value,
        "certainty": str(guess.certainty),
        "answered": cell in row.answered,
        "reason": reason,
    }
