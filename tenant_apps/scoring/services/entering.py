"""Results of one person, entered by hand: stored and computed again in one act, so a leader sees them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError, NotFoundError
from shared_apps.reference import queries as reference
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.services.bounding import check_person
from tenant_apps.scoring import messages
from tenant_apps.scoring.models import Observation, Period
from tenant_apps.scoring.queries.restricted import among, restricted_for
from tenant_apps.scoring.rules.observed import Cell, MeasureRule, answers_rule, read_cell
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
    *,
    period: Period,
    employee_id: UUID,
    values: Mapping[str, str],
    evidence: str,
    actor: Actor,
    at: datetime,
    answers: Mapping[str, str] | None = None,
) -> Entered:
    """Put what is known of a person's measures; an empty value says that there is no evidence.

    `answers` says of how many people's answers a private measure is made; of a new value without it nobody knows.
    Measures that are not named stay as they are. Where the period has been computed, the person is computed again
    in the same transaction. Raises InvalidError with the fault of every measure in `fields`; nothing is changed then.
    """
    access.check_actor_within(actor, Action.ENTER_RESULTS, timezone.localdate(at))
    check_person(actor, employee_id, action=Action.ENTER_RESULTS)
    hold_open(period)
    rules = measures_of(period)
    if isinstance(actor, User):
        _refuse_closed(values, restricted_for(actor, employee_id, timezone.localdate(at)))
    cells, counts = _read(rules, values, answers or {}, evidence)
    if not in_office(period.ends_on).filter(employee_id=employee_id).exists():
        raise NotFoundError(
            "employee_unknown", _("Pada akhir periode ini tidak ada pegawai itu. Tidak ada yang diubah.")
        )
    stored = {each.measure: each for each in Observation.objects.filter(period=period, employee_id=employee_id)}
    differing = {key: cell for key, cell in cells.items() if _differs(stored.get(key), cell, counts.get(key))}
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
                answers=counts.get(key),
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
        update_fields=["number", "code", "answers", "source", "evidence", "entered_by_name", "entered_at"],
    )
    scores = recompute(period=period, employee_id=employee_id, actor=actor) if differing else 0
    return Entered(len(differing), scores)


def _refuse_closed(values: Mapping[str, str], beginnings: tuple[str, ...]) -> None:
    """Who may not read a measure does not enter it: the answer would tell what stood there."""
    closed = sorted(among(values, beginnings))
    if closed:
        words = _("Ukuran ini memerlukan wewenang membaca data terbatas.")
        raise InvalidError(
            "results_restricted",
            _("%(count)s isian memerlukan wewenang tersendiri. Tidak ada yang diubah.") % {"count": len(closed)},
            fields={key: [words] for key in closed},
        )


def _read(
    rules: Mapping[str, MeasureRule], values: Mapping[str, str], answers: Mapping[str, str], evidence: str
) -> tuple[dict[str, Cell], dict[str, int]]:
    columns = {column.measure: column for column in reference.result_columns()}
    cells: dict[str, Cell] = {}
    fields: dict[str, list[str]] = {}
    counts = _counts(rules, answers, fields)
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
    return cells, counts


def _counts(
    rules: Mapping[str, MeasureRule], answers: Mapping[str, str], fields: dict[str, list[str]]
) -> dict[str, int]:
    """The numbers of answers of private measures; what is wrong with one goes into `fields`."""
    found: dict[str, int] = {}
    for key, text in answers.items():
        if not text.strip():
            continue
        if key not in rules or not rules[key].private:
            fields[key] = [_("Jumlah jawaban hanya untuk ukuran yang jawabannya dirahasiakan.")]
            continue
        cell = read_cell(text, answers_rule(rules[key]), code_of=lambda _text: None)
        if cell.number is None:
            fields[key] = [" ".join(messages.fault(cell.fault, {"value": text, **cell.params}))]
        else:
            found[key] = int(cell.number)
    return found


def _differs(stored: Observation | None, cell: Cell, answers: int | None) -> bool:
    """The same value without a number of answers says nothing new."""
    if (stored.number, stored.code) != (cell.number, cell.code) if stored else not _is_empty(cell):
        return True
    return stored is not None and answers is not None and answers != stored.answers


def _is_empty(cell: Cell) -> bool:
    return cell.number is None and cell.code is None
