"""What a version is: the migrations of a region's applications, as one short name. Cheap to ask in every request."""

import hashlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

Name = tuple[str, str]  # application label, migration


@cache
def on_disk() -> frozenset[Name]:
    """Every migration this code brings. Only folders are listed: a web process imports no migration."""
    return frozenset((config.label, name) for config in apps.get_app_configs() for name in _files(config.label))


@cache
def region_labels() -> frozenset[str]:
    """The applications that have tables in a region."""
    return frozenset(config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS)


@cache
def code_version() -> str:
    """The version this code needs a region to have; migrations of the host alone do not change it."""
    return version_of(on_disk())


def version_of(names: Iterable[Name]) -> str:
    """The version of a schema with these migrations."""
    labels = region_labels()
    return digest(name for name in names if name[0] in labels)


def digest(names: Iterable[Name]) -> str:
    """A short name of a set of migrations."""
    text = ",".join(sorted(".".join(name) for name in names))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def forget() -> None:
    """Look at the disk again: for tests that bring migrations."""
    for known in (on_disk, region_labels, code_version):
        known.cache_clear()


def applied_in(schema_names: Iterable[str]) -> dict[str, frozenset[Name]]:
    """What is applied in each schema that has migrations at all: two statements, however many schemas."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relname = 'django_migrations' AND n.nspname = ANY (%s)",
            [list(schema_names)],
        )
        found = [name for (name,) in cursor.fetchall()]
        if not found:
            return {}
        part = sql.SQL("SELECT {} AS s, app, name FROM {}")
        parts = [part.format(sql.Literal(name), sql.Identifier(name, "django_migrations")) for name in found]
        # One row per different history, not per region: 552 regions at the head are one row.
        cursor.execute(
            sql.SQL(
                "SELECT array_agg(s), names FROM (SELECT s, array_agg(app || '.' || name ORDER BY app, name) AS names"
                " FROM ({}) AS every GROUP BY s) AS history GROUP BY names"
            ).format(sql.SQL(" UNION ALL ").join(parts))
        )
        rows = cursor.fetchall()
    applied: dict[str, frozenset[Name]] = {}
    for schemas, names in rows:
        history = frozenset((app, name) for app, _, name in (full.partition(".") for full in names))
        applied |= dict.fromkeys(schemas, history)
    return applied | {name: frozenset() for name in found if name not in applied}


def _files(label: str) -> list[str]:
    module_name, _is_explicit = MigrationLoader.migrations_module(label)
    if module_name is None or find_spec(module_name) is None:
        return []
    folder = import_module(module_name)
    return [
        name for _, name, is_package in pkgutil.iter_modules(folder.__path__) if not is_package and name[0] not in "_~"
    ]
