"""The life of a region, at the host."""

from typing import Any

from tests.access.doors import OPERATOR, Address, Sample, opens
from tests.government import Government

REASON = "Perpanjangan perjanjian ditunggu"


def region(here: Government) -> dict[str, Any]:
    """The path of a region."""
    return {"region_id": here.ids["region"]}


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
}
