"""What a provider may say and what is asked of it: without a provider."""

from typing import Any

import pytest

from shared_apps.accounts import openid_claims, openid_http
from shared_apps.accounts.openid_claims import Endpoints
from shared_apps.errors import ConflictError

ISSUER = "https://sso.example.id/realms/solo"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


@pytest.mark.parametrize(
    ("text", "plain", "fits"),
    [
        (ISSUER, False, True),
        ("https://sso.example.id:8443/", False, True),
        ("http://127.0.0.1:9000", True, True),
        ("http://sso.example.id", False, False),
        ("https://sso.example.id/?x=1", False, False),
        ("https://sso.example.id/#x", False, False),
        ("https://orang:sandi@sso.example.id", False, False),
        ("https://", False, False),
        ("https://sso.example.id:99999", False, False),
        ("https://sso.example.id/\x00", False, False),
        ("https://sso.contoh\\@10.0.0.1", False, False),
        ("file:///etc/passwd", True, False),
        ("", False, False),
        (f"https://{'a' * 600}.id", False, False),
    ],
)
def test_an_issuer_is_an_address_of_the_web_alone(text: str, plain: bool, fits: bool) -> None:
    assert openid_claims.is_issuer(text, plain=plain) is fits


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, None),
        ({"issuer": f"{ISSUER}/"}, None),
        ({"code_challenge_methods_supported": ["S256", "plain"]}, None),
        ({"issuer": "https://lain.example.id"}, "issuer"),
        ({"issuer": None}, "issuer"),
        ({"token_endpoint": "http://sso.example.id/token"}, "token_endpoint"),
        ({"jwks_uri": ["x"]}, "jwks_uri"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"code_challenge_methods_supported": ["plain"]}, "code_challenge_methods_supported"),
    ],
)
def test_a_provider_describes_itself_or_is_told_what_does_not_fit(changed: dict[str, Any], found: str | None) -> None:
    read = openid_claims.endpoints_in({**DOCUMENT, **changed}, ISSUER)
    assert (read if isinstance(read, str) else None) == found
    assert isinstance(read, Endpoints) is (found is None)


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"email": "Sari@North.example.id ", "email_verified": True}, "sari@north.example.id"),
        ({"email": "sari@north.example.id", "email_verified": False}, None),
        ({"email": "sari@north.example.id", "email_verified": "true"}, None),
        ({"email": "sari@north.example.id"}, None),
        ({"email": ["sari@north.example.id"], "email_verified": True}, None),
        ({"email": "sari@north\x00.example.id", "email_verified": True}, None),
    ],
)
def test_an_address_counts_when_the_provider_has_verified_it(claims: dict[str, Any], address: str | None) -> None:
    assert openid_claims.address_in(claims) == address


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("19000101 192001 1 000", "190001011920011000"),
        ("190001011920011000", "190001011920011000"),
        (190001011920011000, None),
        ("sari", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_text(said: object, number: str | None) -> None:
    assert openid_claims.number_in({"nip": said}, "nip") == number


@pytest.mark.parametrize(
    ("claims", "fits"),
    [
        ({"aud": "kami"}, True),
        ({"aud": ["kami"]}, True),
        ({"aud": ["kami", "lain"], "azp": "kami"}, True),
        ({"aud": ["kami", "lain"]}, False),
        ({"aud": "kami", "azp": "lain"}, False),
    ],
)
def test_a_token_for_several_names_for_whom_it_was_made(claims: dict[str, Any], fits: bool) -> None:
    assert openid_claims.is_meant_for(claims, "kami") is fits


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104  nothing is bound
            "224.0.0.1",
        ),
        *("::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::"),
        *("localhost", "127.1", "0x7f000001"),
    ],
)
def test_nobody_at_home_is_asked(settings: Any, host: str) -> None:
    settings.IDENTITY_PROVIDERS_ON_LOOPBACK = False
    with pytest.raises(ConflictError):
        openid_http.public_address(host, 443)


def test_in_production_plain_http_is_not_asked(settings: Any) -> None:
    settings.IDENTITY_PROVIDERS_ON_LOOPBACK = False
    with pytest.raises(ConflictError):
        openid_http.ask("http://203.0.113.1/")


def test_a_public_address_is_asked(settings: Any) -> None:
    settings.IDENTITY_PROVIDERS_ON_LOOPBACK = False
    assert openid_http.public_address("9.9.9.9", 443) == "9.9.9.9"
