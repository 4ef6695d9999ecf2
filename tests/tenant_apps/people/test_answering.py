"""Whoever is named superior or assessor of somebody elsewhere sees that person, while it lasts, and nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from shared_apps.accounts.models import User
from tenant_apps.people import queries, services
from tenant_apps.people.access import reach
from tenant_apps.people.models import Assignment
from tenant_apps.privacy.models import ListLook, PersonLook
from tests.cast import OPERATOR
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import CLERK, HEAD_MUTASI, LURAH, SEKDA, START, TEACHER, id_of

pytestmark = pytest.mark.usefixtures("at_north")
TODAY = timezone.localdate()  # pages show today


@pytest.fixture
def named(at_north: None) -> None:
    """The clerk of BKPSDM rates the teacher of Jebres since a week, until tomorrow."""
    services.name_assessor(
        employee_id=id_of(TEACHER),
        number=CLERK,
        starts_on=TODAY - timedelta(days=7),
        until=TODAY + timedelta(days=1),
        reason="SK 7",
        actor=OPERATOR,
    )


def sees(viewer: User, day: Any = TODAY) -> set[Any]:
    return {held.employee_id for held in queries.visible_assignments(viewer, day)}


def browser_of(user: User) -> Client:
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(user)
    return browser


@pytest.mark.usefixtures("named")
def test_a_named_assessor_opens_the_person_and_every_look_is_written(account: Account) -> None:
    browser = browser_of(account(CLERK))
    teacher, lurah = id_of(TEACHER), id_of(LURAH)
    for page in (f"/pegawai/{teacher}/", f"/pimpinan/pegawai/{teacher}/"):
        shown = browser.get(page).content.decode()
        assert "Indra Kurnia" in shown
        assert 'href="/pimpinan/"' not in shown, "an assessor has no dashboard to go back to"
    assert f'href="/pimpinan/pegawai/{teacher}/"' in browser.get(f"/pegawai/{teacher}/").content.decode()
    assert browser.get(f"/api/v1/employees/{teacher}/timeline/").status_code == 200
    listed = browser.get("/pegawai/").content.decode()
    assert "Indra Kurnia" in listed
    assert "Hana Safitri" not in listed
    assert 'href="/pegawai/"' in listed  # the way there stands in the menu
    looked = PersonLook.objects.values_list("kind", flat=True)
    assert sorted(looked) == ["data", "list", "person", "score"]
    assert {row.employee_id for row in PersonLook.objects.all()} == {teacher}
    for page in (f"/pegawai/{lurah}/", f"/pimpinan/pegawai/{lurah}/", "/pimpinan/"):
        assert browser.get(page).status_code == 404
    assert browser.post(f"/pegawai/{teacher}/penilai/", {}).status_code == 403
    assert not ListLook.objects.exists()
    assert PersonLook.objects.count() == 4


@pytest.mark.usefixtures("named")
def test_it_begins_and_ends_with_the_naming(account: Account) -> None:
    clerk = account(CLERK)
    days = [TODAY + timedelta(days=n) for n in (-8, -7, 0, 1, 2)]
    assert [id_of(TEACHER) in sees(clerk, day) for day in days] == [False, True, True, True, False]
    assert sees(account(LURAH)) == {id_of(LURAH), id_of(TEACHER)}, "who heads the unit still sees it"
    assert sees(account(HEAD_MUTASI)) == {id_of(HEAD_MUTASI), id_of(CLERK)}, "nobody sees by whom they lead"
    services.leave(employee_id=id_of(CLERK), from_day=TODAY, actor=OPERATOR)
    assert not reach(User.objects.get(pk=clerk.pk), TODAY).answered_ids


def test_a_superior_set_by_hand_sees_whom_they_lead(account: Account) -> None:
    Assignment.objects.filter(employee_id=id_of(TEACHER)).update(superior_override_id=id_of(CLERK))
    assert sees(account(CLERK)) == {id_of(CLERK), id_of(TEACHER)}
    assert not reach(account(TEACHER), TODAY).answered_ids
    services.leave(employee_id=id_of(TEACHER), from_day=TODAY, actor=OPERATOR)
    assert sees(User.objects.get(employee_id=id_of(CLERK))) == {id_of(CLERK)}


def test_an_acting_head_sees_the_person_of_whom_they_are_superior(account: Account) -> None:
    unit = Assignment.objects.get(employee_id=id_of(TEACHER)).unit_id
    assert unit
    services.appoint_acting_head(
        unit_id=unit, number=CLERK, kind="acting_daily", starts_on=START, decree="SK 1", actor=OPERATOR
    )
    superior = queries.superior_of(id_of(TEACHER), TODAY)
    assert superior
    assert superior.employee_id == id_of(CLERK)
    assert id_of(TEACHER) in sees(account(CLERK))
    assert id_of(SEKDA) not in sees(User.objects.get(employee_id=id_of(CLERK)))
