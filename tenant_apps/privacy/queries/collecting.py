"""Everything that is held of one person, table by table, for their own copy of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from shared_apps.accounts.models import User
from shared_apps.scoring_templates.rules import privacy
from shared_apps.scoring_templates.rules.sections import FEWEST_ANSWERS
from tenant_apps.people import queries as people
from tenant_apps.people.records import EmployeeNik
from tenant_apps.privacy.field_names import table as table_name
from tenant_apps.privacy.rules.beside import SECRETS
from tenant_apps.privacy.rules.subjects import SUBJECTS, WITHHELD, Holder
from tenant_apps.scoring.models import Scheme, Score
from tenant_apps.scoring.queries.lineage import SchemeLineage, lineages_of
from tenant_apps.scoring.schemes import document_of, values_of

_OBSERVED = ("scoring.Observation", "scoring.SupersededObservation")
HIDDEN = "***"  # held, and told to nobody: a secret, or what anonymous answers could be told from


@dataclass(frozen=True)
class Collected:
    """One table of a copy."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    ids: tuple[str, ...] = ()


def tables_of(user: User) -> Iterator[Collected]:
    """The rows that are the user's own, table by table; the caller is the user, or the job they asked for."""
    told = _lineages(user.employee_id)
    for label, subject in SUBJECTS.items():
        owner = {Holder.EMPLOYEE: user.employee_id, Holder.USER: user.pk}.get(subject.holder)
        if owner is not None:
            model: type[Model] = apps.get_model(label)
            rows = list(model._default_manager.filter(**{subject.field: owner}).order_by("pk"))
            yield _table(label, rows, _hidden_observations(rows, told) if label in _OBSERVED else set())
    if user.employee_id is not None:
        yield _nik(user.employee_id)
        yield _scores(told)


def _table(label: str, rows: list[Model], veiled: set[UUID]) -> Collected:
    fields = list(apps.get_model(label)._meta.concrete_fields)
    columns = tuple(field.attname for field in fields)

    def cell(row: Any, name: str) -> Any:
        value = getattr(row, name)
        is_veiled = row.pk in veiled and name in {"number", "code"}
        secret = f"{label}.{name}" in SECRETS or f"{label}.{name}" in WITHHELD
        return HIDDEN if value not in (None, "") and (secret or is_veiled) else value

    return Collected(
        key=label.lower().replace(".", "_"),
        title=table_name(label),
        columns=columns,
        rows=tuple(tuple(cell(row, name) for name in columns) for row in rows),
        ids=tuple(str(row.pk) for row in rows),
    )


def _nik(employee_id: UUID) -> Collected:
    """Opened: whoever asks for their own data reads it, and not its seal."""
    rows = EmployeeNik.objects.filter(employee_id=employee_id)
    found = tuple((people.own_nik(row), row.recorded_at) for row in rows)
    ids = tuple(str(row.pk) for row in rows)
    return Collected("people_employeenik", table_name("people.EmployeeNik"), ("nik", "recorded_at"), found, ids)


def _lineages(employee_id: UUID | None) -> list[SchemeLineage]:
    if employee_id is None:
        return []
    rows = Score.objects.filter(employee_id=employee_id, run__is_current=True).select_related(
        "run__scheme", "run__period"
    )
    return list(lineages_of(list(rows), restricted=()).values())


def _hidden_observations(rows: list[Any], told: list[SchemeLineage]) -> set[UUID]:
    """What a page would not show either (SCORING 7): too few answered, or with it theirs could be worked out."""
    hidden = {(each.run.period_id, key) for each in told for key in each.hidden}
    schemes = Scheme.objects.filter(period__in={row.period_id for row in rows})
    fewest: dict[tuple[UUID, str], int] = {}
    for scheme in schemes:
        document = document_of(scheme)
        for key in privacy.private_measures(document):
            least = document.measures[key].minimum_answers or FEWEST_ANSWERS
            place = (scheme.period_id, key)
            fewest[place] = max(least, fewest.get(place, 0))
    veiled = set()
    for row in rows:
        place = (row.period_id, row.measure)
        if place in hidden or (row.answers or 0) < fewest.get(place, 0):
            veiled.add(row.pk)
    return veiled


def _scores(told: list[SchemeLineage]) -> Collected:
    """Every value of every scheme by its key; as the pages show them."""
    rows: list[tuple[Any, ...]] = []
    for each in told:
        row, period = each.run.scheme, each.run.period
        head = (period.code, each.scheme.key, each.scheme.version, each.run.finished_at, each.score.status)
        shown = values_of(row, each.score).without(each.hidden)
        rows += [(*head, key, value, None) for key, value in sorted(shown.numbers.items())]
        rows += [(*head, key, None, code) for key, code in sorted(shown.codes.items())]
        rows += [(*head, key, None, HIDDEN) for key in sorted(each.hidden)]
        gates = zip(row.gate_keys, each.score.gates, strict=True)
        rows += [(*head, f"gate:{key}", None, state) for key, state in sorted(gates)]
    return Collected(
        key="scoring_score",
        title=table_name("scoring.Score"),
        columns=("period", "scheme", "version", "computed_at", "status", "key", "number", "code"),
        rows=tuple(rows),
    )
