"""The floors of a run: the same finished rows merely written, and read from the observations and written."""

from django.db import connection

from tenant_apps.scoring.models import Run

_WRITTEN = (
    "subject_id", "employee_id", "profile", "status", "reasons", "input_numbers", "input_codes", "numbers", "codes",
    "gates", "predicate", "box", "performance", "potential",
)  # fmt: skip


class Floors:
    """Copies of one finished run under another run's key."""

    def __init__(self, finished: Run) -> None:
        scheme = finished.scheme
        self.finished = finished
        self.numbers, self.codes = scheme.input_number_keys, scheme.input_code_keys

    def write(self, run: Run) -> None:
        """INSERT … SELECT of the finished rows."""
        self._insert(run, {}, "")

    def read_and_write(self, run: Run) -> None:
        """The same with the inputs read where they come from, in one pass over the period's observations."""
        numbers = ", ".join(_of(key, "number") for key in self.numbers)
        codes = ", ".join(_of(key, "code") for key in self.codes)
        read = (
            f"LEFT JOIN (SELECT employee_id, ARRAY[{numbers}]::numeric[] AS numbers, ARRAY[{codes}]::text[] AS codes"
            " FROM scoring_observation WHERE period_id = %(period)s GROUP BY employee_id) AS observed"
            " ON observed.employee_id = finished.subject_id"
        )
        self._insert(run, {"input_numbers": "observed.numbers", "input_codes": "observed.codes"}, read)

    def _insert(self, run: Run, instead: dict[str, str], read: str) -> None:
        columns = ", ".join(instead.get(name, f"finished.{name}") for name in _WRITTEN)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO scoring_score (run_id, {', '.join(_WRITTEN)}) SELECT %(run)s, {columns}"
                f" FROM scoring_score AS finished {read} WHERE finished.run_id = %(finished)s",
                {"run": run.id, "finished": self.finished.id, "period": self.finished.period_id},
            )


def _of(key: str, column: str) -> str:
    # Keys are validated when a template is read: letters, digits and underscores.
    return f"max({column}) FILTER (WHERE measure = '{key}')"
