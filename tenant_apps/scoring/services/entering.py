"""Results of one person, entered by hand: stored and computed again in one act, so a leader sees them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError, NotFoundError
from shared_apps.reference import queries as reference
from tenant_apps.people.queries.roster import in_office
from tenant_apps.scoring import messages
from tenant_apps.scoring.models import Observation, Period
from tenant_apps.scoring.rules.observed import Cell, MeasureRule, read_cell
from tenant_apps.scoring.services.importing import measures_of
from tenant_apps.scoring.services.periods import hold_open
from tenant_apps.scoring.services.recomputing import recompute

SOURCE = "entered"
LONGEST_EVIDENCE = 300


@dataclass(frozen=True, slots=True)
class Entered:
    """How many values changed, and how many stored scores with them."""

    changed: int
    scores: int


@transaction.atomic
def enter_results(
    *, period: Period, employee_id: UUID, values: Mapping[str, str], evidence: str, actor: Actor, at: datetime
) -> Entered:
    """Put what is known of a person's measures; an empty value says that there is no evidence.

    Measures that are not named stay as they are. Where the period has been computed, the person is computed again
    in the same transaction. Raises InvalidError with the fault of every measure in `fields`; nothing is changed then.
    """
    access.check_actor(actor, Action.ENTER_RESULTS, timezone.localdate(at))
    hold_open(period)
    rules = measures_of(period)
    cells = _read(rules, values, evidence)
    if not in_office(period.ends_on).filter(employee_id=employee_id).exists():
        raise NotFoundError(
            "employee_unknown", _("Pada akhir periode ini tidak ada pegawai itu. Tidak ada yang diubah.")
        )
    stored = {each.measure: each for each in Observation.objects.filter(period=period, employee_id=employee_id)}
    differing = {key: cell for key, cell in cells.items() if _says(stored.get(key)) != (cell.number, cell.code)}
    Observation.objects.filter(
        period=period, employee_id=employee_id, measure__in=[key for key, cell in differing.items() if _is_empty(cell)]
    ).delete()
    Observation.objects.bulk_create(
        [
            Observation(
                period=period,
                employee_id=employee_id,
                measure=key,
                number=cell.number,
                code=cell.code,
                source=SOURCE,
                evidence=evidence.strip(),
                entered_by_name=actor.name,
                entered_at=at,
            )
            for key, cell in differing.items()
            if not _is_empty(cell)
        ],
        update_conflicts=True,
        unique_fields=["period", "employee", "measure"],
        update_fields=["number", "code", "source", "evidence", "entered_by_name", "entered_at"],
    )
    scores = recompute(period=period, employee_id=employee_id, actor=actor) if differing else 0
    return Entered(len(differing), scores)


def _read(rules: Mapping[str, MeasureRule], values: Mapping[str, str], evidence: str) -> dict[str, Cell]:
    columns = {column.measure: column for column in reference.result_columns()}
    cells: dict[str, Cell] = {}
    fields: dict[str, list[str]] = {}
    if not evidence.strip() or len(evidence) > LONGEST_EVIDENCE or "\x00" in evidence:
        fields["evidence"] = [_("Tulis dasar perubahan, paling banyak 300 huruf.")]
    for key, text in values.items():
        rule = rules.get(key)
        if rule is None:
            fields[key] = [_("Ukuran ini tidak dipakai pada periode ini.")]
            continue
        column = columns.get(key)
        code_of = column.code_of if column and column.kind != "number" else lambda _text: None
        cell = read_cell(text, rule, code_of=code_of) if text.strip() else Cell()
        cells[key] = cell
        if cell.fault:
            choices = ", ".join(column.labels.get(code, code) if column else code for code in rule.codes)
            words = {"value": text, "choices": choices, "doubt": "", **cell.params}
            fields[key] = [" ".join(messages.fault(cell.fault, words))]
    if fields:
        raise InvalidError(
            "results_invalid",
            _("%(count)s isian perlu diperbaiki. Tidak ada yang diubah.") % {"count": len(fields)},
            fields=fields,
        )
    return cells


def _says(observation: Observation | None) -> tuple[Decimal | None, str | None]:
    return (observation.number, observation.code) if observation else (None, None)


def _is_empty(cell: Cell) -> bool:
    return cell.number is None and cell.code is None
