"""A local installation of its own, started as a person would, with everybody of the main job in it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from merit.local.home import Home

OPERATOR, MAYOR, HEAD, EMPLOYEE = "operator", "mayor", "head", "employee"
ADMINISTRATOR, STRANGER, REVIEWER, OFFICER = "administrator", "stranger", "reviewer", "officer"
_WHO = {
    OPERATOR: "Operator tuan rumah",
    REVIEWER: "Penelaah templat",
    ADMINISTRATOR: "Administrator Kota Surakarta",
    STRANGER: "Administrator Provinsi Jambi",
    MAYOR: "Wali Kota Surakarta",
    OFFICER: "Pejabat pelindungan data",
    HEAD: "Kepala unit:",
    EMPLOYEE: "Pegawai:",
}


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    address: str
    login: str
    password: str


@dataclass
class Installation:
    """What runs, and who is in it."""

    home: Home
    process: subprocess.Popen[bytes] | None = None
    accounts: dict[str, Account] = field(default_factory=dict)
    probed: subprocess.CompletedProcess[str] | None = None

    @property
    def output(self) -> str:
        """What it printed so far."""
        return (self.home.folder / "output.txt").read_text()

    def start(self, *, seconds: float = 420) -> None:
        """`merit demo` until it says that it runs."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
        environment |= {"MERIT_HOME": str(self.home.folder), "MERIT_PORT": str(self.home.port)}
        with (self.home.folder / "output.txt").open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "merit", "demo"], env=environment, stdout=output, stderr=output
            )
        end = time.monotonic() + seconds
        while "Merit Bersama runs" not in self.output:
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"merit demo did not start:\n{self.output[-3000:]}")
            time.sleep(0.3)
        rows = json.loads((self.home.folder / "accounts.json").read_text())
        for who, words in _WHO.items():
            row = next(row for row in rows if row["who"].startswith(words))
            address = f"{row['address'].rpartition(':')[0]}:{self.home.port}"
            self.accounts[who] = Account(address, row["login"], row["password"])

    def probe(self) -> None:
        """A night of the isolation probe, so that its pages have something to show."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
        environment |= {"MERIT_HOME": str(self.home.folder), "MERIT_PORT": str(self.home.port)}
        self.probed = subprocess.run(
            [sys.executable, "-m", "merit", "probe"],
            env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def stop(self) -> tuple[int, list[str]]:
        """Ctrl-C; how it ended and what survived it."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        self.process = None
        return code, self.survivors()

    def survivors(self) -> list[str]:
        """Processes of this installation: by the folder they were started with, or its name in their command line."""
        folder = str(self.home.folder)
        marks = (f"MERIT_HOME={folder}", *map(str, (self.home.sockets, self.home.database)))
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes()
                known = words + (entry / "environ").read_bytes()
            except OSError:  # ended meanwhile, or somebody else's
                continue
            if int(entry.name) != os.getpid() and any(mark.encode() in known for mark in marks):
                found.append(words.replace(b"\0", b" ").decode(errors="replace"))
        return found

    def kill(self) -> None:
        """Whatever happened: nothing stays."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        self.process = None


@contextmanager
def installation() -> Iterator[Installation]:
    """One on a throw-away folder and a free port; MERIT_BROWSER_HOME keeps the folder between runs of a developer."""
    kept = os.environ.get("MERIT_BROWSER_HOME")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="merit-browser-"))
    folder.mkdir(parents=True, exist_ok=True)
    home = Home(folder=folder, port=_free_port())
    running = Installation(home)
    try:
        running.start()
        running.probe()
        yield running
    finally:
        running.kill()
        if not kept:
            for leftover in (home.folder, home.sockets, home.database.parent):
                shutil.rmtree(leftover, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
