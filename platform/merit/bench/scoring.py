"""How near a scoring run comes to merely reading its inputs and writing its rows."""

import random
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from merit.bench import figures, ground, previews
from merit.bench.figures import Contender, Goal, Report
from merit.bench.floors import Floors, another, as_in_a_run
from merit.bench.installation import administer, say
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Run
from tenant_apps.scoring.services.statement import write_scores

GOALS = {
    "run_over_read_write_floor": Goal("at_most", 3.5),
    "single_employee_p95_over_reading_measures": Goal("at_most", 100),
    "loop_over_run": Goal("at_least", 40),
    "preview_over_run": Goal("at_most", 1.2),
    "live_preview_over_run": Goal("at_most", 1.2),
    "client_megabytes": Goal("at_most", 60),
}
CHANGED = "competency"


def measure(*, administrator_url: str, schema: str, period: Period, rounds: int, singles: int) -> Report:
    """Inside the region, whose people and results stand. The region is left scored."""
    say("Scoring: rounds of run and floors")
    services.run_period(period=period, actor=ground.BENCH)
    base = Run.objects.select_related("scheme", "period").get(is_current=True, period=period)
    bench = _Bench(administrator_url, schema, base)
    bench.tidy()
    found = figures.interleaved(bench.contenders(), rounds=rounds)
    grown = previews.megabytes(base, period)
    bench.tidy()
    services.run_period(period=period, actor=ground.BENCH)
    say("Scoring: one person at a time")
    single, reading = _one_by_one(period, singles)
    middle = figures.medians({**found, "single_employee": single, "reading_measures": reading})
    people = int(base.counts["people"])
    return Report(
        benchmark="scoring",
        ratios={
            "run_over_read_write_floor": middle["run"] / middle["read_write_floor"],
            "run_over_write_floor": middle["run"] / middle["write_floor"],
            "statement_over_read_write_floor": middle["statement"] / middle["read_write_floor"],
            "single_employee_p95_over_reading_measures": figures.p95(single) / middle["reading_measures"],
            "single_employee_p50_over_reading_measures": middle["single_employee"] / middle["reading_measures"],
            "loop_over_run": middle["single_employee"] * people / middle["run"],
            "preview_over_run": middle["preview"] / middle["run"],
            "live_preview_over_run": middle["live_preview"] / middle["run"],
            "client_megabytes": grown,
        },
        goals=GOALS,
        facts={"people": people, "rounds": rounds, "singles": singles, "seconds": middle},
    )


class _Bench:
    """Every contender writes as many rows into the same table, and finds it as the others did."""

    def __init__(self, administrator_url: str, schema: str, base: Run) -> None:
        self.administrator_url, self.schema, self.base = administrator_url, schema, base
        self.floors = Floors(base)
        self.kept = frozenset(Run.objects.values_list("id", flat=True))

    def contenders(self) -> dict[str, Contender]:
        """Floors, the statement alone, the run around it (counts, hashes, becoming current), and previews."""
        scheme, period = self.base.scheme, self.base.period
        return {
            "write_floor": self._contender(lambda run: self.floors.write(run)),
            "read_write_floor": self._contender(lambda run: self.floors.read_and_write(run)),
            "statement": self._contender(lambda run: self._statement(run)),
            "run": Contender(
                lambda: services.run_scheme(scheme=scheme, as_of=period.ends_on, actor=ground.BENCH), after=self.tidy
            ),
            "preview": Contender(previews.preview(self.base)),
            "live_preview": Contender(previews.live(self.base)),
        }

    def tidy(self) -> None:
        """Take away what the last contender wrote; the runs of the beginning are current again."""
        table = f'"{self.schema}".scoring_run'
        names = ", ".join(f"'{each}'" for each in self.kept)
        administer(
            self.administrator_url,
            f'DELETE FROM "{self.schema}".scoring_score WHERE run_id NOT IN ({names})',  # noqa: S608  our own keys
            f"DELETE FROM {table} WHERE id NOT IN ({names})",  # noqa: S608
            f"UPDATE {table} SET is_current = true",  # noqa: S608
            f'VACUUM (ANALYZE) "{self.schema}".scoring_score',
        )

    def _statement(self, run: Run) -> None:
        write_scores(run=run, as_of=self.base.as_of)

    def _contender(self, write: Callable[[Run], object]) -> Contender:
        made: list[Run] = []

        def before() -> None:
            made[:] = [another(self.base)]

        def action() -> None:
            with transaction.atomic():
                as_in_a_run()
                write(made[0])

        return Contender(action, before=before, after=self.tidy)


def _one_by_one(period: Period, singles: int) -> tuple[list[float], list[float]]:
    """One person's input changes and the person is computed again; and only reading that person's measures."""
    everybody = list(Observation.objects.filter(period=period, measure=CHANGED).values_list("employee_id", flat=True))
    chosen = random.Random(1).choices(everybody, k=singles)  # noqa: S311  repeatable, not secret
    single, reading = [], []
    for employee_id in chosen:
        _change(period, employee_id)
        reading.append(figures.seconds_of(lambda who=employee_id: _read(period, who)))  # type: ignore[misc]
        single.append(figures.seconds_of(lambda who=employee_id: _recompute(period, who)))  # type: ignore[misc]
    return single, reading


def _change(period: Period, employee_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE scoring_observation SET number = 100 - number"
            " WHERE period_id = %s AND employee_id = %s AND measure = %s",
            [period.id, employee_id, CHANGED],
        )


def _recompute(period: Period, employee_id: UUID) -> None:
    services.recompute(period=period, employee_id=employee_id, actor=ground.BENCH)


def _read(period: Period, employee_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT measure, number, code FROM scoring_observation WHERE period_id = %s AND employee_id = %s",
            [period.id, employee_id],
        )
        cursor.fetchall()
