"""What a migration of all regions costs, as whole processes: beside psql with the same DDL, and migrate_schemas."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from django_tenants.utils import schema_context

from merit.bench import figures, provisioning
from merit.bench.figures import Goal, Report
from merit.bench.installation import say
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import Region

GOALS = {
    "migrate_over_psql": Goal("at_most", 2),
    "stock_over_migrate": Goal("at_least", 200),
    "stock_nothing_over_nothing": Goal("at_least", 300),
    "python_over_stock": Goal("at_most", 1 / 5),
}
JOBS = 2  # one for each processor
SHARE = 5  # regions the stock command is timed on; its time is scaled to all

_MIGRATE = [sys.executable, "-m", "merit", "fleet", "migrate"]
_MIGRATION = """
from django.db import migrations, models

def greet(apps, editor):
    apps.get_model("organisation", "Government").objects.update({column}="x")

class Migration(migrations.Migration):
    dependencies = [("organisation", "{after}")]
    operations = [
        migrations.AddField("government", "{column}", models.TextField(default="")),
        migrations.AddIndex("unit", models.Index(fields=["code"], name="unit_{column}")),
        {more}
    ]
"""
_DDL = """BEGIN; SET LOCAL search_path = {schema};
ALTER TABLE organisation_government ADD COLUMN {column} text DEFAULT '' NOT NULL;
ALTER TABLE organisation_government ALTER COLUMN {column} DROP DEFAULT;
CREATE INDEX unit_{column} ON organisation_unit (code); COMMIT;
"""
_STOCK = """
import sys, django; django.setup()
from django.core.management import call_command
from tenants.regions.database.base import as_owner
with as_owner():
    for name in sys.argv[1:]:
        call_command("migrate_schemas", schema_name=name, verbosity=0, interactive=False)
"""


def measure(*, administrator_url: str, regions: int, rounds: int) -> Report:
    """Every round brings one migration more; psql does the same DDL with other names in the same schemas."""
    with as_owner():
        base_schema.ensure()
        names = provisioning.fill(regions)
        stock = _stock_schemas(min(SHARE, regions))
    _register(names)
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        later = _Later(Path(folder))
        for turn in range(rounds):
            say(f"Fleet: round {turn + 1} of {rounds} over {regions} regions")
            later.write(f"ours_{turn}")
            _note(found, "migrate", [*_MIGRATE, "--jobs", str(JOBS)], later)
            text = "".join(_DDL.format(schema=name, column=f"psql_{turn}") for name in names)
            psql = [provisioning.binary("psql"), "-q", "-v", "ON_ERROR_STOP=1", administrator_url]
            _note(found, "psql", psql, later, text)
            _note(found, "nothing", _MIGRATE, later)
        say(f"Fleet: migrate_schemas on {len(stock)} regions, once")
        _note(found, "stock", [sys.executable, "-c", _STOCK, *stock], later)
        _note(found, "stock_nothing", [sys.executable, "-c", _STOCK, *stock], later)
        later.write("python", more="migrations.RunPython(greet),")
        _note(found, "python", [*_MIGRATE, "--jobs", str(JOBS)], later)
        _note(found, "stock_python", [sys.executable, "-c", _STOCK, *stock], later)
        with as_owner():
            found["proof"] = [figures.seconds_of(roles.broken_promises)]
    middle = figures.medians(found)
    scale = regions / len(stock)
    return Report(
        benchmark="fleet",
        ratios={
            "migrate_over_psql": middle["migrate"] / middle["psql"],
            "stock_over_migrate": middle["stock"] / rounds * scale / middle["migrate"],
            "stock_nothing_over_nothing": middle["stock_nothing"] * scale / middle["nothing"],
            "python_over_stock": middle["python"] / (middle["stock_python"] * scale),
        },
        goals=GOALS,
        facts={"regions": regions, "rounds": rounds, "jobs": JOBS, "stock_measured_on": len(stock), "seconds": middle},
    )


class _Later:
    """Code of a later version: the organisation's migrations in a folder, one more each time."""

    def __init__(self, folder: Path) -> None:
        spec = find_spec("tenant_apps.organisation.migrations")
        if spec is None or spec.origin is None:
            raise RuntimeError("the organisation has no migrations")
        self._folder = folder / "later_migrations"
        self._folder.mkdir()
        for source in Path(spec.origin).parent.glob("*.py"):
            (self._folder / source.name).write_text(source.read_text())
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "merit.bench.fleet_settings",
            "PYTHONPATH": os.pathsep.join([str(folder), *sys.path]),
        }

    def write(self, column: str, more: str = "") -> None:
        """One more."""
        last = sorted(self._folder.glob("[0-9]*.py"))[-1].stem
        name = f"{int(last[:4]) + 1:04}_{column}.py"
        (self._folder / name).write_text(_MIGRATION.format(after=last, column=column, more=more))


def _note(found: dict[str, list[float]], name: str, command: Sequence[str], later: _Later, text: str = "") -> None:
    def run() -> None:
        done = subprocess.run(command, input=text, env=later.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-2000:]}")

    found.setdefault(name, []).append(figures.seconds_of(run))


def _register(names: Sequence[str]) -> None:
    """The regions' rows and logins: the proof proves them as well."""
    say(f"Fleet: {len(names)} logins")
    with schema_context("public"):
        Region.objects.bulk_create(
            Region(schema_name=name, name=name, code=name, state=Region.State.ACTIVE, version=code_version())
            for name in names
        )
    with as_owner():
        for name in names:
            roles.ensure_region(name)


def _stock_schemas(count: int) -> list[str]:
    """Schemas no region's row knows: the stock command's own."""
    names = [f"stok_{number}" for number in range(count)]
    for name in names:
        provisioning.copied(name)
    return names
