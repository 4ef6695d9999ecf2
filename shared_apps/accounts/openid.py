"""Signing in at an OpenID Connect provider: the code flow with PKCE, state and nonce, and every check of its answer.

Nothing here writes or knows an account; `identity_providers` says who may come in.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import openid_claims, openid_http
from shared_apps.accounts.openid_claims import Endpoints
from shared_apps.errors import ConflictError, InvalidError

METHOD = "openid"  # how allauth's record of a session names this way
SCOPES = "openid email profile"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
KEY_TYPES = ("RSA", "EC", "OKP")  # never a shared secret: whoever knew the client's could write any answer
LEEWAY = 60  # seconds two clocks may be apart
_REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


@dataclass(frozen=True)
class Client:
    """How this region is known to a provider."""

    client_id: str
    client_secret: str
    redirect: str


@dataclass(frozen=True)
class Asked:
    """What the browser's session keeps while its person is at the provider."""

    state: str
    nonce: str
    verifier: str
    next: str = ""


def new_question(next_page: str = "") -> Asked:
    """Three random texts that have never been used."""
    return Asked(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), next_page)


def discover(issuer: str) -> Endpoints:
    """What the provider says of itself. Raises ConflictError where it does not answer, or with what does not fit."""
    plain = settings.IDENTITY_PROVIDERS_ON_LOOPBACK
    found = openid_claims.endpoints_in(openid_http.ask(openid_claims.discovery_of(issuer)), issuer, plain=plain)
    if isinstance(found, str):
        raise ConflictError(
            "provider_unfit",
            _("Penyedia identitas menjawab, tetapi keterangannya tidak sesuai: %(field)s.") % {"field": found},
        )
    return found


def address_to_ask(endpoints: Endpoints, client: Client, asked: Asked) -> str:
    """Where the browser is sent to sign in (Core 3.1.2.1, RFC 7636)."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": client.redirect,
        "scope": SCOPES,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{endpoints.authorization}{'&' if '?' in endpoints.authorization else '?'}{urlencode(query)}"


def claims_of(
    endpoints: Endpoints, client: Client, asked: Asked, *, code: str, needed: tuple[str, ...]
) -> dict[str, Any]:
    """What the provider says of the person whose code this is; from its token where that says enough.

    Raises ConflictError where the provider fails, InvalidError where its answer is not one to our question.
    """
    said = _tokens(endpoints, client, asked, code)
    claims = verified(
        said.get("id_token"), openid_http.ask(endpoints.keys), endpoints.issuer, client.client_id, asked.nonce
    )
    if all(name in claims for name in needed) or not endpoints.userinfo:
        return claims
    access = said.get("access_token")
    if not isinstance(access, str) or not access.isascii() or not access.isprintable():
        raise openid_http.unclear()
    more = openid_http.ask(endpoints.userinfo, headers={"Authorization": f"Bearer {access}"})
    if more.get("sub") != claims["sub"]:  # Core 5.3.2
        raise _not_ours()
    own = {name: value for name, value in claims.items() if name not in needed}
    return own | {name: more[name] for name in needed if name in more}  # an address and its proof from one place


def verified(token: object, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token: signed by the provider, for us, still valid, an answer to this question.

    Core 3.1.3.7. Raises InvalidError where one of these does not hold.
    """
    if not isinstance(token, str) or not token.isascii():
        raise _not_ours()
    try:
        key = _key_of(token, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": _REQUIRED, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError as wrong:
        raise _not_ours() from wrong
    said = claims["nonce"]
    is_answer = isinstance(said, str) and said.isascii() and constant_time_compare(said, nonce)
    if not is_answer or openid_claims.subject_in(claims) is None or not openid_claims.is_meant_for(claims, client_id):
        raise _not_ours()
    return claims


def _tokens(endpoints: Endpoints, client: Client, asked: Asked, code: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect,
        "code_verifier": asked.verifier,
    }
    if endpoints.secret_in_body:
        form |= {"client_id": client.client_id, "client_secret": client.client_secret}
        return openid_http.ask(endpoints.token, form=form)
    named = f"{quote(client.client_id, safe='')}:{quote(client.client_secret, safe='')}"  # RFC 6749, 2.3.1
    basic = base64.b64encode(named.encode()).decode()
    return openid_http.ask(endpoints.token, form=form, headers={"Authorization": f"Basic {basic}"})


def _key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key that the token names, with an algorithm of ours. Raises PyJWTError."""
    head, known = jwt.get_unverified_header(token), keys.get("keys")
    algorithm = head.get("alg")
    if algorithm not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError("not one of ours")
    for each in known if isinstance(known, list) else ():
        if (
            isinstance(each, dict)
            and each.get("kty") in KEY_TYPES
            and each.get("use", "sig") == "sig"
            and each.get("alg", algorithm) == algorithm
            and head.get("kid", each.get("kid")) == each.get("kid")
        ):
            return jwt.PyJWK(each, algorithm)
    raise jwt.InvalidKeyError("no such key")


def _not_ours() -> InvalidError:
    return InvalidError(
        "answer_invalid",
        _("Jawaban penyedia identitas tidak sah atau sudah tidak berlaku. Tidak ada yang dibuat; ulangi dari awal."),
    )
