"""Letters that did not leave are sent later, once."""

from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from shared_apps.accounts import employees, services
from shared_apps.accounts.models import Invitation, User
from shared_apps.errors import ConflictError
from tests.cast import OPERATOR, TODAY
from tests.mail import UNRELIABLE, Unreliable
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, link_in, sign_in

DOWN = ConnectionRefusedError(111, "down")
PEOPLE = {name: (uuid4(), name.title(), f"{name}@north.example.id") for name in ("budi", "citra", "dewi")}


@pytest.fixture(autouse=True)
def _post(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = UNRELIABLE
    yield
    Unreliable.ahead.clear()


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", role="personnel_admin")


def test_a_first_administrator_is_asked_for_until_the_letter_has_left(
    regions: None, mailoutbox: list[EmailMessage], north: Client
) -> None:
    asked: dict[str, Any] = {"email": "ratna@north.example.id", "name": "Ratna", "role": "personnel_admin"}
    with inside("north"):
        Unreliable.ahead[:] = [DOWN]
        with pytest.raises(ConflictError) as stopped:
            services.ensure_invited(**asked, day=TODAY, actor=OPERATOR)
        assert stopped.value.code == "mail_not_sent"
        assert Invitation.objects.get(email="ratna@north.example.id").sent_at is None
        for _again in range(3):
            services.ensure_invited(**asked, day=TODAY, actor=OPERATOR)
        assert Invitation.objects.filter(email="ratna@north.example.id").count() == 1
    assert len(mailoutbox) == 1
    assert north.post(link_in(str(mailoutbox[0].body)), {"password": PASSWORD}).status_code == 302


def invite(admin: User) -> Any:
    waiting = services.invite_many(employees=PEOPLE.values(), day=TODAY, actor=admin)
    return services.deliver(waiting.ids, day=TODAY)


def test_of_many_the_rest_is_sent_by_the_next_attempt(admin: User, mailoutbox: list[EmailMessage]) -> None:
    with inside("north"):
        Unreliable.ahead[:] = [None, DOWN]
        with pytest.raises(ConflictError):
            invite(admin)
        sent = employees.invited(admin, TODAY)
        assert set(sent) == {PEOPLE["budi"][0]}  # the others may still be invited
        rest = [each for each in PEOPLE.values() if each[0] not in sent]
        waiting = services.invite_many(employees=rest, day=TODAY, actor=admin)
        assert services.deliver(waiting.ids, day=TODAY).sent == 2
        assert services.deliver(waiting.ids, day=TODAY).sent == 0
        mine = Invitation.objects.filter(employee_id__in=[each[0] for each in PEOPLE.values()])
        assert mine.count() == 3
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(each[2] for each in PEOPLE.values())


def test_a_refused_address_stops_nobody_else(admin: User, mailoutbox: list[EmailMessage]) -> None:
    with inside("north"):
        Unreliable.ahead[:] = [SMTPRecipientsRefused({PEOPLE["budi"][2]: (550, b"no such user")})]
        made = invite(admin)
        assert (made.sent, made.refused) == (2, (PEOPLE["budi"][2],))
        assert set(employees.invited(admin, TODAY)) == {PEOPLE["citra"][0], PEOPLE["dewi"][0]}


def test_the_page_says_that_the_letter_did_not_leave(
    admin: User, north: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(north, admin.email)
    Unreliable.ahead[:] = [DOWN]
    form = {"name": "Wali Kota", "email": "wali@north.example.id", "role": "regional_head"}
    with inside("north"), pytest.raises(ConflictError), django_capture_on_commit_callbacks(execute=True):
        services.create_invitation(**form, day=TODAY, actor=admin)
    assert "belum terkirim" in north.get("/peran/").content.decode()
    assert mailoutbox == []


def test_a_corrected_address_takes_the_place_of_the_wrong_one(
    admin: User, north: Client, mailoutbox: list[EmailMessage]
) -> None:
    employee, name, wrong = PEOPLE["budi"]
    with inside("north"):
        for address in (wrong, "budi.baru@north.example.id"):
            waiting = services.invite_many(employees=[(employee, name, address)], day=TODAY, actor=admin)
            services.deliver(waiting.ids, day=TODAY)
        assert employees.invited(admin, TODAY) == {employee: "budi.baru@north.example.id"}
    first, second = (link_in(str(letter.body)) for letter in mailoutbox)
    assert north.post(first, {"password": PASSWORD}).status_code == 410
    assert Client(HTTP_HOST="north.localhost").post(second, {"password": PASSWORD}).status_code == 302


def test_an_invitation_is_found_and_cancelled(admin: User, north: Client, mailoutbox: list[EmailMessage]) -> None:
    with inside("north"):
        invite(admin)
        wrong = Invitation.objects.get(email=PEOPLE["citra"][2])
    sign_in(north, admin.email)
    page = north.get("/peran/?cari=citra").content.decode()
    assert (PEOPLE["citra"][2] in page, PEOPLE["dewi"][2] in page) == (True, False)
    path = f"/peran/undangan/{wrong.id}/batal/"
    assert north.post(path).status_code == 302
    assert north.post(path).status_code == 404
    link = next(link_in(str(letter.body)) for letter in mailoutbox if letter.to == [wrong.email])
    closed = Client(HTTP_HOST="north.localhost").post(link, {"password": PASSWORD})
    assert (closed.status_code, "dibatalkan" in closed.content.decode()) == (410, True)
    with inside("north"):
        assert not User.objects.filter(email=wrong.email).exists()
        assert wrong.employee_id not in employees.invited(admin, TODAY)
