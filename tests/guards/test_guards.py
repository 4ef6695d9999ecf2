"""Takes the guards away in a copy of the sources: the named tests must turn red there, and are green without."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from merit.local import unprivileged
from merit.local.postgres import EmbeddedPostgres
from tests.guards.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
SOURCES = (
    "platform",
    "tenants",
    "tenant_apps",
    "shared_apps",
    "tests",
    "deploy",
    "Makefile",
    "pyproject.toml",
    "README.md",
)
FAILED, GREEN = 1, 0
AFRESH = tuple(each for each in MUTATIONS if each.starts_afresh)
ON_ONE_PROVISIONING = tuple(each for each in MUTATIONS if not each.starts_afresh)
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sources as they are, where they may be spoilt."""
    folder = tmp_path_factory.mktemp("guards")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    # Compiled once, and yet no change goes unseen: the hash of the source is compared, not its time and size.
    compile_all = (sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", ".")
    subprocess.run(compile_all, cwd=folder, check=True, timeout=120)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    """A server of their own: a mutation may spoil roles, which belong to the whole server."""
    folder = Path(tempfile.gettempdir()) / f"merit-guards-{os.getpid()}"  # sockets need a short path
    unprivileged.give(folder)
    folder.chmod(0o755)
    server = EmbeddedPostgres(data=folder / "data", sockets=folder, password=secrets.token_urlsafe(), settings=FAST)
    server.prepare()
    process = server.start(log=subprocess.DEVNULL)
    try:
        server.wait(process)
        yield server.administrator_url()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def run(
    folder: Path, tests: tuple[str, ...], administrator_url: str, *, as_provisioned: bool
) -> subprocess.CompletedProcess[str]:
    """The named tests in the copy; imports find the copy before the installed sources.

    `as_provisioned` begins with the regions that the last such run has left, else they are provisioned anew.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(folder / "platform")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MERIT_DATABASE_ADMIN_URL": administrator_url,
    }
    environment.pop("PYTEST_ADDOPTS", None)
    if as_provisioned:
        environment["MERIT_TESTS_KEEP_REGIONS"] = "yes"
    # Hypothesis's plugin takes two seconds to load, and says nothing of a property that holds or breaks.
    without = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    command = [sys.executable, "-m", "pytest", "-x", "-q", *without, "--durations=0", *tests]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_there_are_guards_enough_and_each_stands_where_it_is_said_to() -> None:
    assert len(MUTATIONS) >= 30
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    missing = [m.name for m in MUTATIONS if (ROOT / m.path).read_text().count(m.old) != 1]
    assert missing == []


def _stay_green(folder: Path, mutations: tuple[Mutation, ...], administrator_url: str) -> None:
    tests = tuple(sorted({name for each in mutations for name in each.tests}))
    answer = run(folder, tests, administrator_url, as_provisioned=True)
    assert answer.returncode == GREEN, answer.stdout[-4000:]


def _turns_red(folder: Path, mutation: Mutation, administrator_url: str) -> None:
    file = folder / mutation.path
    whole = file.read_text()
    file.write_text(whole.replace(mutation.old, mutation.new))
    try:
        answer = run(folder, mutation.tests, administrator_url, as_provisioned=not mutation.starts_afresh)
    finally:
        file.write_text(whole)
    assert answer.returncode == FAILED, answer.stdout[-2000:]
    assert "collected 0 items" not in answer.stdout


@pytest.mark.deep
def test_with_all_guards_the_tests_of_provisioning_are_green(copy: Path, server_url: str) -> None:
    _stay_green(copy, AFRESH, server_url)


@pytest.mark.deep
@pytest.mark.parametrize("mutation", ON_ONE_PROVISIONING, ids=lambda mutation: mutation.name)
def test_without_a_guard_the_tests_are_red(copy: Path, server_url: str, mutation: Mutation) -> None:
    _turns_red(copy, mutation, server_url)


@pytest.mark.deep
def test_with_all_guards_the_other_tests_are_green(copy: Path, server_url: str) -> None:
    """After those mutations, on what they left: else they might be red for that alone."""
    _stay_green(copy, ON_ONE_PROVISIONING, server_url)


@pytest.mark.deep
@pytest.mark.parametrize("mutation", AFRESH, ids=lambda mutation: mutation.name)
def test_provisioned_without_a_guard_the_tests_are_red(copy: Path, server_url: str, mutation: Mutation) -> None:
    _turns_red(copy, mutation, server_url)
