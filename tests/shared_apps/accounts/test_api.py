from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from shared_apps.accounts import services
from shared_apps.accounts.authentication import TokenAuthentication
from shared_apps.accounts.models import ApiToken, User
from shared_apps.accounts.rules import Scope
from tests.shared_apps.accounts.scene import PASSWORD, account, code_now, inside

LOGIN = {"login": "sari@north.example.id", "password": PASSWORD}


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id")


def token_for(browser: Client, **more: object) -> str:
    answer = browser.post("/api/v1/token/", {**LOGIN, **more}, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["token"])


def test_a_login_becomes_a_token_with_an_end(sari: User, north: Client) -> None:
    answer = north.post("/api/v1/token/", LOGIN, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["scopes"] == ["read", "write"]
    with inside("north"):
        kept = ApiToken.objects.get()
        assert answer.json()["token"].encode() not in bytes(kept.token_sha256)
        assert kept.expires_at > timezone.now()


@pytest.mark.parametrize("change", [{"password": "salah"}, {"login": "nobody@north.example.id"}])
def test_wrong_and_unknown_get_the_same_401(sari: User, north: Client, change: dict[str, str]) -> None:
    answer = north.post("/api/v1/token/", {**LOGIN, **change}, content_type="application/json")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert "tidak cocok" in answer.json()["title"]
    with inside("north"):
        assert not ApiToken.objects.exists()


def test_an_inactive_account_gets_no_token_and_loses_what_it_had(sari: User, north: Client) -> None:
    raw = token_for(north)
    with inside("north"):
        User.objects.filter(pk=sari.pk).update(is_active=False)
    assert north.post("/api/v1/token/", LOGIN, content_type="application/json").status_code == 401
    assert who("north", raw) == 401


def test_with_an_authenticator_the_code_is_needed(sari: User, north: Client) -> None:
    secret = generate_totp_secret()
    with inside("north"):
        TOTP.activate(sari, secret)
    assert north.post("/api/v1/token/", LOGIN, content_type="application/json").status_code == 401
    wrong = north.post("/api/v1/token/", {**LOGIN, "code": "000000"}, content_type="application/json")
    assert wrong.status_code == 401
    token_for(north, code=code_now(secret))


def test_a_token_of_north_is_401_in_south_and_at_the_host(sari: User, north: Client) -> None:
    raw = token_for(north)
    assert who("north", raw) == 200
    assert who("south", raw) == 401
    assert who("public", raw) == 401


def test_a_token_ends_by_time_by_its_owner_and_by_a_new_password(sari: User, north: Client) -> None:
    with inside("north"):
        now = timezone.now()
        expired, _ = services.issue_token(user=sari, name="lama", now=now - timedelta(days=2))
        revoked, kept = services.issue_token(user=sari, name="dicabut", now=now)
        services.revoke_token(user=sari, token_id=kept.id, now=now)
        living, _ = services.issue_token(user=sari, name="hidup", now=now)
    assert [who("north", raw) for raw in (expired, revoked, living)] == [401, 401, 200]
    with inside("north"):
        services.change_password(user=sari, old=PASSWORD, new="Kebun-Teh-12-Bukit")
    assert who("north", living) == 401


def test_a_reading_token_does_not_write(sari: User, north: Client) -> None:
    with inside("north"):
        raw, _ = services.issue_token(user=sari, name="baca", now=timezone.now(), scopes=[Scope.READ])
    assert who("north", raw) == 200
    assert who("north", raw, method="POST") == 403


class WhoView(APIView):
    """An endpoint that everybody with a token may ask."""

    def get(self, request: Request) -> Response:
        return Response({"name": request.user.name})

    post = get


def who(name: str, raw: str, *, method: str = "GET") -> int:
    """The status of a request with the token, in a region or at the host."""
    request = APIRequestFactory().generic(method, "/", headers={"Authorization": f"Bearer {raw}"})
    with inside(name):
        return WhoView.as_view()(request).status_code


def test_the_endpoints_of_the_product_use_this_authentication() -> None:
    assert TokenAuthentication in api_settings.DEFAULT_AUTHENTICATION_CLASSES
