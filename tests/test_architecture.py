"""What import-linter cannot see: the shape of the tree, the keys, the tables, the promises of the settings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django_tenants.utils import schema_context

from shared_apps.rows import Row
from tests.conftest import REGIONS

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {"tenants": 3, "tenant_apps": 2, "shared_apps": 1}
SOURCES = [path for floor in ("platform/merit", *FLOORS) for path in sorted((ROOT / floor).rglob("*.py"))]


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in FLOORS:
            yield model


def test_platform_is_a_folder_and_never_a_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_no_room_is_named_for_nothing() -> None:
    vague = {"utils", "common", "core", "helpers", "extras", "misc"}
    assert [path for path in SOURCES if vague & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_nothing_listens_to_signals() -> None:
    listening = [
        path.name
        for path in SOURCES
        if "django.dispatch" in path.read_text() or "django.db.models.signals" in path.read_text()
    ]
    assert listening == []


def test_nothing_is_swallowed() -> None:
    broad = {"Exception", "BaseException"}
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                is_broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in broad)
                if is_broad and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_the_product_never_reads_the_shared_papers() -> None:
    words = tuple(f"{above}/shared" for above in ("..", "/work"))
    kinds = {".py", ".yaml", ".yml", ".csv", ".html", ".js", ".css", ".toml", ".sql", ""}
    places = [ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / "deploy").iterdir(), *(ROOT / ".ci").iterdir()]
    for folder in ("platform/merit", "tests", *FLOORS):
        places += [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in kinds]
    found = [
        path
        for path in places
        if path != Path(__file__) and any(word in path.read_text(errors="replace") for word in words)
    ]
    assert found == []


@pytest.mark.parametrize("model", list(own_models()), ids=lambda model: model._meta.label)
def test_own_tables_have_a_key_made_here(model: type[models.Model]) -> None:
    key = model._meta.pk
    library_shaped = {"regions.Domain"}
    if model._meta.label not in library_shaped:
        assert issubclass(model, Row) or isinstance(key, models.CompositePrimaryKey), key


@pytest.mark.parametrize("model", list(own_models()), ids=lambda model: model._meta.label)
def test_no_key_points_to_a_higher_floor_or_out_of_the_schema(model: type[models.Model]) -> None:
    public_only = set(settings.SHARED_APPS) - set(settings.TENANT_APPS)
    floor = FLOORS[model.__module__.split(".")[0]]
    is_of_region = model._meta.app_config.name in settings.TENANT_APPS
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            target = field.related_model
            assert FLOORS.get(target.__module__.split(".")[0], 0) <= floor, field
            if is_of_region:
                assert target._meta.app_config.name not in public_only, field


@pytest.mark.parametrize("name", REGIONS)
def test_every_table_of_a_region_stands_in_its_own_schema(regions: None, name: str) -> None:
    expected = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name in settings.TENANT_APPS and model._meta.managed and not model._meta.proxy
    }
    with schema_context(name), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [name])
        there = {table for (table,) in cursor.fetchall()}
    assert expected - there == set()


def test_long_files_are_known() -> None:
    """Not a limit but a look: a source file that grows past 250 lines is usually two rooms."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 250
    }
    assert long == {}
