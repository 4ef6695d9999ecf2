"""A north with something in every kind of column, and backups of it in a folder of this test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.files import services as files
from tenants.backups import making, restoring
from tenants.backups.models import Backup, Restore
from tenants.regions import erasure
from tests.cast import OPERATOR, TODAY

AT = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
CANARY = "Siti Kenari Rahasia"


def fill(schema_name: str) -> None:
    """Somebody with an account, a role and a file."""
    with schema_context(schema_name):
        user = User.objects.create(email=f"siti@{schema_name}.example.id", name=CANARY)
        accounts.appoint(user=user, role="auditor", day=TODAY, actor=OPERATOR)
        files.store(name="rahasia.csv", content=CANARY.encode() * 200_000, actor=OPERATOR)
        files.store(name="kosong.csv", content=b"", actor=OPERATOR)


def made(schema_name: str = "north") -> Backup:
    return making.make(schema_name=schema_name, at=AT, actor=OPERATOR)


def restored(backup: Backup, *, is_drill: bool = False) -> Restore:
    return restoring.restore(backup=backup, at=AT, actor=OPERATOR, is_drill=is_drill)


@pytest.fixture
def north(real_logins: None, settings: Any, tmp_path: Path) -> Iterator[str]:
    """North with somebody in it; files, backups and keys in folders of this test."""
    for name in ("files", "backups", "keys"):
        setattr(settings, f"{name.upper()}_FOLDER", tmp_path / name)
    fill("north")
    yield "north"
    connection.close()
    connection.set_schema_to_public()
    for copy in Restore.objects.all():  # roles belong to the cluster, which outlives the test's database
        erasure.erase(copy.beside)
