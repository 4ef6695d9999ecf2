"""Two regions, provisioned once by the real steps; `regions` rolls every login back, `real_logins` commits."""

import os
import secrets
import shutil
import signal
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from merit.local import unprivileged
from merit.local.postgres import EmbeddedPostgres
from tenants.regions import services
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner, parking
from tenants.regions.database.bootstrap import bootstrap
from tests.newcomers import provisioned
from tests.settings import SOCKETS

DATABASE, PRISTINE = "merit_tests", "merit_tests_pristine"
REGIONS = {"north": "33.72", "south": "15"}
KEEP = "MERIT_TESTS_KEEP_REGIONS" in os.environ  # on a server named from outside, for the next run
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}


@pytest.fixture(scope="session")
def administrator_url() -> Iterator[str]:
    """A PostgreSQL of our own, or the one MERIT_DATABASE_ADMIN_URL names."""
    folder = SOCKETS
    if url := os.environ.get("MERIT_DATABASE_ADMIN_URL"):
        yield url
        shutil.rmtree(folder, ignore_errors=True)  # files that regions were given
        return
    unprivileged.give(folder)
    folder.chmod(0o755)
    server = EmbeddedPostgres(data=folder / "data", sockets=folder, password=secrets.token_urlsafe(), settings=_FAST)
    server.prepare()
    with (folder / "postgres.log").open("wb") as log:
        process = server.start(log=log)
        try:
            server.wait(process)
            yield server.administrator_url()
        finally:
            process.send_signal(signal.SIGINT)  # fast shutdown; SIGTERM would wait for clients
            process.wait(timeout=30)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(administrator_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replaces pytest-django's: the database belongs to the owner, the regions exist and are proved."""
    with django_db_blocker.unblock():
        if KEEP and _exists(administrator_url, PRISTINE):
            _as_provisioned(administrator_url)
        else:
            _provision(administrator_url)
            _copy(administrator_url, DATABASE, PRISTINE)
        yield
        _drop(administrator_url, DATABASE)
        if not KEEP:
            _drop(administrator_url, PRISTINE)


@pytest.fixture
def regions(db: None) -> Iterator[None]:
    """Host, north and south under their real logins; nothing written stays."""
    with connection.rolled_back():
        yield


@pytest.fixture
def real_logins(django_db_setup: None, administrator_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """No surrounding transaction: threads, commits and DDL are real; afterwards the database is made anew."""
    with django_db_blocker.unblock():
        yield
        connection.set_schema_to_public()
        _as_provisioned(administrator_url)


def _provision(administrator_url: str) -> None:
    _drop(administrator_url, DATABASE)
    bootstrap(
        administrator_url=administrator_url,
        database=DATABASE,
        prefix=settings.DATABASE_ROLE_PREFIX,
        owner_password=settings.DATABASE_OWNER_PASSWORD,
    )
    with as_owner():
        call_command("migrate_schemas", shared=True, verbosity=0)
        roles.ensure_host()
    services.ensure_host_region(name="Provinsi Jawa Barat", code="32", domain="host.localhost")
    for name, code in REGIONS.items():
        provisioned(name, code)
    connection.close()


def _as_provisioned(administrator_url: str) -> None:
    """The database anew; logins belong to the server and are made what they were."""
    _copy(administrator_url, PRISTINE, DATABASE)
    with as_owner():
        roles.ensure_host()
        for name in REGIONS:
            roles.ensure_region(name)


def _exists(administrator_url: str, name: str) -> bool:
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        found = administrator.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def _copy(administrator_url: str, source: str, target: str) -> None:
    _drop(administrator_url, target)
    owner = sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_owner")
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
    _administer(administrator_url, statement.format(sql.Identifier(target), sql.Identifier(source), owner))
    revoke = sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC")  # privileges on a database are not copied with it
    _administer(administrator_url, revoke.format(sql.Identifier(target)))


def _drop(administrator_url: str, name: str) -> None:
    connection.close()
    parking.sweep(everything=True)
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    _administer(administrator_url, statement.format(sql.Identifier(name)))


def _administer(administrator_url: str, statement: sql.Composed) -> None:
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        administrator.execute(statement)
