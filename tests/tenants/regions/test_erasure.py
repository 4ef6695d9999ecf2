"""Erasing a schema: nothing of it is found in database, files, cache or queue; nothing else is touched."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenant_apps.organisation import queries as organisation
from tenants.regions import erasure, tasks, traces
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import login_of
from tenants.regions.models import Domain, ProofReport, Region
from tests.cast import OPERATOR
from tests.tenants.conftest import record
from tests.tenants.regions.test_asking_for_a_region import ask


@dataclass(frozen=True)
class Kept:
    """What must be as it was."""

    regions: set[str]
    files: traces.Files
    cached: str
    waiting: int
    government: str


def left_by(schema_name: str) -> UUID:
    """A file, a cache entry and a waiting task, as a living region has them."""
    with schema_context(schema_name):
        cache.set("page", schema_name)
        job = jobs.enqueue(
            task="tenant_apps.people.tasks.import_people", kind="import_people", key=schema_name, actor=OPERATOR
        )
        files.store(name="pegawai.csv", content=b"rahasia", actor=OPERATOR)
    return job.id


def state_of(schema_name: str) -> Kept:
    with schema_context("public"):
        found = set(Region.objects.values_list("schema_name", flat=True))
    with schema_context(schema_name):
        return Kept(
            found - {"magelang"},
            traces.files_of(schema_name),
            cache.get("page"),
            traces.queued(schema_name),
            organisation.government().name,
        )


def no_longer_active(schema_name: str) -> None:
    with schema_context("public"):
        Region.objects.filter(schema_name=schema_name).update(state=Region.State.SUSPENDED)


@pytest.fixture
def two(real_logins: None) -> None:
    """North, and Magelang of its own: the other regions of the tests stand in a second database too."""
    tasks.provision("public", str(ask(record()).id))
    for name in ("north", "magelang"):
        left_by(name)
    no_longer_active("magelang")


def test_nothing_is_found_afterwards_and_the_neighbour_is_whole(two: None) -> None:
    before = state_of("north")
    expected = erasure.would_erase("magelang")
    assert expected.tables["people_employee"] == 0
    assert expected.tables["jobs_job"] == 1
    assert (expected.files, expected.bytes, expected.cache_keys, expected.messages) == (
        1,
        58,
        1,
        1,
    )  # 7 bytes and their seal
    assert len(erasure.remains("magelang")) == 10, erasure.remains("magelang")

    assert erasure.erase("magelang") == expected
    assert erasure.remains("magelang") == ["baris daerah, 1", "alamat, 1", "tugas penyiapan, 1", "laporan bukti, 1"]
    forgotten = erasure.forget("magelang")
    assert (forgotten["regions.Region"], forgotten["regions.Domain"], forgotten["jobs.JobStep"]) == (1, 1, 6)
    assert erasure.remains("magelang") == []

    assert state_of("north") == before
    with as_owner():
        assert roles.broken_promises() == []


def test_erased_twice_it_is_erased_once(two: None) -> None:
    erasure.erase("magelang")
    again = erasure.erase("magelang")
    assert (again.rows, again.roles, again.files, again.cache_keys, again.messages) == (0, (), 0, 0, 0)
    erasure.forget("magelang")
    assert erasure.forget("magelang") == {}
    assert erasure.remains("magelang") == []


def test_who_is_inside_is_sent_away_and_does_not_come_back(two: None) -> None:
    """A pooled connection would outlive its role, and be taken up for the next role of the same name."""
    conninfo = {"host": connection.settings_dict["HOST"], "dbname": connection.settings_dict["NAME"]}
    with closing(psycopg.connect(**conninfo, **login_of("magelang")._asdict())) as inside:
        inside.execute("LOCK TABLE jobs_job IN ROW EXCLUSIVE MODE")  # and holds up whoever drops it
        erasure.erase("magelang")
        with pytest.raises(psycopg.OperationalError):
            inside.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**conninfo, **login_of("magelang")._asdict())


def test_an_active_region_is_not_erased(two: None) -> None:
    before = state_of("north")
    with pytest.raises(ConflictError) as refused:
        erasure.erase("north")
    assert refused.value.code == "region_active"
    assert state_of("north") == before


@pytest.mark.parametrize("act", [erasure.erase, erasure.would_erase, erasure.forget, erasure.remains])
@pytest.mark.parametrize("name", ["public", "merit_base", "pg_catalog", "information_schema", "../south", ""])
def test_what_is_no_region_is_never_erased(regions: None, act: Callable[[str], object], name: str) -> None:
    before = Region.objects.count(), Domain.objects.count(), Job.objects.count(), ProofReport.objects.count()
    with pytest.raises(InvalidError):
        act(name)
    assert before == (Region.objects.count(), Domain.objects.count(), Job.objects.count(), ProofReport.objects.count())
    assert settings.FILES_FOLDER.parent.exists()
