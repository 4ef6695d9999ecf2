"""The private memory of database backends, as the kernel counts it."""

from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql


def private_megabytes(pids: Iterable[int]) -> float:
    """Together; what they share with one another (the server's buffers, its program) is in nobody's part."""
    kilobytes = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Private_"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def backends(administrator_url: str, prefix: str) -> list[int]:
    """Process numbers of the backends of all logins whose name begins so."""
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        rows = administrator.execute(
            "SELECT pid FROM pg_stat_activity WHERE starts_with(usename::text, %s)",
            [prefix],
        ).fetchall()
    return [pid for (pid,) in rows]


def megabytes_per_region(administrator_url: str, schemas: list[str]) -> float:
    """What one backend keeps of every region whose tables it met, as where all regions share a login."""
    with psycopg.connect(administrator_url, autocommit=True) as backend:
        pid = backend.info.backend_pid
        _meet(backend, schemas[0])
        before = private_megabytes([pid])
        for schema in schemas[1:]:
            _meet(backend, schema)
        return (private_megabytes([pid]) - before) / (len(schemas) - 1)


def _meet(backend: psycopg.Connection[tuple[object, ...]], schema: str) -> None:
    tables = backend.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
    for (table,) in tables:
        backend.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(schema, str(table))))
