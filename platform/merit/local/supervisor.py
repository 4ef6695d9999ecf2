"""Starts the parts of a local installation in order, watches them, stops them in reverse."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from merit.local import valkey
from merit.local.children import dies_with_parent
from merit.local.home import Home
from merit.local.postgres import EmbeddedPostgres

_SERVERS = {"postgresql": signal.SIGINT, "valkey": signal.SIGTERM}  # SIGTERM would wait for PostgreSQL's clients
_OWNER_ONLY = {"MERIT_DATABASE_OWNER_PASSWORD", "MERIT_LOCAL_ADMINISTRATOR_PASSWORD", "MERIT_DATABASE_ADMIN_URL"}


@dataclass
class Part:
    """A running part and how to start it again."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]


@dataclass
class Supervisor:
    """The parts of one installation; a part that dies is started again."""

    home: Home
    environment: Mapping[str, str]
    own_database: bool = True
    own_broker: bool = True
    parts: list[Part] = field(default_factory=list)

    def start_servers(self) -> str | None:
        """PostgreSQL and Valkey, unless others are to be used; the administrator's URL, if there is one."""
        self.home.sockets.mkdir(exist_ok=True)
        administrator_url = os.environ.get("MERIT_DATABASE_ADMIN_URL")
        if self.own_database:
            server = EmbeddedPostgres(
                data=self.home.database,
                sockets=self.home.sockets,
                password=self.home.secrets()["MERIT_LOCAL_ADMINISTRATOR_PASSWORD"],
            )
            server.prepare()
            process = self._add("postgresql", lambda: server.start(log=self._log("postgresql")))
            server.wait(process)
            administrator_url = server.administrator_url()
        if self.own_broker:
            socket = self.home.sockets / "valkey.sock"
            folder = self.home.folder / "valkey"
            process = self._add("valkey", lambda: valkey.start(folder=folder, socket=socket, log=self._log("valkey")))
            valkey.wait(socket, process)
        return administrator_url

    def start_program(self, name: str, arguments: list[str], *, as_owner: bool = False) -> None:
        """A part of our own; without as_owner it never sees the owner's password."""
        environment = dict(os.environ) | dict(self.environment)
        if not as_owner:
            environment = {key: value for key, value in environment.items() if key not in _OWNER_ONLY}

        def start() -> subprocess.Popen[bytes]:
            log = self._log(name)
            return subprocess.Popen(
                [sys.executable, "-m", *arguments], env=environment, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=dies_with_parent,
            )  # fmt: skip

        self._add(name, start)

    def watch(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Until `stop` says so, or a signal comes; a part that ended is started again."""
        while not stop():
            for part in self.parts:
                if part.process.poll() is not None:
                    sys.stderr.write(f"{part.name} ended ({part.process.returncode}); starting it again.\n")
                    part.process = part.start()
            time.sleep(0.5)

    def stop(self) -> None:
        """Our programs first and together, then the servers, each with time to finish."""
        programs = [part for part in self.parts if part.name not in _SERVERS]
        for group in (programs, [part for part in self.parts if part.name in _SERVERS]):
            for part in group:
                if part.process.poll() is None:
                    part.process.send_signal(_SERVERS.get(part.name, signal.SIGTERM))
            for part in group:
                try:
                    part.process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    part.process.kill()
                    part.process.wait()
        self.parts.clear()

    def _add(self, name: str, start: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
        part = Part(name, start, start())
        self.parts.append(part)
        return part.process

    def _log(self, name: str) -> IO[Any]:
        path: Path = self.home.logs / f"{name}.log"
        return path.open("ab")
