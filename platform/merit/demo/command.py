"""`merit demo`: everything on this machine, the main job done once; `--check` tries it on throw-away data."""

import argparse
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
from pathlib import Path
from types import FrameType

from merit.local.home import Home, default_home, environment_of
from merit.local.installation import prepare_database, start_programs, wait_for_web
from merit.local.supervisor import Supervisor

HOST_DOMAIN = "jabar.localhost"
_MADE = ("files", "mail", "valkey", "migrated", "main-job-begun", "beat-schedule", "secrets.env")


def demo(argv: list[str]) -> int:
    """Start, run the main job unless it was run, show where to go, watch until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="merit demo", description=demo.__doc__)
    parser.add_argument(
        "--check", action="store_true", help="run steps 1–7 on a throw-away folder, one JSON line last"
    )
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` starts us with Ctrl-C ignored
    if options.check:
        return _check()
    home = default_home()
    return _run(home)


def _run(home: Home) -> int:
    began, accounts, begun = time.monotonic(), home.folder / "accounts.json", home.folder / "main-job-begun"
    if begun.exists() and not accounts.exists():
        print("The first start was interrupted before its data were complete: beginning anew.", flush=True)
        _clear(home)
    with _installation(home) as supervisor:
        if not accounts.exists():
            print("First start: running the main job through the product's own pages (about a minute).", flush=True)
            begun.touch()
            if _main_job(home, supervisor, "--show") != 0:
                return 1
        _show_accounts(home, time.monotonic() - began)
        supervisor.watch()
    return 0


def _check() -> int:
    folder = Path(tempfile.mkdtemp(prefix="merit-check-"))
    home = Home(folder=folder, port=_free_port())
    try:
        with _installation(home) as supervisor:
            return _main_job(home, supervisor, "--check")
    finally:
        _clear(home)
        shutil.rmtree(home.folder, ignore_errors=True)
        shutil.rmtree(home.sockets, ignore_errors=True)


def _clear(home: Home) -> None:
    """Remove what a demonstration made; only ever called where the main job did not complete, or was a trial."""
    held = home.lock()
    for path in (home.database, *(home.folder / name for name in _MADE)):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    held.close()


@contextmanager
def _installation(home: Home) -> Iterator[Supervisor]:
    """All parts running and the web answering; whatever happens, all of them stop."""
    home.prepare()
    lock = home.lock()
    _refuse_taken_port(home.port)
    environment = environment_of(home)
    supervisor = Supervisor(
        home,
        environment,
        own_database="MERIT_DATABASE_URL" not in os.environ,
        own_broker="MERIT_BROKER_URL" not in os.environ,
    )
    os.environ.update(environment)
    try:
        _say("Starting PostgreSQL and Valkey")
        administrator_url = supervisor.start_servers()
        _say("Preparing the database")
        prepare_database(home, administrator_url)
        _say("Starting web, workers and beat")
        start_programs(supervisor)
        wait_for_web(home, HOST_DOMAIN)
        yield supervisor
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        supervisor.stop()
        lock.close()


def _main_job(home: Home, supervisor: Supervisor, mode: str) -> int:
    """The main job in a process of its own, as an operator would run it; the parts are watched meanwhile."""
    command = [sys.executable, "-m", "merit.demo.run", mode, str(home.folder), str(home.port)]
    process = subprocess.Popen(command)
    supervisor.watch(lambda: process.poll() is not None)
    return process.returncode


def _show_accounts(home: Home, seconds: float) -> None:
    accounts = json.loads((home.folder / "accounts.json").read_text())
    print(f"\nMerit Bersama runs (ready in {seconds:.1f} s). Data: {home.folder}\n")
    for row in accounts:
        address = f"{row['address'].rpartition(':')[0]}:{home.port}"  # the port may differ from the first start's
        print(f"  {address:<34} {row['who']:<46} {row['login']:<34} {row['password']}")
    print("\nNobody here needs a second factor; elsewhere administrators do (MERIT_SECOND_FACTOR).")
    print(f"\nLetters: {home.folder / 'mail'}   Logs: {home.logs}\nStop with Ctrl-C.", flush=True)


def _say(text: str) -> None:
    print(f"· {text} …", flush=True)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Port {port} is in use. Stop what uses it, or choose another: MERIT_PORT=8100 make demo")
