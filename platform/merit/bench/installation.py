"""A throw-away installation: its own PostgreSQL with the settings of a local one (fsync on), gone afterwards."""

import importlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg
from psycopg import sql

from merit.local.home import Home, environment_of
from merit.local.postgres import EmbeddedPostgres

DATABASE = "merit"


@contextmanager
def installation(*, connections: int = 200) -> Iterator[str]:
    """PostgreSQL runs, the owner's roles and the host's tables stand, Django is set up; the administrator's URL."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    home = Home(folder=Path(tempfile.mkdtemp(prefix="merit-bench-")), port=8000)
    home.prepare()
    _be_its_own(home)
    password = home.secrets()["MERIT_LOCAL_ADMINISTRATOR_PASSWORD"]
    allowed = {"max_connections": str(connections)}
    server = EmbeddedPostgres(data=home.database, sockets=home.sockets, password=password, settings=allowed)
    try:
        server.prepare()
        with (home.logs / "postgresql.log").open("wb") as log:
            process = server.start(log=log)
            try:
                server.wait(process)
                _lay_ground(server.administrator_url())
                yield server.administrator_url(DATABASE)
            finally:
                process.send_signal(signal.SIGINT)  # fast shutdown; SIGTERM would wait for clients
                process.wait(timeout=60)
    finally:
        for folder in (home.folder, home.sockets, home.database.parent):
            shutil.rmtree(folder, ignore_errors=True)


def administer(administrator_url: str, *statements: str) -> None:
    """What no region's login may do: VACUUM, TRUNCATE, COPY of files."""
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        for statement in statements:
            administrator.execute(statement.encode())


def invent(administrator_url: str, schema: str, *statements: tuple[str, Mapping[str, object]]) -> None:
    """Rows for a region by the million: no trigger writes each of them down again, nothing waits for the disk."""
    with psycopg.connect(administrator_url) as administrator:
        place = sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema))
        administrator.execute(place)
        administrator.execute("SET LOCAL session_replication_role = replica")
        administrator.execute("SET LOCAL synchronous_commit = off")
        for statement, values in statements:
            administrator.execute(statement.encode(), values)


def say(text: str) -> None:
    """Progress, beside the figures."""
    print(f"· {text} …", file=sys.stderr, flush=True)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Ended from outside, the benchmark tidies up as after Ctrl-C."""
    raise KeyboardInterrupt


def _be_its_own(home: Home) -> None:
    """Nothing set for another installation may reach this one."""
    for name in [name for name in os.environ if name.startswith("MERIT_")]:
        del os.environ[name]
    os.environ.update(
        environment_of(home),
        MERIT_BROKER_URL="memory://",
        MERIT_LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE="merit.bench.settings",
    )


def _lay_ground(administrator_url: str) -> None:
    importlib.import_module("django").setup()
    ground = importlib.import_module("merit.bench.ground")  # needs the applications
    ground.lay(administrator_url, database=DATABASE)
