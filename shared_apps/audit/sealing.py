"""The chain of seals over audit rows: made by the owner, recomputed by whoever may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from psycopg import sql

MOST = 10_000  # rows of either table in one seal
# A transaction writes its rows before it commits: until this long after its `at` a row may still appear.
LATE = timedelta(hours=6)

# Everything before this moment has its seal: a full seal took the oldest rows alone, and the others still wait.
_SEALED_UNTIL = """
(SELECT LEAST(sealed_at - %(late)s,
              (SELECT at FROM {schema}.audit_entry
               WHERE cardinality(entries) >= %(most)s AND id = entries[cardinality(entries)]),
              (SELECT at FROM {schema}.audit_change
               WHERE cardinality(changes) >= %(most)s AND id = changes[cardinality(changes)]))
 FROM {schema}.audit_seal ORDER BY number DESC LIMIT 1)
"""
_SEAL = """
WITH last AS (SELECT number, head FROM {schema}.audit_seal ORDER BY number DESC LIMIT 1),
since AS (SELECT COALESCE({sealed_until}, '-infinity') AS moment),
known AS (SELECT entries, changes FROM {schema}.audit_seal WHERE sealed_at >= (SELECT moment - %(late)s FROM since)),
new_seal AS (
    SELECT COALESCE((SELECT head FROM last), '') AS previous, COALESCE((SELECT number FROM last), 0) + 1 AS number,
           %(at)s::timestamptz AS sealed_at,
           ARRAY(SELECT id FROM {schema}.audit_entry r
                 LEFT JOIN (SELECT unnest(entries) AS id FROM known) k USING (id)
                 WHERE r.at >= (SELECT moment FROM since) AND k.id IS NULL
                 ORDER BY r.at, id LIMIT %(most)s) AS entries,
           ARRAY(SELECT id FROM {schema}.audit_change r
                 LEFT JOIN (SELECT unnest(changes) AS id FROM known) k USING (id)
                 WHERE r.at >= (SELECT moment FROM since) AND k.id IS NULL
                 ORDER BY r.at, id LIMIT %(most)s) AS changes
)
INSERT INTO {schema}.audit_seal (id, number, sealed_at, entries, changes, head)
SELECT gen_random_uuid(), number, sealed_at, entries, changes, {digest}
FROM new_seal WHERE cardinality(entries) + cardinality(changes) > 0
RETURNING cardinality(entries) + cardinality(changes)
"""
_CHECK = """
SELECT head, {digest},
       ARRAY(SELECT m FROM unnest(entries || changes) m
             EXCEPT SELECT id FROM {schema}.audit_entry WHERE id = ANY(entries)
             EXCEPT SELECT id FROM {schema}.audit_change WHERE id = ANY(changes))
FROM (SELECT *, %(previous)s AS previous FROM {schema}.audit_seal WHERE number = %(number)s) AS seal
"""
_INSERTED = """
SELECT {name}, id FROM {schema}.{table} r
LEFT JOIN (SELECT unnest({members}) AS id FROM {schema}.audit_seal) k USING (id)
WHERE r.at < {sealed_until} AND k.id IS NULL ORDER BY r.at LIMIT 20
"""


@dataclass(frozen=True)
class Fault:
    """Where the audit is not what was sealed: the seal's number, 0 where no seal knows the row."""

    seal: int
    what: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What a verification found."""

    seals: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether every byte is as it was sealed."""
        return not self.faults


def seal(schema_name: str, *, at: datetime) -> int:
    """Add one link over rows no seal names yet, as the owner; the number of rows, 0 when there were none."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("LOCK TABLE {}.audit_seal IN SHARE ROW EXCLUSIVE MODE").format(sql.Identifier(schema_name))
        )
        parameters: dict[str, Any] = {"late": LATE, "most": MOST, "at": at}
        cursor.execute(_text(_SEAL, schema_name), parameters)
        found = cursor.fetchone()
        return int(found[0]) if found else 0


def verify(schema_name: str, *, heads: Mapping[int, str] | None = None) -> Verdict:
    """Recompute the whole chain; `heads` are what the host or the auditor was told before."""
    faults = list(_broken(schema_name, heads or {}))
    numbers = _numbers(schema_name)
    known = {fault.seal for fault in faults}
    faults += [Fault(number, "seal_removed") for number in sorted(set(heads or {}) - set(numbers) - known)]
    for table, members in (("audit_entry", "entries"), ("audit_change", "changes")):
        names = {"name": sql.Literal(table), "table": sql.Identifier(table), "members": sql.Identifier(members)}
        query = _text(_INSERTED, schema_name, **names)
        rows = tuple(f"{name} {row_id}" for name, row_id in _rows(query, {"late": LATE, "most": MOST}))
        if rows:
            faults.append(Fault(0, "row_inserted", rows))
    head = _rows(_text("SELECT head FROM {schema}.audit_seal ORDER BY number DESC LIMIT 1", schema_name))
    return Verdict(seals=len(numbers), head=head[0][0] if head else "", faults=tuple(faults))


def _broken(schema_name: str, heads: Mapping[int, str]) -> Iterator[Fault]:
    """Seals whose digest is another; after each the stored head is taken, so that only what is broken is named."""
    previous, expected = "", 1
    for number in _numbers(schema_name):
        if number != expected:
            yield Fault(expected, "seal_removed")
        head, digest, missing = _rows(_text(_CHECK, schema_name), {"previous": previous, "number": number})[0]
        if missing:
            yield Fault(number, "row_removed", tuple(map(str, missing)))
        elif head != digest:
            yield Fault(number, "changed")
        elif heads.get(number, head) != head:
            yield Fault(number, "made_anew")
        previous, expected = head, number + 1


def _numbers(schema_name: str) -> list[int]:
    return [number for (number,) in _rows(_text("SELECT number FROM {schema}.audit_seal ORDER BY 1", schema_name))]


def _rows(query: sql.Composed, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _text(query: str, schema_name: str, **parts: sql.Composable) -> sql.Composed:
    schema = sql.Identifier(schema_name)
    own = {"digest": files(__package__).joinpath("seal.sql").read_text(), "sealed_until": _SEALED_UNTIL}
    asked = {name: sql.SQL(text).format(schema=schema) for name, text in own.items() if f"{{{name}}}" in query}
    return sql.SQL(query).format(schema=schema, **asked, **parts)
