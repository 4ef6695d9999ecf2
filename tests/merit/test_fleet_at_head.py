"""`merit fleet migrate` with nothing to do answers before Django is set up, and only then."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from merit import fleet_at_head
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, versions
from tenants.regions.models import Region
from tests.tenants.regions.test_base_schema import execute


def test_the_listing_is_the_one_of_the_applications() -> None:
    assert set(fleet_at_head.on_disk(settings)) == versions.on_disk()


def test_the_settings_of_migration_modules_count(settings: Any) -> None:
    settings.MIGRATION_MODULES = {"organisation": None, "people": "tenant_apps.scoring.migrations"}
    found = set(fleet_at_head.on_disk(settings))
    assert not [one for one in found if one[0] == "organisation"]
    assert {name for label, name in found if label == "people"} == {
        name for label, name in versions.on_disk() if label == "scoring"
    }


def test_all_at_the_head_is_said_with_the_head(real_logins: None) -> None:
    with as_owner():
        base_schema.ensure()
    assert fleet_at_head.regions_at_head(settings) == (2, versions.code_version())


@pytest.mark.parametrize("spoil", ["row", "base", "no base", "no password"])
def test_anything_else_is_left_to_the_whole_command(real_logins: None, settings: Any, spoil: str) -> None:
    with as_owner():
        base_schema.ensure()
        if spoil == "base":  # a migration of the host alone
            execute("""COMMENT ON SCHEMA merit_base IS '{"migrations": "older", "fingerprint": "x"}'""")
        elif spoil == "no base":
            execute("DROP SCHEMA merit_base CASCADE")
    if spoil == "row":
        Region.objects.filter(schema_name="south").update(version="older")
    if spoil == "no password":
        settings.DATABASE_OWNER_PASSWORD = ""
    assert fleet_at_head.regions_at_head(settings) is None


def test_the_command_says_so_without_django(real_logins: None) -> None:
    with as_owner():
        base_schema.ensure()
    program = "import sys; from merit.__main__ import _run; code = _run(['fleet', 'migrate', '--json'])\n"
    program += "sys.exit(code or ('django.apps.registry' in sys.modules and sys.modules['django.apps'].apps.ready))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    code = f"import os; os.getpid = lambda: {os.getpid()}\n{program}"  # the servers' folder has our number
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 region(s) migrated, 2 were at the head" in done.stderr
    line = json.loads(done.stdout)
    assert (line["head"], line["skipped"], line["migrated"]) == (versions.code_version(), 2, [])
