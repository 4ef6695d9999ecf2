"""With a door left open the probe turns red and names both regions; without its own canary it proves nothing."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django_tenants.utils import schema_context
from psycopg import sql

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.assurance.models import Canary, Report
from shared_apps.assurance.services import CACHE_KEY
from shared_apps.files.places import path_of
from shared_apps.jobs.models import Job
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import host_user
from tests.tenants.probes import leaky_urls
from tests.tenants.probes.nights import crossings, night_of, verdicts

BOTH = {("north", "south"), ("south", "north")}


@pytest.fixture
def door(request: pytest.FixtureRequest, regions: None) -> Iterator[str]:
    """One door of the leaky map stands open."""
    name: str = request.param
    leaky_urls.seen.clear()
    leaky_urls.urlpatterns[:0] = [leaky_urls.DOORS[name]]
    with override_settings(ROOT_URLCONF="tests.tenants.probes.leaky_urls"):
        yield name
    del leaky_urls.urlpatterns[0]


@pytest.mark.parametrize(
    ("door", "way", "found"),
    [
        ("file", "files", BOTH),
        ("page", "pages", {("north", "south")}),  # what is searched first remembers nobody yet
        ("api", "api", {("north", "south")}),
        ("sheet", "exports", {("north", "south")}),
        ("header", "pages", {("north", "south")}),
    ],
    indirect=["door"],
)
def test_a_door_left_open_is_found_and_both_are_named(door: str, way: str, found: set[tuple[str, str]]) -> None:
    night = night_of()
    assert crossings(night) == {(owner, place, way) for owner, place in found}
    assert verdicts(night) == {"north": "crossed", "south": "crossed", "public": "apart"}
    for name in ("north", "south"):
        with schema_context(name):
            facts = json.loads(Report.objects.get().content)
        assert facts["verdict"] == "crossed"
        assert {(each["of"], each["in"]) for each in facts["foreign_canaries"]} == {
            (f"Kota {owner.title()}", f"Kota {place.title()}") for owner, place in found
        }


def test_a_cache_without_the_schema_in_its_keys_is_found(regions: None) -> None:
    careless = {**settings.CACHES["default"], "KEY_FUNCTION": "django.core.cache.backends.base.default_key_func"}
    careless.pop("REVERSE_KEY_FUNCTION")
    with override_settings(CACHES={"default": careless}):
        night = night_of()
    assert ("south", "north", "cache") in crossings(night)
    assert (verdicts(night)["north"], verdicts(night)["south"]) == ("crossed", "crossed")


def test_a_grant_too_many_is_found(real_logins: None) -> None:
    role = sql.Identifier(role_of("south"))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA north TO {}").format(role))
        cursor.execute(sql.SQL("GRANT SELECT ON north.assurance_canary TO {}").format(role))
    night = night_of()
    assert crossings(night) == {("north", "south", "database")}
    assert (verdicts(night)["north"], verdicts(night)["south"]) == ("crossed", "crossed")


@pytest.mark.parametrize("door", ["page"], indirect=True)
def test_the_alarm_reaches_those_who_must_act_and_tells_no_content(
    door: str, caplog: pytest.LogCaptureFixture
) -> None:
    host_user()
    for name in ("north", "south"):
        with schema_context(name):
            user = User.objects.create(email=f"kepala@{name}.example.id", name="Kepala")
            accounts.appoint(user=user, role="personnel_admin", day=TODAY, actor=OPERATOR)
    night_of()
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"dadan@jabar.example.id", "kepala@north.example.id", "kepala@south.example.id"}
    for message in told.values():
        assert "Kota North" in message.body
        assert "Kota South" in message.body
        assert "kanari." not in message.body
    assert "canary of north found in south" in caplog.text
    assert "kanari." not in caplog.text


def _of_north(act: Callable[[Canary], object]) -> Callable[[], None]:
    def between() -> None:
        with schema_context("north"):
            act(Canary.objects.get())

    return between


@pytest.mark.parametrize(
    ("way", "remove"),
    [
        ("database", lambda _canary: Canary.objects.all().delete()),
        ("cache", lambda _canary: cache.delete(CACHE_KEY)),
        ("sessions", lambda canary: Session.objects.filter(session_key=canary.session_key).delete()),
        ("files", lambda canary: path_of(canary.file_id).write_bytes(b"")),
        ("jobs", lambda canary: Job.objects.filter(id=canary.job_id).update(result={})),
    ],
)
def test_a_probe_that_does_not_find_its_own_canary_proves_nothing(
    regions: None, way: str, remove: Callable[[Canary], object]
) -> None:
    night = night_of(between=_of_north(remove))
    assert verdicts(night) == {"north": "unproved", "south": "apart", "public": "apart"}
    with schema_context("north"):
        report = Report.objects.get()
    assert report.verdict == "unproved"
    if way not in {"files", "jobs"}:  # those are also found on their pages
        assert json.loads(report.content)["own_canary_found"][way] == 0


@pytest.mark.parametrize("door", ["broken", "writing"], indirect=True)
def test_an_address_that_does_not_answer_is_said_and_nothing_is_written(door: str) -> None:
    night = night_of()
    assert verdicts(night) == {"north": "unproved", "south": "unproved", "public": "apart"}
    assert {tuple(row.blind) for row in night.searches.exclude(region="public")} == {(f"leaky_{door}",)}
    for name in ("north", "south"):
        with schema_context(name):
            assert not User.objects.filter(email="penulis@example.id").exists()
