"""Who looked at whose data: written by the page that showed it, read by whom it was about."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.rules.kinds import LOOK_DAYS
from tenant_apps.privacy.services import looking
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, HEAD_JEBRES, LURAH, id_of, unit
from tests.tenant_apps.privacy.conftest import Account, browser


def test_a_page_about_somebody_is_one_row_a_day_with_its_count(user: Account) -> None:
    head = browser(user(HEAD_BKPSDM))
    for _time in range(3):
        assert head.get(f"/pegawai/{id_of(CLERK)}/").status_code == 200
    row = PersonLook.objects.get()
    assert (row.employee_id, row.viewer_name, row.kind, row.times) == (
        id_of(CLERK),
        f"Akun {HEAD_BKPSDM}",
        "person",
        3,
    )
    assert row.first_at < row.last_at


def test_what_was_refused_and_what_is_ones_own_is_no_look(user: Account) -> None:
    clerk = browser(user(CLERK))
    assert clerk.get(f"/pegawai/{id_of(CLERK)}/").status_code == 200
    assert clerk.get(f"/pegawai/{id_of(HEAD_BKPSDM)}/").status_code == 404
    assert clerk.get("/pegawai/").status_code == 200
    assert not PersonLook.objects.exists()
    assert not ListLook.objects.exists()


def test_the_person_reads_who_looked_and_nobody_elses(user: Account) -> None:
    head, clerk, other = browser(user(HEAD_BKPSDM)), browser(user(CLERK)), browser(user(HEAD_JEBRES))
    head.get(f"/pegawai/{id_of(CLERK)}/")
    assert f"Akun {HEAD_BKPSDM}" in clerk.get("/privasi/siapa-melihat/").content.decode()
    assert clerk.get("/api/v1/me/looks/").json()["looks"][0]["times"] == 1
    assert f"Akun {HEAD_BKPSDM}" not in other.get("/privasi/siapa-melihat/").content.decode()


@pytest.mark.parametrize(
    ("query", "seen_by"), [("", {CLERK, HEAD_BKPSDM, LURAH}), ("?unit={}", {LURAH}), ("?unit=tidak", {CLERK, LURAH})]
)
def test_a_list_counts_for_whom_it_could_show(user: Account, query: str, seen_by: set[str]) -> None:
    administrator = browser(user(role="personnel_admin"))
    assert administrator.get(f"/pegawai/ekspor/{query.format(unit('JEBRES'))}").status_code == 200
    for number in (CLERK, LURAH):
        lists = browser(user(number)).get("/api/v1/me/looks/").json()["lists"]
        assert bool(lists) == (number in seen_by), number


def test_a_leaders_list_counts_below_them_alone(user: Account) -> None:
    browser(user(HEAD_JEBRES)).get("/pegawai/")
    assert ListLook.objects.get().units == [unit("JEBRES")]
    assert browser(user(LURAH)).get("/api/v1/me/looks/").json()["lists_count"] == 1
    assert browser(user(CLERK)).get("/api/v1/me/looks/").json()["lists_count"] == 0


def test_an_address_that_does_not_narrow_cannot_pretend_to(user: Account) -> None:
    browser(user(role="auditor")).get(f"/audit/perubahan/?unit={unit('JEBRES')}")
    assert ListLook.objects.get().everybody


def test_writing_it_down_costs_one_statement(user: Account) -> None:
    head = browser(user(HEAD_BKPSDM))
    page = f"/pegawai/{id_of(CLERK)}/"
    head.get(page)
    for address in (page, "/pegawai/"):
        with CaptureQueriesContext(connection) as asked:
            head.get(address)
        writes = [each["sql"] for each in asked.captured_queries if "privacy_" in each["sql"]]
        assert len(writes) == 1, writes
        assert "INSERT" in writes[0]


def test_what_is_older_than_it_is_kept_goes(user: Account) -> None:
    viewer, now, today = user(HEAD_BKPSDM), timezone.now(), timezone.localdate()
    for days in (0, LOOK_DAYS, LOOK_DAYS + 1):
        looking.note_person(
            viewer=viewer,
            employee_id=id_of(CLERK),
            kind=looking.Kind.PERSON,
            day=today - timedelta(days=days),
            at=now,
        )
    assert looking.forget_old(day=today) == 1
    assert PersonLook.objects.count() == 2
