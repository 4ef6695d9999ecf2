"""Web servers as in production (gunicorn, threads), each a process of its own on a socket of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from merit.local.children import dies_with_parent

PROCESSES, THREADS = 2, 4
_OWNER_ONLY = {"MERIT_DATABASE_OWNER_PASSWORD", "MERIT_LOCAL_ADMINISTRATOR_PASSWORD"}


@dataclass(frozen=True)
class Server:
    """Where one answers, and the process that started those who do."""

    path: Path
    pid: int

    def connect(self) -> socket.socket:
        """A connection as the proxy keeps it."""
        found = socket.socket(socket.AF_UNIX)
        found.settimeout(60)
        found.connect(str(self.path))
        return found

    def processor_seconds(self) -> float:
        """What its processes have spent so far; busy neighbours do not change it much."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        spent = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13] for child in children]
        return sum(int(ticks) for pair in spent for ticks in pair) / os.sysconf("SC_CLK_TCK")

    def log(self) -> str:
        """The end of what it wrote."""
        return self.path.with_suffix(".log").read_text()[-2000:]


@contextmanager
def running(name: str, application: str, *, folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Until the block ends."""
    path = folder / f"{name}.sock"
    command = [
        *(sys.executable, "-m", "gunicorn", application, "-b", f"unix:{path}"),
        *("-k", "gthread", "-w", str(PROCESSES), "--threads", str(THREADS)),
        *("--no-control-socket", "--keep-alive", "60", "--log-level", "warning"),
    ]
    known = {key: value for key, value in os.environ.items() if key not in _OWNER_ONLY} | dict(environment)
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=known, stdout=log, stderr=log, preexec_fn=dies_with_parent)
    try:
        server = Server(path, process.pid)
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            server.connect().close()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(server.log()) from error
            time.sleep(0.05)
