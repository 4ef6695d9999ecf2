"""PgBouncer with the lines of deploy/pgbouncer.ini, beside a local server: for tests and benchmarks of a checkout."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from merit.local import unprivileged
from merit.local.children import dies_with_parent

_INI = Path(__file__).parents[3] / "deploy" / "pgbouncer.ini"


def program() -> str | None:
    """Where PgBouncer is installed; Debian puts it where only administrators look."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


@contextmanager
def running(
    *, folder: Path, server: str, database: str, user: str, password: str, changes: Mapping[str, str]
) -> Iterator[int]:
    """Listen on a socket in the folder; yields the port that names it. `server` is where PostgreSQL's socket lies."""
    found, port = program(), 6432
    if found is None or not _INI.exists():
        raise RuntimeError("PgBouncer is not installed, or this is no checkout.")
    unprivileged.give(folder)
    folder.chmod(0o755)
    (folder / "userlist.txt").write_text(f'"{user}" "{password}"\n')
    own = {
        "merit": f"host={server} dbname={database}",
        "listen_addr": "",
        "listen_port": str(port),
        "auth_file": str(folder / "userlist.txt"),
        "auth_user": user,
        **changes,
    }
    (folder / "pgbouncer.ini").write_text(_with(own, database) + f"unix_socket_dir = {folder}\n")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [found, "-q", str(folder / "pgbouncer.ini")],
            cwd="/", stderr=log, preexec_fn=dies_with_parent, **unprivileged.identity(),
        )  # fmt: skip
    try:
        _wait(folder, port, process, f"dbname={database} user={user} password={password}")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder)


def _with(own: Mapping[str, str], database: str) -> str:
    """The product's lines; only where things lie, and what is asked for, is another."""
    lines = []
    for line in _INI.read_text().splitlines():
        name = line.partition(" = ")[0]
        lines.append(f"{name} = {own[name]}" if name in own else line)
    return "\n".join(lines).replace("merit = host", f"{database} = host", 1) + "\n"


def _wait(folder: Path, port: int, process: subprocess.Popen[bytes], login: str) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(f"host={folder} port={port} {login}").close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((folder / "log").read_text()) from error
            time.sleep(0.05)
