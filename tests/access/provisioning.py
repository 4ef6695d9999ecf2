"""Addresses at which regions are provisioned together, and given up."""

from collections.abc import Mapping

from tests.access.doors import OPERATOR, Address, opens
from tests.government import Government


def region(here: Government) -> dict[str, object]:
    """An active region."""
    return {"region_id": here.ids["region"]}


PROVISIONING: Mapping[str, Address] = {
    "region_abandon": Address(post=opens(OPERATOR, 302), at=region),  # told why not: it is active
    "api_abandonment": Address(get=opens((), 404), post=opens(OPERATOR, 409), at=region),  # nobody gave it up
}
