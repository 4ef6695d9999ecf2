"""The product behind PgBouncer in transaction mode: one connection for each login, and never another region's row."""

import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django_tenants.utils import schema_context

from merit.local.pooler import running
from shared_apps.accounts.models import User
from tenants.regions.database import arrival
from tenants.regions.database.base import parking
from tenants.regions.database.bootstrap import bootstrap_pooler
from tenants.regions.database.logins import login_of, owner_login, pooler_login, verifier_of

pytestmark = pytest.mark.deep
THREADS, READS = 6, 5_000


@pytest.fixture
def pooler(real_logins: None, administrator_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The product's own pgbouncer.ini, with pools of one connection, in front of the tests' database."""
    database = dict(connection.settings_dict)
    login = pooler_login()
    bootstrap_pooler(
        administrator_url=administrator_url,
        database=database["NAME"],
        prefix=settings.DATABASE_ROLE_PREFIX,
        verifier=verifier_of(login),
    )
    folder = Path(f"/tmp/merit-pooler-{os.getpid()}")  # noqa: S108  sockets need a short path
    with running(
        folder=folder,
        server=database["HOST"],
        database=database["NAME"],
        user=login.user,
        password=login.password,
        changes={"default_pool_size": "1"},
    ) as port:
        for name, value in {"HOST": str(folder), "PORT": str(port)}.items():
            monkeypatch.setitem(connections.settings["default"], name, value)
        connection.close()
        parking.sweep(everything=True)
        try:
            yield folder
        finally:
            monkeypatch.undo()
            connection.close()
            parking.sweep(everything=True)


def test_five_thousand_reads_of_six_threads_are_each_of_the_region_asked_for(pooler: Path) -> None:
    for name in ("north", "south"):
        with schema_context(name):
            User.objects.create(email=f"{name}@example.id", name=name)
    wrong: list[tuple[str, list[str]]] = []
    done: list[int] = []

    def read(seed: int) -> None:
        choice = random.Random(seed)  # noqa: S311  which region is read next is no secret
        for _ in range(-(-READS // THREADS)):
            name = choice.choice(["north", "south"])
            with schema_context(name):
                found = list(User.objects.values_list("name", flat=True))
            done.append(1)
            if found != [name]:
                wrong.append((name, found))
        connection.close()

    threads = [threading.Thread(target=read, args=[seed]) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) >= READS
    assert wrong == []


def test_a_session_behind_it_is_shared_which_is_why_nothing_may_be_set_in_it(pooler: Path) -> None:
    """The control: what stock django-tenants does (SET, then the query) meets the value of somebody else."""
    login = login_of("north")
    database = connections.settings["default"]
    address = {"host": database["HOST"], "port": database["PORT"], "dbname": database["NAME"]} | login._asdict()
    wrong: list[str] = []

    def ask(name: str) -> None:
        with psycopg.connect(**address, autocommit=True, prepare_threshold=None) as raw:
            for _ in range(300):
                raw.execute(f"SET merit.region = '{name}'")
                row = raw.execute("SELECT current_setting('merit.region')").fetchone()
                if row != (name,):
                    wrong.append(name)

    threads = [threading.Thread(target=ask, args=[name]) for name in ("north", "south")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong


def test_the_start_arrives_where_it_asked_to(pooler: Path) -> None:
    arrival.check_arrival(["public", "north", "south"])


def test_the_pooler_knows_no_other_login(pooler: Path) -> None:
    database = connections.settings["default"]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host=database["HOST"], port=database["PORT"], dbname=database["NAME"], **owner_login()._asdict()
        )
