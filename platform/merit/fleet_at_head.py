"""Whether the fleet has anything to do, asked before Django is set up: a listing of folders and one statement.

The answer is the rows' (a region's version is written in the transaction of its migration) and the base schema's mark;
`merit fleet status` reads the schemas themselves. Anything unusual is answered by None: then the whole command looks.
"""

import argparse
import hashlib
import importlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_STATEMENT = """
SELECT count(*), count(*) FILTER (WHERE version <> %s), obj_description(to_regnamespace('merit_base'), 'pg_namespace')
FROM public.regions_region WHERE schema_name <> 'public' AND (state <> 'preparing' OR version <> '')
"""
Name = tuple[str, str]


def arguments(argv: list[str]) -> argparse.Namespace:
    """What `merit fleet migrate` takes."""
    parser = argparse.ArgumentParser(
        prog="merit fleet migrate",
        description="Bring all regions to this code's tables: base, canary, a few, the rest; a failure stops it.",
    )
    parser.add_argument("--jobs", type=int, default=1, help="regions at the same time (1)")
    parser.add_argument("--canary", default="", help="the region that goes first")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def answer(argv: list[str]) -> int | None:
    """0 and the usual words where every region is at the head; None where somebody has to look."""
    options = arguments(argv)
    found = regions_at_head(importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"]))
    if found is None:
        return None
    count, head = found
    if options.json:
        nothing: dict[str, Any] = {"migrated": [], "failed": {}, "waiting": [], "broken": [], "unlike_base": []}
        print(json.dumps({"head": head, "skipped": count, **nothing}))
    print(f"0 region(s) migrated, {count} were at the head", file=sys.stderr)
    return 0


def regions_at_head(settings: Any) -> tuple[int, str] | None:
    """How many regions there are and their version, if all and the base schema have it."""
    names = set(on_disk(settings))
    labels = {_label(app) for app in settings.TENANT_APPS}
    head = _digest(name for name in names if name[0] in labels)
    database = settings.DATABASES["default"]
    if not settings.DATABASE_OWNER_PASSWORD:
        return None
    parameters = {"dbname": "NAME", "host": "HOST", "port": "PORT"}
    where = {name: database[key] for name, key in parameters.items() if database.get(key)}
    try:
        with psycopg.connect(
            **where, user=f"{settings.DATABASE_ROLE_PREFIX}_owner", password=settings.DATABASE_OWNER_PASSWORD
        ) as owner:
            row = owner.execute(_STATEMENT, [head]).fetchone()
    except psycopg.Error:
        return None
    if row is None or row[1] or not row[2] or json.loads(row[2]).get("migrations") != _digest(names):
        return None
    return row[0], head


def on_disk(settings: Any) -> Iterator[Name]:
    """Every migration this code brings: the same as tenants.regions.fleet.versions, without the applications."""
    elsewhere = getattr(settings, "MIGRATION_MODULES", {})
    for app in settings.INSTALLED_APPS:
        label = _label(app)
        module = elsewhere.get(label, f"{app}.migrations")
        for folder in _folders(module) if module else ():
            for file in folder.glob("*.py"):
                if file.name[0] not in "_~":
                    yield label, file.stem


def _label(app: str) -> str:
    """A room of the same name as another has a label of its own, which stands in its apps.py."""
    for folder in _folders(app):
        text = (folder / "apps.py").read_text() if (folder / "apps.py").exists() else ""
        for line in text.splitlines():
            name, _, value = line.strip().partition(" = ")
            if name == "label":
                return value.partition("#")[0].strip().strip("\"'")
    return app.rpartition(".")[2]


def _folders(module: str) -> list[Path]:
    """Where a package lies; only its first part is looked up, nothing is imported."""
    first, *rest = module.split(".")
    spec = find_spec(first)
    places = (spec.submodule_search_locations or []) if spec else []
    return [folder for place in places if (folder := Path(place, *rest)).is_dir()][:1]


def _digest(names: Iterable[Name]) -> str:
    text = ",".join(sorted(".".join(name) for name in names))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
