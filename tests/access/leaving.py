"""Addresses about the end of the agreement: the administrators' alone."""

from collections.abc import Mapping
from hashlib import sha256

from tests.access.doors import ADMINISTRATOR, Address, opens

REGION: Mapping[str, Address] = {
    "leaving": Address(get=opens(ADMINISTRATOR)),
    "leaving_pack": Address(get=opens(ADMINISTRATOR)),
    "leaving_recipient": Address(post=opens(ADMINISTRATOR, 422), body=lambda _here: {"recipient": ""}),  # it is packed
    "leaving_receipt": Address(
        post=opens(ADMINISTRATOR, 302),
        body=lambda here: {"checksum": sha256(here.text("paket").encode()).hexdigest()},
    ),
}
