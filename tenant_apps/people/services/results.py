"""What an import tells as a job: figures, the first rows of everything, and the whole of it as files."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError
from shared_apps.sheets.rules import RowError
from tenant_apps.people.services import telling
from tenant_apps.people.services.importing import PeopleImport
from tenant_apps.people.services.telling import Told

MOST_TOLD = 500  # errors, warnings and changes kept with the job; the files have them all
MOST_CAUSES = 8

ErrorFile = Callable[[Sequence[RowError]], str]  # the id of the sheet with a reason in every bad row


def with_error_file(error: InvalidError, error_file: ErrorFile) -> InvalidError:
    """The refusal of a sheet with its first errors, their causes counted, and the sheet that has them all."""
    found = error.details.get("errors")
    if not found:
        return error
    details = {
        **error.details,
        "errors": found[:MOST_TOLD],
        "error_count": len(found),
        "causes": _causes([each["reason"] for each in found]),
        "error_file": error_file([RowError(**each) for each in found]),
    }
    return InvalidError(error.code, error.message, details=details)


def told(
    made: PeopleImport, *, page: str, error_file: ErrorFile, changes_file: Callable[[bytes], str]
) -> dict[str, Any]:
    """The result of a job."""
    counts = {"rows": made.rows, "new": made.new, "changed": made.changed, "same": made.same}
    left_out = len({error.row for error in made.left_out})
    result: dict[str, Any] = {
        "counts": {**counts, "warnings": len(made.warnings), **({"left_out": left_out} if left_out else {})},
        "warnings": [_warning(each) for each in made.warnings[:MOST_TOLD]],
        "changes": [_change(each) for each in made.changes[:MOST_TOLD]],
        "url": page,
        "label": _("Tinjau dan terapkan") if made.dry_run else _("Lihat hasil"),
    }
    if made.notes:
        result["notes"] = list(made.notes)
    if made.changes:
        result["changes_file"] = changes_file(telling.changes_sheet(made.changes))
    if made.left_out:
        result["error_file"] = error_file(made.left_out)
    if made.record is not None:
        result["import"] = str(made.record.id)
    return result


def _causes(reasons: Sequence[str]) -> list[dict[str, Any]]:
    """How often each reason is met, the most frequent first."""
    return [{"reason": reason, "count": count} for reason, count in Counter(reasons).most_common(MOST_CAUSES)]


def _warning(each: RowError) -> dict[str, Any]:
    return {
        "row": each.row,
        "column_name": each.column_name,
        "value": each.value,
        "reason": each.reason,
        "repair": each.repair,
    }


def _change(each: Told) -> dict[str, Any]:
    return {"row": each.row, "number": each.number, "name": each.name, "fields": each.fields}
