"""A local installation: its database made and migrated, its programs started."""

import hashlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from merit.local.home import Home
from merit.local.supervisor import Supervisor

_PROGRAMS: tuple[tuple[str, list[str], bool], ...] = (
    (
        "worker",
        ["celery", "-A", "merit", "worker", "-Q", "region", "-c", "2", "-n", "region@local", "-l", "WARNING"],
        False,
    ),
    (
        "provisioner",
        ["celery", "-A", "merit", "worker", "-Q", "owner", "-P", "solo", "-n", "owner@local", "-l", "WARNING"],
        True,
    ),
    (
        "archivist",
        ["celery", "-A", "merit", "worker", "-Q", "backups", "-P", "solo", "-n", "backups@local", "-l", "WARNING"],
        True,
    ),
)


def prepare_database(home: Home, administrator_url: str | None) -> None:
    """Owner, host login, tables of the host and of every region; skipped where the migrations are the same."""
    stamp, current = home.folder / "migrated", _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    environment = dict(os.environ)
    if administrator_url:
        environment["MERIT_DATABASE_ADMIN_URL"] = administrator_url
        _merit(["bootstrap"], environment)
    _merit(["migrate-all"], environment)
    _merit(["collectstatic", "--noinput", "-v", "0"], environment)
    stamp.write_text(current)


def start_programs(supervisor: Supervisor) -> None:
    """Web, the regions' worker, the owner's two workers, and the clock."""
    home = supervisor.home
    web = ["gunicorn", "merit.wsgi", "-k", "gthread", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{home.port}",
           "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    supervisor.start_program("web", web)
    for name, arguments, as_owner in _PROGRAMS:
        supervisor.start_program(name, arguments, as_owner=as_owner)
    schedule = home.folder / "beat-schedule"
    supervisor.start_program("beat", ["celery", "-A", "merit", "beat", "-s", str(schedule), "-l", "WARNING"])


def wait_for_web(home: Home, host: str, *, seconds: float = 60) -> None:
    """Until the web answers under this host's name."""
    request = urllib.request.Request(f"http://127.0.0.1:{home.port}/masuk/", headers={"Host": host})
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310  our own address
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > end:
                sys.exit(f"The web did not start; see {home.logs}/web.log")
            time.sleep(0.1)


def _merit(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "merit", *arguments], check=True, env=environment)


def _fingerprint() -> str:
    """Changes with any migration, any asset, and the way the logins are made."""
    digest = hashlib.sha256()
    for package in ("tenants", "shared_apps", "tenant_apps"):
        spec = find_spec(package)
        root = Path(spec.origin).parent if spec and spec.origin else Path()
        paths = [*root.glob("*/migrations/*.py"), *root.glob("*/static/**/*.*"), *root.glob("regions/database/*")]
        for path in sorted(paths):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
