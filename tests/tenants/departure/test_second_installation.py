"""A pack is imported into an empty installation of its own: another database, other secrets, other logins."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from shared_apps import signatures
from tenants.departure import archive, packing
from tenants.regions import services
from tests.government import build
from tests.tenant_apps.scoring.cast import publish_newer, publish_templates
from tests.tenants.departure.scene import AT

DATABASE, PREFIX = "merit_second", "merit_second"


@pytest.fixture
def merit(real_logins: None, administrator_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of the second installation."""
    host = urlsplit(os.environ["MERIT_DATABASE_URL"])
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
    yield environment | {
        "DJANGO_SETTINGS_MODULE": "merit.settings",
        "MERIT_DATABASE_URL": urlunsplit(host._replace(path=f"/{DATABASE}")),
        "MERIT_DATABASE_ADMIN_URL": administrator_url,
        "MERIT_DATABASE_ROLE_PREFIX": PREFIX,
        "MERIT_HTTPS": "no",
        "MERIT_BROKER_URL": "memory://",
        **{f"MERIT_{name}": f"second-only-{name}-" + "x" * 40 for name in ("SECRET_KEY", "SIGNING_KEY", "FIELD_KEY")},
        **{f"MERIT_DATABASE_{name}": f"second-{name}-" + "y" * 40 for name in ("MASTER_SECRET", "OWNER_PASSWORD")},
        **{
            f"MERIT_{name}_FOLDER": str(tmp_path / name.lower())
            for name in ("FILES", "MAIL", "STATIC", "KEYS", "BACKUPS")
        },
    }
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        administrator.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        found = administrator.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE %s", [f"{PREFIX}\\_%"])
        for (role,) in found.fetchall():
            administrator.execute(f'DROP OWNED BY "{role}"')
            administrator.execute(f'DROP ROLE "{role}"')


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "merit", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.deep
def test_an_empty_installation_takes_the_region_over(merit: dict[str, str], tmp_path: Path) -> None:
    publish_templates()
    publish_newer()
    build("north")
    path, key = tmp_path / "paket.zip", tmp_path / "kunci.pem"
    with services.inside("north"):
        packing.write(path, "north", at=AT)
    key.write_bytes(signatures.public_key())
    operator = ["--operator-name", "Ops", "--operator-email", "ops@example.id"]
    for words in (
        ["bootstrap"],
        ["migrate-all"],
        ["found-host", "--name", "Provinsi Baru", "--code", "36", "--domain", "baru.localhost", *operator],
    ):
        done = run(merit, *words)
        assert done.returncode == 0, done.stderr

    names = ["--schema", "utara", "--domain", "utara.localhost", "--administrator-name", "Admin"]
    asked = ["region", "import-pack", str(path), *names, "--administrator-email", "a@utara.example.id", "--json"]
    done = run(merit, *asked, "--key", str(key))
    assert done.returncode == 0, done.stderr
    told, said = json.loads(done.stdout.splitlines()[-1]), archive.Reader(path).manifest
    assert (told["verdict"], told["fingerprint"], told["region"]) == ("equal", said["fingerprint"], "utara")
    assert told["files"] == len(said["files"]["there"])
    assert run(merit, "audit", "verify", "--region", "utara").returncode == 0
    assert run(merit, "fleet", "proof").returncode == 0
    resealed = run(merit, "region", "reseal", "utara")  # the NIKs are under this installation's own key already
    assert (resealed.returncode, resealed.stdout) == (0, "utara: 0 resealed, 0 that no key here opens\n"), resealed
    assert any("utara.localhost" in letter.read_text() for letter in (tmp_path / "mail").iterdir())
    again = run(merit, *asked)
    assert (again.returncode, json.loads(again.stdout.splitlines()[-1])["error"]) == (1, "region_taken")
