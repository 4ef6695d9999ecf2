"""Which ground each benchmark needs, laid once for all that are asked for."""

from collections.abc import Collection, Iterator

from merit.bench import (
    above,
    crowd,
    fleet,
    ground,
    imports,
    observations,
    provisioning,
    requests,
    scoring,
    scoring_regions,
    searching,
    traffic,
    traffic_ground,
)
from merit.bench.figures import Report
from merit.bench.installation import administer, say
from merit.demo import sheets
from tenants.regions import services

OF_REGIONS = {"provisioning": provisioning.measure, "fleet": fleet.measure, "requests": traffic.measure}
REGION, TWIN = "utara", "kembar"


def reports(names: Collection[str], administrator_url: str, *, people: int, rounds: int) -> Iterator[Report]:
    """The benchmarks one after the other, the import first: the others use the people it leaves."""
    if not names:
        return
    rows = ground.invent(people)
    table = ground.people_table(rows)
    ground.provision(schema_name=REGION, code="33.72", quota=people)
    if "import" in names:
        ground.provision(schema_name=TWIN, code="15.71", quota=people)
        yield imports.measure(
            administrator_url=administrator_url,
            schema=REGION,
            twin=TWIN,
            table=table,
            files=(sheets.people_csv(rows), sheets.people_xlsx(rows)),
            rounds=min(rounds, 5),
        )
    if {"scoring", "requests", "search", "above"}.isdisjoint(names):
        return
    with services.inside(REGION):
        if "import" not in names:
            say(f"Importing {people} people")
            ground.import_people(table)
        administer(administrator_url, "VACUUM (ANALYZE)")  # what autovacuum does within a minute
        if "search" in names:
            yield searching.measure(texts=40 * rounds)
        if "above" in names:
            yield above.measure(rounds=rounds)
        if {"scoring", "requests"}.isdisjoint(names):
            return
        if "scoring" in names:
            say("Inventing the evidence of 15 measures")
            period = observations.open_period(administrator_url, REGION)
            administer(administrator_url, "VACUUM (ANALYZE)")
            yield scoring.measure(
                administrator_url=administrator_url,
                schema=REGION,
                period=period,
                rounds=rounds,
                singles=min(200, people),
            )
        if "requests" in names:
            periods = ground.open_periods(rows, ("2025", "2026"))
            administer(administrator_url, "VACUUM (ANALYZE)")
    if "requests" in names:
        yield requests.measure(schema=REGION, periods=periods, rounds=100 if people >= 1000 else 5)


def report_of_regions(name: str, administrator_url: str, *, regions: int, rounds: int) -> Report:
    """A benchmark over many schemas."""
    return OF_REGIONS[name](administrator_url=administrator_url, regions=regions, rounds=rounds)


def reports_of_crowds(
    administrator_url: str, *, people: int, times: int, share: float, rounds: int
) -> Iterator[Report]:
    """Scoring so many times as many people, and a share of the country, where asked for."""
    pair = 2 if times > 1 else 0
    sizes = crowd.sizes(share) if share else []
    names = traffic_ground.lay(pair + len(sizes))
    if pair:
        yield scoring_regions.growth(administrator_url, names[:pair], people=people, times=times, rounds=rounds)
    if sizes:
        yield scoring_regions.measure(administrator_url, names[pair:], sizes=sizes, rounds=rounds)
