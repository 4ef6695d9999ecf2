"""A region of 40,000 people is never in memory as a whole: measured in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tenants.regions.database.base import as_owner

ACT = """
import json, resource
from datetime import UTC, datetime
import django
django.setup()
from django.conf import settings
from pathlib import Path
import sys
for name in ("files", "backups", "keys"):
    setattr(settings, f"{name.upper()}_FOLDER", Path(sys.argv[1]) / name)
from tenants.backups import making, restoring
from tests.cast import OPERATOR
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
def drill():
    backup = making.make(schema_name="north", at=datetime.now(tz=UTC), actor=OPERATOR)
    made = peak()
    return backup, restoring.restore(backup=backup, at=datetime.now(tz=UTC), actor=OPERATOR, is_drill=True), made
backup, first, _made = drill()
before = peak()
from tenants.regions.database.base import as_owner
from django.db import connection
with as_owner(), connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO north.accounts_user (id, email, name, password, is_active, language, joined_at)"
        " SELECT gen_random_uuid(), n || '@x.example.id',"
        " (SELECT string_agg(md5((n * 100 + k)::text), '') FROM generate_series(1, 80) k),"
        " '', true, 'id', now() FROM generate_series(1, 40000) n"
    )
backup, copy, made = drill()
print(json.dumps({"before": before, "made": made, "after": peak(), "holds": copy.holds, "rows": backup.rows,
                  "size": backup.size, "milliseconds": [backup.milliseconds, copy.milliseconds]}))
"""


@pytest.mark.deep
def test_forty_thousand_people_need_no_more_memory_than_forty(north: str, administrator_url: str) -> None:
    address = connection.settings_dict
    environment = {**os.environ, "MERIT_DATABASE_ADMIN_URL": f"postgresql:///x?host={address['HOST']}"}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    folder = settings.BACKUPS_FOLDER.parent
    with as_owner(), connection.cursor() as cursor:  # of 110 MB of rows the audit would make three times as much
        cursor.execute("ALTER TABLE north.accounts_user DISABLE TRIGGER audit_insert")
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", ACT, str(folder)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    print(found)  # noqa: T201
    assert found["rows"] > 40_000
    assert found["size"] > 40 * 2**20
    assert found["after"] - found["before"] < 40, found  # MB
