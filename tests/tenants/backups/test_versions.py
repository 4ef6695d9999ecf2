"""A backup of older tables is restored as it was, then migrated; one of newer tables is refused in words."""

from typing import Any

from django.db import connection

from tenants.backups import swapping
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.tenants.backups.conftest import AT, made, restored
from tests.tenants.backups.test_round_trip import nothing_beside
from tests.tenants.regions.test_fleet import COLUMN, Bring, bring, forget, migrate

__all__ = ["bring"]


def columns(schema_name: str) -> set[str]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0",
            [f"{schema_name}.organisation_government"],
        )
        return {name for (name,) in cursor.fetchall()}


def test_older_tables_are_migrated_before_they_serve(bring: Bring, north: str) -> None:
    backup = made()
    bring(COLUMN)
    copy = restored(backup)
    assert copy.holds, copy.checks
    assert next(check["told"] for check in copy.checks if check["check"] == "migrated") == "1 migrasi dijalankan"
    assert columns(copy.beside) - columns("north") == {"motto"}
    assert not Region.objects.get(schema_name="north").is_current
    swapping.swap(restore=copy, at=AT, pause=lambda _seconds: None)
    assert "motto" in columns("north")
    assert Region.objects.get(schema_name="north").is_current


def test_newer_tables_are_refused_in_words(bring: Bring, north: str, settings: Any) -> None:
    bring(COLUMN)
    migrate()
    backup = made()
    settings.MIGRATION_MODULES = {}
    forget()
    copy = restored(backup)
    assert copy.state == "refused"
    assert "lebih baru" in copy.checks[0]["told"]
    assert nothing_beside()
