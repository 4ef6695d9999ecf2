"""The floors of a run: the same finished rows merely written, and read from the observations and written."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from merit.bench import ground
from tenant_apps.scoring.models import Run
from tenant_apps.scoring.services.running import OF_A_RUN

_WRITTEN = (
    "subject_id", "employee_id", "profile", "status", "reasons", "input_numbers", "input_codes", "numbers", "codes",
    "gates", "predicate", "box", "performance", "potential",
)  # fmt: skip

Bound = str | UUID


class Floors:
    """Copies of one finished run under another run's key."""

    def __init__(self, finished: Run) -> None:
        scheme = finished.scheme
        self.finished = finished
        self.numbers, self.codes = scheme.input_number_keys, scheme.input_code_keys

    def as_a_run(self) -> None:
        """Read and write in a transaction of its own, under the key of a run that never becomes current."""
        run = another(self.finished)
        with transaction.atomic():
            as_in_a_run()
            self.read_and_write(run)

    def write(self, run: Run) -> None:
        """INSERT … SELECT of the finished rows."""
        self._insert(run, instead={}, read="", params={})

    def read_and_write(self, run: Run) -> None:
        """The same with the inputs read where they come from, in one pass over the period's observations."""
        params: dict[str, Bound] = {"period": self.finished.period_id}
        numbers = _array(self.numbers, "number", params)
        codes = _array(self.codes, "code", params)
        read = f"""
            LEFT JOIN (
                SELECT employee_id, {numbers}::numeric[] AS numbers, {codes}::text[] AS codes
                FROM scoring_observation WHERE period_id = %(period)s GROUP BY employee_id
            ) AS observed ON observed.employee_id = finished.subject_id"""  # noqa: S608  names of our own columns, every key bound
        self._insert(
            run,
            instead={"input_numbers": "observed.numbers", "input_codes": "observed.codes"},
            read=read,
            params=params,
        )

    def _insert(self, run: Run, *, instead: dict[str, str], read: str, params: dict[str, Bound]) -> None:
        columns = ", ".join(instead.get(name, f"finished.{name}") for name in _WRITTEN)
        sql = f"""
            INSERT INTO scoring_score (run_id, {", ".join(_WRITTEN)})
            SELECT %(run)s, {columns} FROM scoring_score AS finished {read} WHERE finished.run_id = %(finished)s"""  # noqa: S608  names of our own columns
        with connection.cursor() as cursor:
            cursor.execute(sql, {"run": run.id, "finished": self.finished.id, **params})


def another(finished: Run) -> Run:
    """A run of the same scheme without rows."""
    return Run.objects.create(
        scheme=finished.scheme,
        period=finished.period,
        as_of=finished.as_of,
        started_at=timezone.now(),
        started_by_name=ground.BENCH.name,
        calculation_hash=finished.calculation_hash,
    )


def as_in_a_run() -> None:
    """The settings a run gives its transaction."""
    with connection.cursor() as cursor:
        for name, value in OF_A_RUN.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _array(keys: list[str], column: str, params: dict[str, Bound]) -> str:
    named = {f"{column}_{place}": key for place, key in enumerate(keys)}
    params.update(named)
    return f"ARRAY[{', '.join(f'max({column}) FILTER (WHERE measure = %({name})s)' for name in named)}]"
