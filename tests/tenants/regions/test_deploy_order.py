"""Migrations run while the code before them still serves: expand first, contract with a later version."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation

from tenants.regions.fleet import plan
from tests.test_architecture import FLOORS

CONTRACTS = (
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def own_migrations() -> Iterator[Migration]:
    """Ours after the first, of the host and of the regions."""
    for (label, _name), migration in plan.load().graph.nodes.items():
        if apps.get_app_config(label).name.partition(".")[0] in FLOORS and not migration.initial:
            yield migration


def refusals(migration: Migration) -> list[str]:
    """What the code before it could not live with."""
    return [f"{migration}: {operation.describe()}" for operation in migration.operations if is_refused(operation)] * (
        not getattr(migration, "contracts", False)
    )


def is_refused(operation: Operation) -> bool:
    if isinstance(operation, migrations.AddField):
        field = operation.field
        is_filled = field.null or field.has_db_default() or field.many_to_many  # Django drops a default after adding
        return not is_filled
    return isinstance(operation, CONTRACTS)


def test_the_code_before_can_live_with_every_migration() -> None:
    assert [text for migration in own_migrations() for text in refusals(migration)] == []


@pytest.mark.parametrize(
    ("operation", "refused"),
    [
        (migrations.AddField("unit", "motto", models.TextField(default="")), True),
        (migrations.AddField("unit", "motto", models.TextField(default="", db_default="")), False),
        (migrations.AddField("unit", "motto", models.TextField(null=True)), False),
        (migrations.RemoveField("unit", "name"), True),
        (migrations.RenameField("unit", "name", "title"), True),
        (migrations.DeleteModel("unit"), True),
        (migrations.AddIndex("unit", models.Index(fields=["code"], name="unit_code")), False),
        (migrations.CreateModel("motto", [("id", models.BigAutoField(primary_key=True))]), False),
    ],
)
def test_contracting_is_told_apart_from_expanding(operation: Operation, refused: bool) -> None:
    migration = Migration("0002_later", "organisation")
    migration.operations = [operation]
    assert bool(refusals(migration)) is refused
    migration.contracts = True  # type: ignore[attr-defined]  # said by its author: the code before no longer uses it
    assert refusals(migration) == []
