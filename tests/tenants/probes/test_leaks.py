"""With a door left open the probe turns red and names both regions; without its own canary it proves nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

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
from shared_apps.files import contents
from shared_apps.files.places import path_of
from shared_apps.jobs.models import Job
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import host_user
from tests.tenants.probes import leaky_urls
from tests.tenants.probes.nights import blind, crossings, night_of, verdicts


@contextmanager
def open_doors(*names: str) -> Iterator[None]:
    """Doors of the leaky map that stand open."""
    leaky_urls.seen.clear()
    for name in ("north", "south"):
        with schema_context(name):
            leaky_urls.sealed_for[name] = contents.region()
    leaky_urls.urlpatterns[:0] = [leaky_urls.DOORS[name] for name in names]
    with override_settings(ROOT_URLCONF="tests.tenants.probes.leaky_urls"):
        yield
    del leaky_urls.urlpatterns[: len(names)]


def test_every_door_left_open_is_found_and_both_are_named(regions: None) -> None:
    with open_doors("file", "page", "api", "sheet", "header"):
        night = night_of()
    found = {(each["owner"], row.region, each["where"]) for row in night.searches.all() for each in row.found}
    remembering = {"leaky_page", "api_leaky", "leaky_sheet", "leaky_header"}
    assert found == {
        ("north", "south", "file"),
        ("south", "north", "file"),
        *(("north", "south", where) for where in remembering),  # what is searched first remembers nobody yet
    }
    assert {way for _owner, _place, way in crossings(night)} == {"files", "pages", "api", "exports"}
    assert verdicts(night) == {"north": "crossed", "south": "crossed", "public": "apart"}
    for name in ("north", "south"):
        with schema_context(name):
            facts = json.loads(Report.objects.get().content)
        assert facts["verdict"] == "crossed"
        assert {(each["of"], each["in"]) for each in facts["foreign_canaries"]} == {
            ("Kota North", "Kota South"),
            ("Kota South", "Kota North"),
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


def test_the_alarm_reaches_those_who_must_act_and_tells_no_content(
    regions: None, caplog: pytest.LogCaptureFixture
) -> None:
    host_user()
    for name in ("north", "south"):
        with schema_context(name):
            user = User.objects.create(email=f"kepala@{name}.example.id", name="Kepala")
            accounts.appoint(user=user, role="personnel_admin", day=TODAY, actor=OPERATOR)
    with open_doors("page"):
        night_of()
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"dadan@jabar.example.id", "kepala@north.example.id", "kepala@south.example.id"}
    for message in told.values():
        assert "Kota North" in message.body
        assert "Kota South" in message.body
        assert "kanari." not in message.body
    assert "canary of north found in south" in caplog.text
    assert "kanari." not in caplog.text


def _remove_from_north() -> None:
    """Everything that was planted, each by its own way."""
    with schema_context("north"):
        canary = Canary.objects.get()
        Session.objects.filter(session_key=canary.session_key).delete()
        path_of(canary.file_id).write_bytes(b"")
        Job.objects.filter(id=canary.job_id).update(result={})
        cache.delete(CACHE_KEY)
        canary.delete()


def test_a_probe_that_does_not_find_its_own_canary_proves_nothing(regions: None) -> None:
    """Pages, API and exports still show it: the audit forgets nothing."""
    night = night_of(between=_remove_from_north)
    assert (verdicts(night), crossings(night)) == ({"north": "unproved", "south": "apart", "public": "apart"}, set())
    with schema_context("north"):
        report = Report.objects.get()
    assert report.verdict == "unproved"
    own = json.loads(report.content)["own_canary_found"]
    assert {way for way, count in own.items() if not count} == {"database", "cache", "files", "jobs", "sessions"}


def test_an_address_that_does_not_answer_is_said_and_nothing_is_written(regions: None) -> None:
    with open_doors("broken", "writing"):
        night = night_of()
    assert verdicts(night) == {"north": "unproved", "south": "unproved", "public": "apart"}
    assert blind(night) == {key: ["leaky_broken", "leaky_writing"] for key in ("north", "south")}
    for name in ("north", "south"):
        with schema_context(name):
            assert not User.objects.filter(email="penulis@example.id").exists()
