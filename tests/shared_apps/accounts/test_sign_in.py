from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend as EmailBackend
from django.http import HttpRequest, HttpResponse
from django.test import Client

from shared_apps.accounts import queries
from shared_apps.accounts.middleware import LettersMiddleware
from shared_apps.accounts.models import User
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, sign_in

EMPLOYEE = uuid4()


def employee_of_the_test(number: str) -> UUID | None:
    """Stands where the register of people stands: one employee with a new and an old number."""
    return EMPLOYEE if number in {"190001011920011999", "470012345"} else None


@pytest.fixture(autouse=True)
def sari(regions: None, settings: object) -> User:
    settings.ACCOUNTS_LOGIN_LOOKUP = f"{__name__}.employee_of_the_test"  # type: ignore[attr-defined]
    with inside("north"):
        return account("sari@north.example.id", employee_id=EMPLOYEE)


@pytest.mark.parametrize(
    "login",
    ["sari@north.example.id", " SARI@North.example.id ", "190001011920011999", "19000101 192001 1 999", "470012345"],
)
def test_one_field_takes_the_address_and_every_number(north: Client, login: str) -> None:
    assert sign_in(north, login) == "/"
    assert north.get("/akun-saya/").status_code == 200


@pytest.mark.parametrize("login", ["sari@north.example.id", "nobody@north.example.id", "190001011920011000", "x"])
def test_unknown_account_and_wrong_password_get_the_same_answer(north: Client, login: str) -> None:
    answer = north.post("/masuk/", {"login": login, "password": "salah"})
    assert answer.status_code == 200
    assert "NIP, surel, atau kata sandi tidak cocok" in answer.content.decode()
    assert "_auth_user_id" not in north.session


def test_an_unknown_account_costs_a_password_hash_too(north: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    original = User.set_password
    monkeypatch.setattr(User, "set_password", lambda self, raw: (hashed.append(raw), original(self, raw))[1])
    north.post("/masuk/", {"login": "nobody@north.example.id", "password": "salah"})
    north.post("/masuk/", {"login": "190001011920011000", "password": "salah lagi"})
    assert hashed == ["salah", "salah lagi"]


def test_an_inactive_account_does_not_come_in(north: Client, sari: User) -> None:
    with inside("north"):
        User.objects.filter(pk=sari.pk).update(is_active=False)
    assert sign_in(north, "sari@north.example.id") == "/masuk/tidak-aktif/"
    assert north.get("/masuk/tidak-aktif/").status_code == 200
    assert "_auth_user_id" not in north.session


def test_a_user_of_north_is_nobody_in_south_and_at_the_host(south: Client, host: Client) -> None:
    for elsewhere in (south, host):
        assert sign_in(elsewhere, "sari@north.example.id") == ""
        assert "_auth_user_id" not in elsewhere.session


def test_a_number_at_the_host_is_nobodys_and_no_error(host: Client, settings: object) -> None:
    settings.ACCOUNTS_LOGIN_LOOKUP = "tenant_apps.people.queries.employee_id_for_number"  # type: ignore[attr-defined]
    answer = host.post("/masuk/", {"login": "190001011920011999", "password": "salah"})
    assert "NIP, surel, atau kata sandi tidak cocok" in answer.content.decode()


def test_a_session_of_north_opens_nothing_in_south(north: Client, south: Client) -> None:
    sign_in(north, "sari@north.example.id")
    south.cookies["sessionid"] = north.cookies["sessionid"].value
    answer = south.get("/akun-saya/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/?next=/akun-saya/")


def test_too_many_attempts_are_held_back_by_nip_and_address_together(north: Client) -> None:
    for login in ("sari@north.example.id", "190001011920011999", "470012345", "sari@north.example.id", "470012345"):
        north.post("/masuk/", {"login": login, "password": "salah"})
    answer = north.post("/masuk/", {"login": "sari@north.example.id", "password": PASSWORD})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert "_auth_user_id" not in north.session


def test_the_page_shows_the_region_before_the_password_field(north: Client) -> None:
    page = north.get("/masuk/").content.decode()
    assert page.index("north.localhost") < page.index('type="password"')
    assert "/masuk/lupa/" in page
    assert "style=" not in page


def test_nobody_signs_up(north: Client) -> None:
    for path in ("/masuk/signup/", "/masuk/daftar/", "/accounts/signup/", "/masuk/email/"):
        assert north.get(path).status_code == 404


def test_a_forgotten_password_is_set_by_a_code_of_this_browser(
    north: Client, mailoutbox: list[EmailMessage], sari: User
) -> None:
    assert north.post("/masuk/lupa/", {"email": "sari@north.example.id"}).status_code == 302
    code = next(line for line in mailoutbox[0].body.splitlines() if line and " " not in line and line.isupper())
    assert "http://north.localhost" in mailoutbox[0].body
    assert Client(HTTP_HOST="north.localhost").get("/masuk/lupa/kode/").status_code == 302
    assert north.get("/masuk/lupa/kode/").status_code == 200
    assert north.post("/masuk/lupa/kode/", {"code": code}).headers["Location"] == "/masuk/lupa/sandi-baru/"
    assert north.get("/masuk/lupa/sandi-baru/").status_code == 200
    new = "Kebun-Teh-12-Bukit"
    assert north.post("/masuk/lupa/sandi-baru/", {"password1": new, "password2": "lain"}).status_code == 200
    answer = north.post("/masuk/lupa/sandi-baru/", {"password1": new, "password2": new})
    assert answer.headers["Location"] == "/masuk/lupa/selesai/"
    assert north.get("/masuk/lupa/selesai/").status_code == 200
    assert sign_in(north, "sari@north.example.id", new) == "/"


def test_asking_for_a_code_tells_nothing_about_accounts(north: Client, mailoutbox: list[EmailMessage]) -> None:
    known = north.post("/masuk/lupa/", {"email": "sari@north.example.id"})
    unknown = Client(HTTP_HOST="north.localhost").post("/masuk/lupa/", {"email": "nobody@north.example.id"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [letter.to for letter in mailoutbox] == [["sari@north.example.id"]]


class _Down(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError


def test_a_mail_server_that_is_down_tells_nothing_about_accounts(north: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}._Down"
    for email in ("sari@north.example.id", "nobody@north.example.id"):
        answer = Client(HTTP_HOST="north.localhost").post("/masuk/lupa/", {"email": email})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/lupa/kode/")


def test_the_letter_leaves_when_the_visitor_has_the_answer(mailoutbox: list[EmailMessage]) -> None:
    def answered(request: HttpRequest) -> HttpResponse:
        request.letters = [EmailMessage("Kode", "ABC", to=["sari@north.example.id"])]  # type: ignore[attr-defined]
        return HttpResponse("ok")

    answer = LettersMiddleware(answered)(HttpRequest())
    assert mailoutbox == []
    answer.close()
    assert len(mailoutbox) == 1


def test_a_number_finds_the_address_of_its_account() -> None:
    with inside("north"):
        assert queries.address_for_sign_in("19000101 192001 1 999") == "sari@north.example.id"
        assert queries.address_for_sign_in("190001011920011000") == "190001011920011000"
