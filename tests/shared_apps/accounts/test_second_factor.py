"""Roles with power over others need a second factor before any page; passkeys are one."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from shared_apps.accounts import rules
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Role
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, sign_in
from tests.shared_apps.accounts.test_authenticator import connect_app

NEEDED = "/masuk/langkah-kedua/"


@pytest.fixture
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id", role="personnel_admin")


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        (Role.HOST_OPERATOR, True),
        (Role.PERSONNEL_ADMIN, True),
        (Role.AGENCY_ADMIN, True),
        (Role.AUDITOR, True),
        (Role.DATA_PROTECTION_OFFICER, True),
        (Role.DISCIPLINE_READER, True),
        (Role.HEALTH_READER, True),
        (Role.REGIONAL_HEAD, False),
        (Role.COMMITTEE_MEMBER, False),
    ],
)
def test_power_over_others_needs_more_than_a_password(role: Role, needs: bool) -> None:
    assert rules.needs_second_factor([role]) is needs


def test_nobody_without_a_role_needs_one() -> None:
    assert not rules.needs_second_factor([])


@pytest.mark.parametrize("path", ["/", "/akun-saya/", "/peran/", "/pegawai/", "/organisasi/"])
def test_an_administrator_without_one_sees_no_page_but_how_to_get_one(
    demanded: None, admin: User, north: Client, path: str
) -> None:
    sign_in(north, admin.email)
    assert north.get(path).headers["Location"] == NEEDED
    assert north.get(NEEDED).status_code == 200


def test_nothing_is_written_without_one(demanded: None, admin: User, north: Client) -> None:
    sign_in(north, admin.email)
    wish = {"name": "Wali", "email": "wali@north.example.id", "role": "regional_head"}
    assert north.post("/peran/undang/", wish).headers["Location"] == NEEDED
    answer = north.get("/api/v1/units/")
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_missing")
    login = {"login": admin.email, "password": PASSWORD}
    refused = Client(HTTP_HOST="north.localhost").post("/api/v1/token/", login, content_type="application/json")
    assert refused.status_code == 401
    assert "langkah kedua" in refused.content.decode()


def test_the_first_sign_in_sets_one_up_and_then_everything_opens(demanded: None, admin: User, north: Client) -> None:
    connect_app(north)
    assert north.get("/masuk/kode-pemulihan/").status_code == 200
    assert north.get("/peran/").status_code == 200


def test_the_last_one_stays_while_the_role_is_held(demanded: None, admin: User, north: Client) -> None:
    connect_app(north)
    page = north.post("/masuk/autentikator/lepas/")
    assert "Peran Anda memerlukan langkah kedua" in page.content.decode()
    with inside("north"):
        assert Authenticator.objects.filter(user=admin, type="totp").exists()


def test_the_last_passkey_stays_too(settings: Any, admin: User, north: Client) -> None:
    sign_in(north, admin.email)
    with inside("north"):
        kept = Authenticator.objects.create(user=admin, type="webauthn", data={"name": "Ponsel", "credential": {}})
    path = f"/masuk/kunci-sandi/{kept.pk}/hapus/"
    north.post("/masuk/konfirmasi/", {"password": PASSWORD})
    assert "Ponsel" in north.get(path).content.decode()
    settings.SECOND_FACTOR_REQUIRED = True
    assert north.post(path).headers["Location"] == "/akun-saya/"
    with inside("north"):
        assert Authenticator.objects.filter(pk=kept.pk).exists()
    settings.SECOND_FACTOR_REQUIRED = False
    assert north.post(path).status_code == 302
    with inside("north"):
        assert not Authenticator.objects.filter(pk=kept.pk).exists()


def test_others_are_let_through(demanded: None, north: Client, regions: None) -> None:
    with inside("north"):
        account("wali@north.example.id", role="regional_head")
    sign_in(north, "wali@north.example.id")
    assert north.get("/akun-saya/").status_code == 200


def test_the_installation_may_go_without(admin: User, north: Client) -> None:
    sign_in(north, admin.email)
    assert north.get("/peran/").status_code == 200


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        "null",
        "x",
        '{"response": null}',
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {
                    "clientDataJSON": "e30",
                    "authenticatorData": "A" * 50,
                    "signature": "AA",
                    "userHandle": "bm9ib2R5",
                },
            }
        ),
    ],
)
def test_what_is_no_passkey_of_ours_leads_back_to_signing_in(north: Client, credential: str) -> None:
    asked = north.get("/masuk/kunci-sandi/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert asked["request_options"]["publicKey"]["rpId"] == "north.localhost"
    assert not asked["request_options"]["publicKey"].get("allowCredentials")  # tells of nobody
    answer = north.post("/masuk/kunci-sandi/", {"credential": credential})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/")
    assert "_auth_user_id" not in north.session


def test_a_passkey_page_asks_for_the_password_first_and_names_this_region(admin: User, north: Client) -> None:
    sign_in(north, admin.email)
    asked = north.get("/masuk/kunci-sandi/pasang/")
    assert asked.headers["Location"].startswith("/masuk/konfirmasi/")
    north.post(asked.headers["Location"], {"password": PASSWORD})
    page = north.get("/masuk/kunci-sandi/pasang/").content.decode()
    assert "&quot;rp&quot;: {&quot;name&quot;: &quot;Merit Bersama" in page
    assert "&quot;id&quot;: &quot;north.localhost&quot;" in page
    assert north.post("/masuk/kunci-sandi/pasang/", {"credential": "{}"}).status_code == 200
    with inside("north"):
        assert not Authenticator.objects.filter(user=admin).exists()
