"""Roles given for a time and ended early; the last who may give them keeps theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from shared_apps.accounts import services
from shared_apps.accounts.access import roles_of
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.errors import ConflictError, DomainError, InvalidError
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import account, inside, link_in

DAY = timedelta(days=1)


@pytest.fixture
def today(regions: None) -> Iterator[date]:
    with inside("north"):
        yield timezone.localdate()


def administrator(name: str, **days: date) -> User:
    user = account(f"{name.lower()}@north.example.id", name=name)
    day = days.pop("day", timezone.localdate() - 30 * DAY)
    services.appoint(user=user, role="personnel_admin", day=day, actor=OPERATOR, **days)
    return user


def given() -> list[tuple[object, ...]]:
    return sorted(map(tuple, Appointment.objects.values_list("id", "role", "starts_on", "ends_on")))


def test_a_role_holds_from_its_first_day_to_its_last(today: date) -> None:
    user = account("ani@north.example.id")
    services.appoint(
        user=user, role="auditor", day=today, starts_on=today + DAY, ends_on=today + 3 * DAY, actor=OPERATOR
    )
    held = [bool(roles_of(User.objects.get(pk=user.pk), today + n * DAY)) for n in range(5)]
    assert held == [False, True, True, False, False]


@pytest.mark.parametrize(("starts", "ends", "field"), [(0, 0, "ends_on"), (2, 1, "ends_on"), (-1, None, "starts_on")])
def test_days_out_of_order_or_gone_are_refused(today: date, starts: int, ends: int | None, field: str) -> None:
    account("ani@north.example.id")
    before = given()
    with pytest.raises(InvalidError) as refused:
        services.give_role(
            email="ani@north.example.id",
            name="Ani",
            role="auditor",
            day=today,
            actor=OPERATOR,
            starts_on=today + starts * DAY,
            ends_on=None if ends is None else today + ends * DAY,
        )
    assert refused.value.fields.keys() == {field}
    assert given() == before


def test_the_same_role_twice_in_one_time_is_refused_and_afterwards_is_not(today: date) -> None:
    user = account("ani@north.example.id")
    services.appoint(user=user, role="auditor", day=today, ends_on=today + 5 * DAY, actor=OPERATOR)
    with pytest.raises(ConflictError):
        services.appoint(user=user, role="auditor", day=today, starts_on=today + 4 * DAY, actor=OPERATOR)
    services.appoint(user=user, role="auditor", day=today, starts_on=today + 5 * DAY, actor=OPERATOR)


def test_a_role_with_an_end_is_ended_early_and_says_by_whom(today: date) -> None:
    admin, user = administrator("Budi"), account("ani@north.example.id")
    held = services.appoint(user=user, role="auditor", day=today - DAY, ends_on=today + 9 * DAY, actor=OPERATOR)
    services.end_appointment(appointment_id=held.id, day=today, actor=admin)
    held.refresh_from_db()
    assert (held.ends_on, held.ended_by_name) == (today, "Budi")


@pytest.mark.parametrize("other", ["nobody", "temporary", "future", "closed"])
def test_the_last_administrator_for_good_keeps_the_role(today: date, other: str) -> None:
    admin = administrator("Budi")
    if other == "temporary":
        administrator("Cici", ends_on=today + 9 * DAY)
    elif other == "future":
        administrator("Cici", starts_on=today + DAY)
    elif other == "closed":
        User.objects.filter(pk=administrator("Cici").pk).update(is_active=False)
    before = given()
    with pytest.raises(ConflictError) as refused:
        services.end_appointment(appointment_id=admin.appointments.get().id, day=today, actor=admin)
    assert refused.value.code == "last_administrator"
    assert given() == before


def test_a_temporary_administrator_cannot_close_the_last_lasting_one(today: date) -> None:
    admin, temporary = administrator("Budi"), administrator("Cici", ends_on=today + 9 * DAY)
    with pytest.raises(ConflictError):
        services.deactivate(user_id=admin.pk, day=today, at=timezone.now(), actor=temporary)
    admin.refresh_from_db()
    assert admin.is_active


def test_an_invitation_carries_days_to_the_role(today: date) -> None:
    admin = administrator("Budi")
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(admin)
    form = {"name": "Dedi", "email": "dedi@north.example.id", "role": "auditor"}
    last = today + 9 * DAY
    assert browser.post("/peran/undang/", {**form, "last_day": (today - DAY).isoformat()}).status_code == 422
    assert not Invitation.objects.filter(email="dedi@north.example.id").exists()
    assert browser.post("/peran/undang/", {**form, "last_day": last.isoformat()}).status_code == 302
    waiting = Invitation.objects.get(email="dedi@north.example.id")
    assert waiting.role_ends_on == last + DAY
    page = browser.get("/peran/").content.decode()
    assert "Diberikan oleh" in page
    with pytest.raises(DomainError):
        services.appoint(user=admin, role="agency_admin", day=today, actor=OPERATOR)


def test_a_role_given_to_an_address_starts_when_accepted_and_not_before_its_day(today: date) -> None:
    services.create_invitation(
        email="dedi@north.example.id",
        name="Dedi",
        role="auditor",
        day=today,
        actor=OPERATOR,
        starts_on=today + 2 * DAY,
        ends_on=today + 9 * DAY,
    )
    for each in connection.run_on_commit:
        each[1]()
    link = link_in(str(mail.outbox[-1].body))
    answer = Client(HTTP_HOST="north.localhost").post(link, {"password": "Kebun-Teh-12-Bukit"})
    assert answer.status_code == 302
    held = Appointment.objects.get(role="auditor")
    assert (held.starts_on, held.ends_on) == (today + 2 * DAY, today + 9 * DAY)
