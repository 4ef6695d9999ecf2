import re
from html import unescape

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from shared_apps.accounts.models import User
from tests.shared_apps.accounts.scene import PASSWORD, account, code_now, inside, sign_in


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id", role="personnel_admin")


def connect_app(browser: Client) -> str:
    """Walk through the pages that connect an authenticator; its secret."""
    sign_in(browser, "sari@north.example.id")
    asked = browser.get("/masuk/autentikator/pasang/")
    assert asked.headers["Location"].startswith("/masuk/konfirmasi/")
    assert browser.get(asked.headers["Location"]).status_code == 200
    back = browser.post(asked.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == "/masuk/autentikator/pasang/"
    page = browser.get("/masuk/autentikator/pasang/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    found = re.search(r'<b class="num">([A-Z2-7]+)</b>', page)
    assert found
    answer = browser.post("/masuk/autentikator/pasang/", {"code": code_now(found.group(1))})
    assert answer.headers["Location"] == "/masuk/kode-pemulihan/"
    return found.group(1)


def test_after_connecting_an_app_signing_in_takes_a_second_step(sari: User, north: Client) -> None:
    secret = connect_app(north)
    assert "8 angka" not in north.get("/masuk/kode-pemulihan/").content.decode()
    browser = Client(HTTP_HOST="north.localhost")
    assert sign_in(browser, "sari@north.example.id") == "/masuk/autentikator/kode/"
    assert "_auth_user_id" not in browser.session
    assert browser.get("/akun-saya/").status_code == 302
    assert browser.get("/masuk/autentikator/kode/").status_code == 200
    wrong = browser.post("/masuk/autentikator/kode/", {"code": "000000"})
    assert "Kode tidak cocok" in unescape(wrong.content.decode())
    right = browser.post("/masuk/autentikator/kode/", {"code": code_now(secret, steps=1)})
    assert right.headers["Location"] == "/"
    assert browser.get("/akun-saya/").status_code == 200


def test_a_recovery_code_works_once(sari: User, north: Client) -> None:
    connect_app(north)
    codes = re.findall(r'class="row num">(\d+)<', north.get("/masuk/kode-pemulihan/").content.decode())
    assert len(codes) == 10
    for works in (True, False):
        browser = Client(HTTP_HOST="north.localhost")
        sign_in(browser, "sari@north.example.id")
        answer = browser.post("/masuk/autentikator/kode/", {"code": codes[0]})
        assert (answer.status_code == 302) is works


def test_the_app_is_disconnected_again(sari: User, north: Client) -> None:
    connect_app(north)
    assert "Lepas autentikator" in north.get("/akun-saya/").content.decode()
    assert north.get("/masuk/autentikator/lepas/").status_code == 200
    assert north.get("/masuk/kode-pemulihan/baru/").status_code == 200
    assert north.post("/masuk/autentikator/lepas/").headers["Location"] == "/akun-saya/"
    assert sign_in(Client(HTTP_HOST="north.localhost"), "sari@north.example.id") == "/"


def test_the_owner_is_told_by_letter(
    sari: User, north: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: object
) -> None:
    connect_app(north)
    north.post("/masuk/autentikator/lepas/")
    assert [letter.subject for letter in mailoutbox][-1] == "Autentikator dilepas · Merit Bersama"
