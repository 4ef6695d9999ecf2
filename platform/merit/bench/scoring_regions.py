"""How long the whole country takes: every region scored, two at a time, beside merely reading and writing as much."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from django.db import connection
from django_tenants.utils import schema_context

from merit.bench import crowd, figures, floors, ground, observations
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import administer, say
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Run

GOALS = {"runs_over_read_write_floors": Goal("at_most", 3.5)}
CONNECTIONS = 2


def measure(administrator_url: str, names: Sequence[str], *, sizes: Sequence[int], rounds: int) -> Report:
    """Passes of runs and floors over all these regions in turn; the first runs do not count."""
    say(f"Scoring: {sum(sizes)} people in {len(names)} regions")
    size_of = dict(zip(names, sizes, strict=True))
    _at_once(names, lambda name: _settle(administrator_url, name, size_of[name]))
    administer(administrator_url, "VACUUM (ANALYZE)")
    _at_once(names, _score)
    found: dict[str, list[float]] = {"runs": [], "read_write_floors": []}
    passes: list[tuple[str, Callable[[str], None]]] = [("read_write_floors", _floor), ("runs", _score)]
    for turn in range(rounds):
        for name, work in passes if turn % 2 == 0 else passes[::-1]:
            say(f"Scoring regions: {name}, round {turn + 1} of {rounds}")
            found[name].append(_at_once(names, work))
            _tidy(administrator_url, names)
    middle = figures.medians(found)
    return Report(
        benchmark="scoring_of_regions",
        ratios={"runs_over_read_write_floors": middle["runs"] / middle["read_write_floors"]},
        goals=GOALS,
        facts={
            "people": sum(sizes),
            "regions": len(sizes),
            "smallest": min(sizes),
            "largest": max(sizes),
            "share_of_the_country": round(sum(sizes) / crowd.WHOLE, 4),
            "connections": CONNECTIONS,
            "rounds": rounds,
            "seconds": middle,
            "people_per_second": round(sum(sizes) / middle["runs"]),
        },
    )


def growth(administrator_url: str, names: Sequence[str], *, people: int, times: int, rounds: int) -> Report:
    """A run over so many people, and over so many times as many, in turn in two regions."""
    small, large = names
    say(f"Scoring: {people} and {people * times} people")
    for name, size in zip(names, (people, people * times), strict=True):
        with schema_context(name):
            _settle(administrator_url, name, size)
    administer(administrator_url, "VACUUM (ANALYZE)")

    def run(name: str) -> Contender:
        return Contender(lambda: _at_once([name], _score), after=lambda: _tidy(administrator_url, [name]))

    middle = figures.medians(figures.interleaved({"run": run(small), "larger": run(large)}, rounds=rounds))
    return Report(
        benchmark="scoring_growth",
        ratios={"larger_over_run": middle["larger"] / middle["run"]},
        goals={"larger_over_run": Goal("at_most", 1.25 * times)},
        facts={"people": people, "times": times, "rounds": rounds, "seconds": middle},
    )


def _at_once(names: Sequence[str], work: Callable[[str], None]) -> float:
    """Seconds until all regions are done, the largest first, so many at a time, each over its own login."""

    def one(name: str) -> None:
        with closing(connection), schema_context(name):
            work(name)

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(one, names))
    return time.perf_counter() - began


def _settle(administrator_url: str, name: str, size: int) -> None:
    crowd.settle(administrator_url, name, size)
    observations.open_period(administrator_url, name)


def _score(_name: str) -> None:
    services.run_period(period=Period.objects.get(), actor=ground.BENCH)


def _floor(_name: str) -> None:
    finished = Run.objects.select_related("scheme", "period").get(is_current=True)
    floors.Floors(finished).as_a_run()


def _tidy(administrator_url: str, names: Sequence[str]) -> None:
    """Of every region the current run is kept; the next pass finds the tables as the last one did."""
    for name in names:
        old = f'SELECT id FROM "{name}".scoring_run WHERE NOT is_current'  # noqa: S608  our own schemas
        administer(
            administrator_url,
            f'DELETE FROM "{name}".scoring_score WHERE run_id IN ({old})',  # noqa: S608
            f'DELETE FROM "{name}".scoring_run WHERE NOT is_current',  # noqa: S608
            f'VACUUM (ANALYZE) "{name}".scoring_score',
        )
