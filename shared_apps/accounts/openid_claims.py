"""Whom a provider's answer means, and what it answers with: values in, values out.

OpenID Connect Core 1.0 and Discovery 1.0 are meant by section numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from shared_apps.accounts.rules import personal_number

LONGEST_ADDRESS = 500
LONGEST_SUBJECT = 255  # Core 2
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Endpoints:
    """Where a provider is asked for what; `issuer` as it writes itself in its tokens."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    secret_in_body: bool = False


def is_address(text: object, *, plain: bool = False) -> bool:
    """Whether it is an address of the web that can be asked: https, or with `plain` http too; nobody's name in it."""
    if not isinstance(text, str) or len(text) > LONGEST_ADDRESS or not text.isascii() or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_web = parts.scheme == "https" or (plain and parts.scheme == "http")
    bare = not parts.fragment and "@" not in parts.netloc and " " not in text and "\\" not in text
    return is_web and bool(parts.hostname) and port != 0 and bare


def is_issuer(text: str, *, plain: bool = False) -> bool:
    """Whether it can be the name of a provider: such an address without a query (Discovery 3)."""
    return is_address(text, plain=plain) and "?" not in text and not text.endswith(WELL_KNOWN)


def discovery_of(issuer: str) -> str:
    """Where a provider describes itself (Discovery 4)."""
    return issuer.rstrip("/") + WELL_KNOWN


def endpoints_in(document: Mapping[str, Any], issuer: str, *, plain: bool = False) -> Endpoints | str:
    """What a discovery document says, or the name of the field that does not fit.

    Its issuer must be the one that was asked (Discovery 4.3); only a slash at the end may differ from what was typed.
    """
    said = document.get("issuer")
    if not isinstance(said, str) or said.rstrip("/") != issuer.rstrip("/"):
        return "issuer"
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_address(document.get(name), plain=plain):
            return name
    challenges = document.get("code_challenge_methods_supported")
    if isinstance(challenges, list) and "S256" not in challenges:
        return "code_challenge_methods_supported"
    userinfo, ways = document.get("userinfo_endpoint"), document.get("token_endpoint_auth_methods_supported")
    return Endpoints(
        issuer=said,
        authorization=document["authorization_endpoint"],
        token=document["token_endpoint"],
        keys=document["jwks_uri"],
        userinfo=str(userinfo) if is_address(userinfo, plain=plain) else "",
        # without a word of it the header is meant (Discovery 3)
        secret_in_body=isinstance(ways, list) and "client_secret_post" in ways,
    )


def address_in(claims: Mapping[str, Any]) -> str | None:
    """The e-mail address the provider says it has verified; None without one, or where it only seems to say so."""
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    return email.strip().lower() if "@" in email and email.isprintable() else None


def number_in(claims: Mapping[str, Any], claim: str) -> str | None:
    """The NIP under that name: text, since a number of eighteen digits does not survive JSON everywhere."""
    said = claims.get(claim)
    return personal_number(said) or None if isinstance(said, str) else None


def subject_in(claims: Mapping[str, Any]) -> str | None:
    """The provider's key of the person (Core 2)."""
    said = claims.get("sub")
    fits = isinstance(said, str) and 0 < len(said) <= LONGEST_SUBJECT and said.isascii() and said.isprintable()
    return said if fits else None


def is_meant_for(claims: Mapping[str, Any], client_id: str) -> bool:
    """Beside the audience: whom a token for several is meant for (Core 3.1.3.7, 4 and 5)."""
    audience = claims.get("aud")
    if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
        return False
    return bool(claims.get("azp", client_id) == client_id)
