"""Erased to the last trace: killed anywhere it finishes, what resists is not certified, others are untouched."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import InternalError, connection
from django.utils import timezone
from django_tenants.utils import schema_context
from psycopg import sql

from shared_apps.accounts.models import User
from shared_apps.jobs.models import Job
from tenants.backups import keys, making
from tenants.backups.models import Backup
from tenants.departure import packing, queries, services
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.probes.models import Night, Search
from tenants.regions import erasure
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.shared_apps.accounts.scene import inside
from tests.tenants.departure import scene
from tests.tenants.departure.scene import AT, DAY, FIRST, NAME, REASON, SECOND

ORDER = "Surat Wali Kota 800/12/2026"


class Killed(BaseException):
    """Stands for kill -9: no handler of the product may catch it."""


class KillBefore:
    """Lets n statements through and dies before the next one."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


@pytest.fixture
def administrator(real_logins: None) -> Iterator[User]:
    """The region's."""
    yield scene.with_administrator()
    scene.cleared(NAME)


def ordered() -> Job:
    """Closed, and both people acted on a written order."""
    departure = scene.closed()
    services.ask_erasure(departure_id=departure.id, actor=FIRST, at=AT, day=DAY, order=ORDER)
    name = departure.region_name
    return services.confirm_erasure(departure_id=departure.id, name=name, actor=SECOND, at=AT, day=DAY)


def taken_for_dead(job: Job) -> None:
    """The worker is gone; afterwards somebody wrote once more."""
    connection.close()
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    Job.objects.filter(id=job.id).update(beat_at=timezone.now() - timedelta(hours=1))
    folder = settings.FILES_FOLDER / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terlambat").write_bytes(b"ditulis di antaranya")


def gone(job: Job) -> None:
    departure = queries.by_id(job.arguments["departure"])
    assert departure.state == State.ERASED
    assert erasure.remains(NAME) == []
    assert not Region.objects.filter(schema_name=NAME).exists()
    said = json.loads(departure.certificate)["destroyed"]
    assert said["tables"]["accounts_user"] == 1
    assert said["logins"] == [f"merit_tests_r_{NAME}"]
    with as_owner():
        assert roles.broken_promises() == []
    assert scene.answers("south") == 200


def killed_and_resumed(n: int) -> bool:
    """Whether it was killed at all: it has fewer statements than that, or it was and finished afterwards."""
    job = ordered()
    try:
        with connection.execute_wrapper(KillBefore(n)):
            scene.run(job)
    except Killed:
        taken_for_dead(job)
        scene.work(job)
        was_killed = True
    else:
        was_killed = False
    gone(job)
    return was_killed


@pytest.mark.parametrize("n", [4, 20, 34, 48, 60, 72, 84, 96])
def test_killed_anywhere_and_started_again_it_finishes(administrator: User, n: int) -> None:
    assert killed_and_resumed(n)


@pytest.mark.deep
@pytest.mark.parametrize("n", range(0, 140, 3))
def test_killed_before_any_statement_and_started_again_it_finishes(administrator: User, n: int) -> None:
    assert killed_and_resumed(n) or n > 90


def test_backups_and_the_key_go_and_are_named(administrator: User) -> None:
    backup = making.make(schema_name=NAME, at=timezone.now(), actor=FIRST)
    public = str(keys.identity_of(NAME).to_public())
    with inside(NAME):
        cache.set("x", "y")
    job = ordered()
    scene.work(job)
    gone(job)
    said = json.loads(queries.by_id(job.arguments["departure"]).certificate)["destroyed"]
    assert backup.file in said["backups"]
    assert len(said["backup_key"]) == 16
    assert public not in json.dumps(said)
    assert not Backup.objects.exists()
    assert not any(settings.KEYS_FOLDER.glob(f"{NAME}*"))
    assert said["cache_keys"] >= 1


def in_public(word: str) -> set[str]:
    """The tables of the host in which a word stands anywhere."""
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in cursor.fetchall()]
        found = set()
        for table in tables:
            text = sql.SQL("SELECT count(*) FROM public.{} t WHERE t::text ~ %s").format(sql.Identifier(table))
            cursor.execute(text, [rf"\m{word}\M"])
            found |= {table} if cursor.fetchone() != (0,) else set()
    return found


def test_the_host_keeps_what_the_certificate_says_it_keeps_and_nothing_else(administrator: User) -> None:
    with schema_context("public"):
        night = Night.objects.create(begun_at=timezone.now(), code_version="x", skipped={NAME: "suspended"})
        Search.objects.create(night=night, region=NAME, name="Timur", nonce="n", changed_at=timezone.now())
    scene.work(ordered())
    assert in_public(NAME) == {"audit_change", "departure_departure", "jobs_job", "partnerships_agreement"}
    assert in_public("admin@east.example.id") == set()
    said = json.loads(Departure.objects.get().certificate)
    assert (said["found_afterwards"], len(said["kept_by_the_host"])) == ([], 2)


def test_what_resists_is_not_certified(real_logins: None) -> None:
    """The login of north still owns rights in another database of this server: it cannot be dropped."""
    with as_owner():
        south = packing.fingerprints("south")
    region = scene.region("north")
    departure = services.begin(region_id=region.id, reason=REASON, actor=FIRST, at=AT, day=DAY, ends_on=DAY)
    services.close(departure_id=departure.id, actor=FIRST, at=AT, day=DAY)
    services.ask_erasure(departure_id=departure.id, actor=FIRST, at=AT, day=DAY, order=ORDER)
    job = services.confirm_erasure(departure_id=departure.id, name=region.name, actor=SECOND, at=AT, day=DAY)
    with pytest.raises(InternalError):
        scene.run(job)
    job.refresh_from_db()
    departure = queries.by_id(departure.id)
    assert (job.state, departure.state, departure.certificate) == ("failed", State.READ_ONLY, "")
    assert departure.destroyed["found"]["tables"]["accounts_invitation"] == 1  # written down, for the next attempt
    assert erasure.remains("north") != []
    with as_owner():
        assert packing.fingerprints("south") == south
