"""The life of a region, at the host."""

from typing import Any

from tests.access.doors import OPERATOR, Address, Sample, opens
from tests.government import Government

AMENDMENT = {"number": "ADD/1/2026", "signed_on": "2026-11-20", "employee_quota": 9000}
REASON = "Perpanjangan perjanjian ditunggu"


def region(here: Government) -> dict[str, Any]:
    """The path of a region."""
    return {"region_id": here.ids["region"]}


def agreement(here: Government) -> dict[str, Any]:
    """The path of an agreement."""
    return {"agreement_id": here.ids["agreement"]}


def _sends(**fields: Any) -> Sample:
    return lambda _here: fields


LIFECYCLE = {
    "region_life": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 302),
        at=region,
        body=_sends(target="suspended", reason=REASON),
    ),
    "api_region_state": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 202), at=region, body=_sends(state="read_only", reason=REASON)
    ),
    "region_addresses": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 302),
        at=region,
        body=_sends(tindakan="tambah", domain="kedua.example.id"),
    ),
    "api_region_addresses": Address(
        get=opens(OPERATOR), post=opens(OPERATOR), at=region, body=_sends(action="add", domain="kedua.example.id")
    ),
    "amend_quota": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), at=agreement, body=_sends(**AMENDMENT)),
    "api_amendments": Address(get=opens(OPERATOR), post=opens(OPERATOR, 201), at=agreement, body=_sends(**AMENDMENT)),
}
