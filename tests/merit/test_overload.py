"""A region that asks for more than its share is told so in words; meanwhile the others are served."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django_tenants.utils import schema_context
from psycopg import sql

from merit import overload, urls_region
from tenants.regions.database.base import parking
from tenants.regions.database.logins import login_of, role_of

ROOT = Path(__file__).parents[2]


def heavy(_request: HttpRequest) -> HttpResponse:
    """A page whose statement runs for a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")
    return HttpResponse("never")


handler500 = "merit.overload.server_error"
urlpatterns = [path("berat/", heavy), path("api/v1/berat/", heavy), *urls_region.urlpatterns]


@pytest.fixture
def pages(real_logins: None) -> Iterator[None]:
    """North's and south's pages, one of them very heavy; nothing is kept open from before."""
    _close()
    with override_settings(ROOT_URLCONF=__name__):
        yield
    _close()


def _close() -> None:
    connection.close()
    parking.sweep(everything=True)


def browser(region: str) -> Client:
    return Client(HTTP_HOST=f"{region}.localhost", raise_request_exception=False)


@pytest.fixture
def impatient(pages: None, administrator_url: str) -> Iterator[None]:
    """North's statements may take half a second."""
    role = sql.Identifier(role_of("north"))
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        administrator.execute(sql.SQL("ALTER ROLE {} SET statement_timeout = '500ms'").format(role))
        yield
        administrator.execute(sql.SQL("ALTER ROLE {} SET statement_timeout = '30s'").format(role))


def test_a_statement_of_any_region_ends_after_half_a_minute(pages: None) -> None:
    for name in ("north", "south"):
        with schema_context(name), connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("30s",)


def test_a_page_that_runs_too_long_is_ended_and_says_so_while_another_region_is_served(impatient: None) -> None:
    began = time.monotonic()
    answers = []

    def ask() -> None:
        answers.append(browser("north").get("/berat/"))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    assert browser("south").get("/masuk/").status_code == 200
    thread.join()
    assert time.monotonic() - began < 20
    (answer,) = answers
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "memakan waktu terlalu lama" in answer.content.decode()
    assert browser("north").get("/masuk/").status_code == 200


def test_programs_get_a_problem(impatient: None) -> None:
    answer = browser("north").get("/api/v1/berat/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["code"] == "statement_too_long"


@pytest.fixture
def full(pages: None, administrator_url: str) -> Iterator[None]:
    """Two connections are allowed to north, and both are taken."""
    role = sql.Identifier(role_of("north"))
    database = connection.settings_dict
    with psycopg.connect(administrator_url, autocommit=True) as administrator, ExitStack() as stack:
        administrator.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT 2").format(role))
        for _ in range(2):
            login = login_of("north")
            stack.enter_context(
                psycopg.connect(
                    host=database["HOST"], port=database["PORT"] or None, dbname=database["NAME"], **login._asdict()
                )
            )
        yield
        limit = sql.Literal(settings.DATABASE_REGION_CONNECTIONS)
        administrator.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(role, limit))


def test_a_region_without_a_connection_left_says_so_and_the_others_serve(full: None) -> None:
    answer = browser("north").get("/masuk/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "dipakai terlalu banyak orang sekaligus" in answer.content.decode()
    assert browser("north").get("/api/v1/berat/").json()["code"] == "region_crowded"
    assert browser("south").get("/masuk/").status_code == 200


def test_any_other_fault_stays_our_fault(pages: None) -> None:
    assert overload.overload_of(ValueError("x")) is None
    assert overload.overload_of(None) is None


class Named:
    """A region as the middleware finds it."""

    def __init__(self, schema_name: str) -> None:
        self.schema_name = schema_name


def test_slow_requests_of_one_region_leave_threads_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overload, "SLOW_AFTER", 0.05)
    release, entered = threading.Event(), threading.Semaphore(0)

    def view(request: HttpRequest) -> HttpResponse:
        if request.path == "/slow/":
            entered.release()
            release.wait(30)
        return HttpResponse("served")

    middleware = overload.ShareMiddleware(view)

    def ask(region: str, address: str) -> int:
        request = RequestFactory().get(address)
        request.tenant = Named(region)  # type: ignore[attr-defined]
        return middleware(request).status_code

    threads = [threading.Thread(target=ask, args=["north", "/slow/"]) for _ in range(overload.SLOW_SHARE)]
    for thread in threads:
        thread.start()
        entered.acquire()
    assert ask("north", "/") == 200  # many at once are no harm, as long as they are quick
    time.sleep(0.1)
    assert ask("north", "/") == 503
    assert ask("south", "/") == 200
    release.set()
    for thread in threads:
        thread.join()
    assert ask("north", "/") == 200


def test_the_share_is_half_of_the_threads_of_a_process() -> None:
    for place in ("deploy/Dockerfile", "platform/merit/local/installation.py"):
        text = (ROOT / place).read_text().replace('"', "").replace(",", "")
        assert f"--threads {2 * overload.SLOW_SHARE}" in text, place
