"""Addresses of support: asked at the host, decided and read in the region, entered by whoever holds a way in."""

from collections.abc import Mapping
from typing import Any

from tests.access.doors import ADMINISTRATOR, EVERYBODY, OPERATOR, Address, P, Sample, opens
from tests.government import Government

READERS = frozenset({P.ADMINISTRATOR, P.AUDITOR})


def grant(name: str) -> Sample:
    """The path of a grant."""
    return lambda here: {"grant_id": here.ids[name]}


def request(here: Government) -> dict[str, Any]:
    """The path of what the host asked of north, undecided."""
    return {"region_id": here.ids["region"], "request_id": here.ids["support_request"]}


def says(**fields: Any) -> Sample:
    """A form."""
    return lambda _here: fields


_ROOMS = ["organisation", "people"]
REGION: Mapping[str, Address] = {
    "support": Address(get=opens(READERS)),
    "support_grant": Address(get=opens(READERS), at=grant("living_grant")),
    "support_export": Address(get=opens(READERS), at=grant("living_grant")),
    "support_approve": Address(
        post=opens(ADMINISTRATOR, 302), at=grant("asked_grant"), body=says(hours="1", rooms=_ROOMS)
    ),
    "support_refuse": Address(
        post=opens(ADMINISTRATOR, 302), at=grant("asked_grant"), body=says(**{"tolak-reason": "Tidak perlu"})
    ),
    "support_revoke": Address(
        post=opens(ADMINISTRATOR, 302), at=grant("living_grant"), body=says(**{"cabut-reason": "Cukup"})
    ),
    "support_enter": Address(
        get=opens(EVERYBODY), post=opens(EVERYBODY, 302), at=lambda here: {"token": here.tokens["support"]}
    ),
    # a supporter's alone, and a supporter is nobody of these: tests/tenants/support
    "api_support": Address(get=opens(READERS)),
    "api_support_visits": Address(get=opens(READERS), at=grant("living_grant")),
    "api_support_approve": Address(
        post=opens(ADMINISTRATOR), at=grant("asked_grant"), body=says(hours=1, rooms=_ROOMS)
    ),
    "api_support_refuse": Address(post=opens(ADMINISTRATOR), at=grant("asked_grant"), body=says(reason="Tidak perlu")),
    "api_support_revoke": Address(post=opens(ADMINISTRATOR), at=grant("living_grant"), body=says(reason="Cukup")),
    "support_session": Address(get={}),
    "support_leave": Address(post={}),
}
HOST: Mapping[str, Address] = {
    "region_support": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 422),  # one request is open
        at=lambda here: {"region_id": here.ids["region"]},
        body=says(reason="Skor tidak muncul", rooms=_ROOMS, hours="2"),
    ),
    "region_support_enter": Address(post=opens(OPERATOR, 409), at=request),  # north has not decided
    "region_support_end": Address(post=opens(OPERATOR, 302), at=request),
    "api_region_support": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 409),  # one request is open
        at=lambda here: {"region_id": here.ids["region"]},
        body=says(reason="Skor tidak muncul", rooms=_ROOMS, hours=2),
    ),
    "api_region_support_end": Address(post=opens(OPERATOR), at=request),
}
