"""What this server asks of addresses an administrator typed, or a provider named: little, soon, and nobody at home.

The name is resolved here, every address it has must be a public one, and the connection goes to that very address:
what the name means a moment later does not matter. No redirect is followed, no proxy of the environment used.
"""

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import openid_claims
from shared_apps.errors import ConflictError

MOST_BYTES = 256 * 1024
SECONDS, SECONDS_IN_ALL = 3.0, 6.0  # of one wait, and of one answer
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


def ask(
    url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object an address answers with: to POST where a form is given, else to GET.

    Raises ConflictError `provider_unreachable`, `provider_refused` or `provider_unclear`, in words.
    """
    until = time.monotonic() + SECONDS_IN_ALL
    said = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    try:
        request = _request(url, form, said)
        with httpx.Client(trust_env=False, timeout=SECONDS, verify=_trusted()) as client:
            response = client.send(request, stream=True)
            try:
                content = _read(response, until)
            finally:
                response.close()
    except (httpx.HTTPError, httpx.InvalidURL) as down:
        raise _unreachable(type(down).__name__) from down
    if response.status_code != httpx.codes.OK:
        raise ConflictError(
            "provider_refused",
            _("Penyedia identitas menolak permintaan. Tidak ada yang diubah."),
            details={"status": response.status_code},
        )
    return _object(content)


def public_address(host: str, port: int) -> str:
    """The first address of a name, when none of them is inside somebody's network.

    Raises ConflictError `provider_unreachable`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise _unreachable(type(unknown).__name__) from unknown
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if not addresses or not all(_may_be_asked(address) for address in addresses):
        raise ConflictError(
            "provider_unreachable",
            _("Alamat penyedia identitas berada di jaringan tertutup, jadi tidak dihubungi. Tidak ada yang diubah."),
        )
    return addresses[0]


def _may_be_asked(text: str) -> bool:
    address = ipaddress.ip_address(text)
    if address.is_loopback:
        return bool(settings.IDENTITY_PROVIDERS_ON_LOOPBACK)
    if isinstance(address, ipaddress.IPv6Address):  # of others some hold an IPv4 address that would not be looked at
        return address in _GLOBAL_UNICAST and address.is_global and not (address.sixtofour or address.teredo)
    return address.is_global and not address.is_multicast


def _request(url: str, form: Mapping[str, str] | None, headers: dict[str, str]) -> httpx.Request:
    if not openid_claims.is_address(url, plain=settings.IDENTITY_PROVIDERS_ON_LOOPBACK):
        raise _unreachable("address")
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = public_address(host, port)
    if parts.scheme == "http" and not ipaddress.ip_address(address).is_loopback:
        raise _unreachable("plain")
    place = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{place}:{port}").geturl()
    return httpx.Request(
        "GET" if form is None else "POST",
        target,
        data=dict(form) if form is not None else None,
        headers={**headers, "Host": parts.netloc},
        # the certificate must be of the name; httpx hands this on to the handshake
        extensions={"sni_hostname": host, "timeout": httpx.Timeout(SECONDS).as_dict()},
    )


def _read(response: httpx.Response, until: float) -> bytes:
    content = bytearray()
    for piece in response.iter_raw():
        content += piece
        if len(content) > MOST_BYTES or time.monotonic() > until:
            raise _unreachable("too much or too slow")
    return bytes(content)


def _object(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError) as unread:
        raise unclear() from unread
    if not isinstance(read, dict):
        raise unclear()
    return read


@cache
def _trusted() -> ssl.SSLContext:
    """Read once: it takes longer than most answers."""
    return httpx.create_ssl_context(trust_env=False)


def unclear() -> ConflictError:
    """The provider answered, and not as the protocol wants it."""
    return ConflictError(
        "provider_unclear", _("Jawaban penyedia identitas tidak dapat dipakai. Tidak ada yang diubah.")
    )


def _unreachable(why: str) -> ConflictError:
    return ConflictError(
        "provider_unreachable",
        _("Penyedia identitas tidak dapat dihubungi. Tidak ada yang diubah; kata sandi tetap dapat dipakai."),
        details={"why": why},
    )
