"""Whether a connection still is there: looked at when it was used a moment ago, asked when it was silent for long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.db.backends.postgresql import base as postgresql
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from tenants.regions.database import base
from tenants.regions.database.logins import role_of


@pytest.fixture
def parked(real_logins: None) -> Iterator[None]:
    """North's connection and the host's wait in the parking lot; both were used a moment ago."""
    with schema_context("north"):
        User.objects.count()
    User.objects.count()
    _new_request()
    yield
    connection.close()
    base.parking.sweep(everything=True)


def test_a_line_used_a_moment_ago_is_not_asked(
    parked: None, backends: Callable[[str], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backends("north")
    with asked(monkeypatch) as lines:
        _count_in_north()
    assert lines == []
    assert backends("north") == before


def test_a_line_silent_for_long_is_asked_once(parked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "ASKED_AFTER", 0.3)
    time.sleep(0.4)
    with asked(monkeypatch) as lines:
        for _ in range(2):
            with schema_context("north"):
                User.objects.count()
    assert lines == [role_of("north")]


@pytest.mark.parametrize("silent", [-1, 30])
def test_a_backend_that_was_ended_meanwhile_is_replaced_without_anybody_noticing(
    parked: None, backends: Callable[[str], list[int]], administrator_url: str, monkeypatch: pytest.MonkeyPatch,
    silent: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(base, "ASKED_AFTER", silent)
    before = backends("north")
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::int[]) AS pid", [before])
    _count_in_north()
    assert set(backends("north")).isdisjoint(before)


def test_the_one_in_use_between_two_requests_is_looked_at_as_well(
    parked: None, backends: Callable[[str], list[int]], administrator_url: str
) -> None:
    before = backends("public")
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::int[]) AS pid", [before])
    _new_request()
    User.objects.count()
    assert set(backends("public")).isdisjoint(before)


@pytest.fixture
def backends(administrator_url: str) -> Callable[[str], list[int]]:
    """The server's processes of a login."""

    def found(schema: str) -> list[int]:
        with psycopg.connect(administrator_url) as administrator:
            rows = administrator.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [role_of(schema)])
            return [pid for (pid,) in rows.fetchall()]

    return found


def test_between_two_requests_a_thread_holds_no_line_another_could_need(parked: None) -> None:
    assert connection.connection is None
    with schema_context("north"):
        held = base.parking.waiting()
        User.objects.count()
        assert connection.connection is not None
        assert base.parking.waiting() < held
        _new_request()
        assert connection.connection is None
    assert base.parking.waiting() == held


def _new_request() -> None:
    """What Django does at both ends of a request."""
    connection.close_if_unusable_or_obsolete()


def _count_in_north() -> None:
    with schema_context("north"):
        User.objects.count()


@contextmanager
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The logins whose lines were asked whether they still are there."""
    lines: list[str] = []
    original = postgresql.DatabaseWrapper.is_usable

    def ask(wrapper: base.DatabaseWrapper) -> bool:
        lines.append(wrapper.role)
        return bool(original(wrapper))

    with monkeypatch.context() as patched:
        patched.setattr(postgresql.DatabaseWrapper, "is_usable", ask)
        yield lines
