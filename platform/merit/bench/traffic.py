"""What a page of three queries costs over many regions, beside plain Django on the same server, under real traffic."""

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from merit.bench import figures, memory, servers, traffic_ground, visitors
from merit.bench.figures import Goal, Report
from merit.bench.installation import DATABASE, administer, say
from merit.bench.servers import Server
from merit.bench.visitors import Found, Visit
from merit.local import pooler
from tenants.regions.database.base import parking
from tenants.regions.database.bootstrap import bootstrap_pooler
from tenants.regions.database.logins import pooler_login, verifier_of

GOALS = {
    "busy_p50_over_plain": Goal("at_most", 1.25),
    "busy_p99_over_plain": Goal("at_most", 2),
    "busy_statements_over_plain": Goal("at_most", 1),
    "pooled_p50_over_plain": Goal("at_most", 1.6),
    "pooled_memory_over_shared": Goal("at_most", 1 / 5),
    "wrong_rows": Goal("at_most", 0),
}
PARKED = 20  # the product's own default
BUSY = PARKED - 2 * servers.THREADS  # every thread may hold a line of the host beside one of a region
VISITORS = 4
BLOCK = 400  # requests to one contender before the next has its turn
KEPT = 2.7  # megabytes a backend keeps of every region it met, as measured on stock django-tenants
_COUNTED = 200
_TOLD_AFTER = 11  # seconds after which an idle backend has told its counts


@dataclass(frozen=True)
class Contender:
    """A server and what is asked of it."""

    server: Server
    visits: list[Visit]


def measure(*, administrator_url: str, regions: int, rounds: int) -> Report:
    """Regions busy within the parking lot; all of them alike, behind PgBouncer; plain Django in between."""
    names = traffic_ground.lay(regions)
    visits, environment = traffic_ground.visits(names), traffic_ground.lay_plain(administrator_url)
    plain_visits = traffic_ground.plain_visits(administrator_url, environment, names)
    connection.close()
    parking.sweep(everything=True)
    # Autovacuum of twenty thousand new tables would work beside whoever has his turn and count as his statements.
    administer(administrator_url, "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mb-", dir="/tmp")))
        folder.chmod(0o755)  # PgBouncer does not run as root

        def started(name: str, visits: list[Visit], application: str, environment: Mapping[str, str]) -> Contender:
            running = servers.running(name, application, folder=folder, environment=environment)
            return Contender(stack.enter_context(running), visits)

        found = {
            "plain": started("plain", plain_visits, "django.core.wsgi:get_wsgi_application()", environment),
            "busy": started("busy", visits[:BUSY], "merit.wsgi", {"MERIT_DATABASE_PARKED_CONNECTIONS": str(PARKED)}),
        }
        if pooler.program():
            behind = stack.enter_context(_pooler(administrator_url, folder / "pooler", regions))
            found["pooled"] = started("pooled", visits, "merit.wsgi", behind)
        traffic = _traffic(found, rounds)
        kept = _memory(administrator_url, regions)  # before the pooler lets go of what is idle
        counts = {name: _counts(administrator_url, found[name]) for name in ("plain", "busy")}
    return _report(traffic, counts, kept, regions)


def _report(
    traffic: Mapping[str, Found], counts: Mapping[str, tuple[float, float]], kept: Mapping[str, float], regions: int
) -> Report:
    seconds = {name: one.seconds for name, one in traffic.items()}
    middle, slow = figures.medians(seconds), {name: figures.p99(values) for name, values in seconds.items()}
    spent = {name: round(one.processor / max(1, len(one.seconds)), 5) for name, one in traffic.items()}
    failed = [text for one in traffic.values() for text in one.failed]
    ratios = {f"{name}_p50_over_plain": middle[name] / middle["plain"] for name in traffic if name != "plain"}
    ratios |= {f"{name}_p99_over_plain": slow[name] / slow["plain"] for name in traffic if name != "plain"}
    ratios |= {f"{name}_processor_over_plain": spent[name] / spent["plain"] for name in traffic if name != "plain"}
    ratios["busy_statements_over_plain"] = counts["busy"][0] - counts["plain"][0]
    ratios["wrong_rows"] = sum(one.wrong for one in traffic.values())
    if "pooled" in traffic:
        ratios["pooled_memory_over_shared"] = kept["ours"] / kept["shared"]
    return Report(
        benchmark="requests_of_regions",
        ratios=ratios,
        goals={name: goal for name, goal in GOALS.items() if name in ratios},
        facts={
            "regions": regions,
            "requests": {name: len(one.seconds) for name, one in traffic.items()},
            "failed": len(failed),
            "first_failures": failed[:3],
            "statements": {name: statements for name, (statements, _lines) in counts.items()},
            "new_lines": {name: lines for name, (_statements, lines) in counts.items()},
            "seconds": middle,
            "seconds_of_processor": spent,
            "seconds_p99": {name: round(value, 5) for name, value in slow.items()},
            "megabytes": kept,
        },
    )


def _traffic(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Found]:
    """Blocks in turn, each round begins with another contender; what comes before only warms them up."""
    for name, one in contenders.items():
        say(f"Requests: warming {name}")
        warm = visitors.drive(one.server, one.visits, visitors=VISITORS, requests=BLOCK + 6 * len(one.visits), seed=0)
        if not warm.seconds:
            raise RuntimeError(f"{name} answers nothing right ({warm.wrong} wrong): {one.server.log()}")
    names = list(contenders)
    found = {name: Found() for name in names}
    for turn in range(rounds):
        say(f"Requests: round {turn + 1} of {rounds}")
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            one = contenders[name]
            found[name].add(visitors.drive(one.server, one.visits, visitors=VISITORS, requests=BLOCK, seed=turn + 1))
    return found


def _counts(administrator_url: str, contender: Contender) -> tuple[float, float]:
    """Statements and new lines per request, as the server counts them: outside a transaction a statement is one."""
    time.sleep(_TOLD_AFTER)
    before = _counted(administrator_url)
    visitors.drive(contender.server, contender.visits, visitors=VISITORS, requests=_COUNTED, seed=0)
    time.sleep(_TOLD_AFTER)
    after = _counted(administrator_url)
    statements, lines = (round((late - early) / _COUNTED, 2) for early, late in zip(before, after, strict=True))
    return statements, lines


def _counted(administrator_url: str) -> tuple[int, int]:
    with psycopg.connect(administrator_url) as administrator:
        row = administrator.execute(
            "SELECT sum(xact_commit + xact_rollback), sum(sessions) FROM pg_stat_database WHERE datname = ANY (%s)",
            [[DATABASE, traffic_ground.PLAIN]],
        ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


@contextmanager
def _pooler(administrator_url: str, folder: Path, regions: int) -> Iterator[dict[str, str]]:
    """PgBouncer with a server connection for every region, and web processes that keep theirs to it."""
    login = pooler_login()
    bootstrap_pooler(
        administrator_url=administrator_url,
        database=DATABASE,
        prefix=settings.DATABASE_ROLE_PREFIX,
        verifier=verifier_of(login),
    )
    with pooler.running(
        folder=folder,
        server=settings.DATABASES["default"]["HOST"],
        database=DATABASE,
        user=login.user,
        password=login.password,
        changes={"max_db_connections": str(regions + 20)},
    ) as port:
        yield {
            "MERIT_DATABASE_URL": f"postgresql:///{DATABASE}?host={folder}&port={port}",
            "MERIT_DATABASE_PARKED_CONNECTIONS": str(regions + servers.THREADS),
            "PATH": os.environ["PATH"],
        }


def _memory(administrator_url: str, regions: int) -> dict[str, float]:
    """All backends of the product's logins, and what as many as plain Django has would keep of every region."""
    pids = memory.backends(administrator_url, f"{settings.DATABASE_ROLE_PREFIX}_")
    plain = memory.backends(administrator_url, traffic_ground.PLAIN)
    names = [f"daerah_{number:03}" for number in range(min(regions, 40))]
    return {
        "backends": len(pids),
        "ours": round(memory.private_megabytes(pids), 1),
        "plain_backends": len(plain),
        "plain": round(memory.private_megabytes(plain), 1),
        "shared": servers.PROCESSES * servers.THREADS * regions * KEPT,
        "kept_of_a_region": round(memory.megabytes_per_region(administrator_url, names), 2),
    }
