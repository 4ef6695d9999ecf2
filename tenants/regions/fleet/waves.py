"""One act that migrates all: the base, a canary, a few, the rest. The first failure stops it; again, it goes on.

Each region is one transaction with its version. Regions at the head are not touched. Runs inside as_owner().
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from shared_apps.errors import ConflictError
from tenants.regions import proofs
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, catalogue, spares, transactions
from tenants.regions.fleet.plan import Plan, load, record, replay
from tenants.regions.fleet.progress import EVERY, Outcome, Progress
from tenants.regions.fleet.status import Standing, fleet
from tenants.regions.fleet.versions import Name, applied_in, code_version
from tenants.regions.models import FleetAct, Region
from tenants.regions.rules import BASE_SCHEMA

_LOCK = "merit.fleet"
FIRST_WAVE = 10


@dataclass
class _Act:
    loader: MigrationLoader
    outcome: Outcome
    progress: Progress
    plans: dict[frozenset[Name], Plan] = field(default_factory=dict)


def migrate(*, jobs: int = 1, canary: str = "", say: Callable[[str], None] = lambda _text: None) -> Outcome:
    """Bring every region to this code's tables, in waves, with the proof of isolation after each."""
    with _alone():
        standings = fleet()
        due = [one for one in standings if not one.is_done]
        outcome = Outcome(skipped=len(standings) - len(due))
        ahead = [one.schema_name for one in due if one.is_ahead]
        if ahead:
            raise ConflictError("region_ahead", f"Newer than this code: {', '.join(ahead)}. Nothing was migrated.")
        if due:
            act = _Act(load(), outcome, Progress(head=code_version(), total=len(due)))
            outcome.waiting = [one.schema_name for one in due]
            with ExitStack() as ending:
                ending.callback(act.progress.end, outcome)
                ending.push(partial(_tell_fault, outcome))
                _migrate_base(act, say)
                spares.drop_stale()
                _run_waves(act, _waves(due, canary), jobs, say)
        return outcome


def _tell_fault(outcome: Outcome, _kind: object, error: BaseException | None, _trace: object) -> None:
    """What ends the act outside a region is told as the base's; it goes on up."""
    if isinstance(error, Exception):
        outcome.failed.setdefault(BASE_SCHEMA, f"{type(error).__name__}: {error}")


def _waves(due: Sequence[Standing], canary: str) -> list[list[Standing]]:
    """One region, then one of every other history and a few more, then the rest."""
    ordered = sorted(due, key=lambda one: (one.schema_name != canary, one.state != Region.State.ACTIVE))
    seen: set[frozenset[Name]] = set()
    first = [one for one in ordered if not (one.applied in seen or seen.add(one.applied))]  # type: ignore[func-returns-value]
    rest = [one for one in ordered if one not in first]
    few = max(0, FIRST_WAVE - len(first) + 1)
    return [wave for wave in ([first[0]], first[1:] + rest[:few], rest[few:]) if wave]


def _run_waves(act: _Act, waves: list[list[Standing]], jobs: int, say: Callable[[str], None]) -> None:
    outcome = act.outcome
    waiting = outcome.waiting
    for number, wave in enumerate(waves, start=1):
        say(f"wave {number} of {len(waves)}: {len(wave)} region(s), first {wave[0].schema_name}")
        act.progress.phase(FleetAct.Phase.WAVE, wave=number, waves=len(waves), wave_regions=len(wave))
        for one in wave:  # a history met for the first time is planned here, alone
            if not outcome.failed and one.applied not in act.plans:
                _attempt(act, one)
        _replay_all([one for one in wave if one.schema_name not in outcome.migrated], act, jobs)
        if number == 1 and not outcome.failed:
            _compare_with_base(wave[0].schema_name, outcome)
        done = {*outcome.migrated, *outcome.failed}
        outcome.waiting = [name for name in waiting if name not in done]
        if outcome.migrated:
            act.progress.phase(FleetAct.Phase.PROOF, migrated=len(outcome.migrated))
            outcome.broken = _proved({*outcome.waiting, *outcome.failed})
        if outcome.failed or outcome.broken:
            break


def _proved(behind: set[str]) -> list[str]:
    """The whole proof, kept by the host; regions of an earlier wave have tables that those behind will get."""
    begun = time.monotonic()
    broken = [
        f"{promise}: {thing}"
        for promise, thing in roles.broken_promises()
        if not (promise.startswith("every region holds every table") and thing.partition(" ")[0] in behind)
    ]
    proofs.keep_whole(broken, at=timezone.now(), seconds=time.monotonic() - begun)
    return broken


def _replay_all(wave: list[Standing], act: _Act, jobs: int) -> None:
    """Several at once: each thread has the owner's connection of its own."""
    if jobs <= 1 or len(wave) < 2:
        _replay(wave, act, lambda: act.progress.beat(len(act.outcome.migrated)))
        return

    def part(share: list[Standing]) -> None:
        with as_owner():
            _replay(share, act)

    with ThreadPoolExecutor(jobs) as pool:
        parts = [pool.submit(part, wave[start::jobs]) for start in range(jobs)]
        while wait(parts, timeout=EVERY).not_done:
            act.progress.beat(len(act.outcome.migrated))
        for done in parts:
            done.result()


def _replay(share: list[Standing], act: _Act, beat: Callable[[], None] = lambda: None) -> None:
    """What is SQL goes in batches, and what is not region by region, until one fails."""
    plain = [one for one in share if _is_plain(act.plans.get(one.applied))]
    for start in range(0, len(plain), transactions.BATCH):
        if not act.outcome.failed:
            _send(plain[start : start + transactions.BATCH], act)
            beat()
    for one in share:
        if one not in plain and not act.outcome.failed:
            _attempt(act, one)
            beat()


def _is_plain(plan: Plan | None) -> bool:
    return plan is not None and plan.is_sql and not plan.makes_objects


def _send(batch: list[Standing], act: _Act) -> None:
    names = [one.schema_name for one in batch]
    try:
        transactions.send([(one.schema_name, act.plans[one.applied]) for one in batch])
    except transactions.RegionError as failure:
        act.outcome.migrated += names[: failure.place]
        error = failure.error
        act.outcome.failed[names[failure.place]] = f"{type(error).__name__}: {error}".strip()
    else:
        act.outcome.migrated += names


class _Told:
    """Whatever a migration raises in one region is written down, and the act stops; only being killed goes on up."""

    def __init__(self, outcome: Outcome, schema_name: str) -> None:
        self._outcome, self._schema_name = outcome, schema_name

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """One of both lists has the region now."""
        if error is None:
            self._outcome.migrated.append(self._schema_name)
        elif isinstance(error, Exception):
            self._outcome.failed[self._schema_name] = f"{type(error).__name__}: {error}".strip()
        return isinstance(error, Exception)


def _attempt(act: _Act, one: Standing) -> None:
    """One region in one transaction; what fails is rolled back."""
    plan = act.plans.get(one.applied)
    with _Told(act.outcome, one.schema_name):
        with transactions.inside(one.schema_name):
            if plan is None:
                plan = record(act.loader, one.applied)
            else:
                replay(plan)
            transactions.finish(one.schema_name, plan)
        act.plans[one.applied] = plan


def _migrate_base(act: _Act, say: Callable[[str], None]) -> None:
    """The base goes first, where nobody works; a base that is not what it was is made anew."""
    mark = base_schema.read_mark(any_version=True)
    if mark is None or base_schema.read_mark() is not None:
        return
    if catalogue.fingerprint(catalogue.lines(BASE_SCHEMA)) != mark.fingerprint:
        return  # ensure() builds it when the next region is asked for
    say("base schema")
    applied = applied_in([BASE_SCHEMA])[BASE_SCHEMA]
    with transactions.inside(BASE_SCHEMA):
        act.plans[applied] = record(act.loader, applied)
    base_schema.set_mark()


def _compare_with_base(schema_name: str, outcome: Outcome) -> None:
    """The canary's catalogue against the base's: a difference is told, it does not stop the act."""
    if base_schema.read_mark() is not None:
        found, wanted = catalogue.lines(schema_name), catalogue.lines(BASE_SCHEMA)
        if found != wanted:
            outcome.unlike_base.append(f"{schema_name}: {base_schema.difference(found, wanted)}")


@contextmanager
def _alone() -> Iterator[None]:
    """Two acts at once are refused; the lock goes with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [_LOCK])
        if cursor.fetchone() != (True,):
            raise ConflictError("fleet_busy", "Another process migrates the fleet.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_LOCK])
