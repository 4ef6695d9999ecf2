"""Regions that leave, at the host: the operators' alone."""

from collections.abc import Mapping

from tests.access.doors import OPERATOR, Address, opens

HOST: Mapping[str, Address] = {
    "departures": Address(get=opens(OPERATOR)),
    "region_departure": Address(get=opens(OPERATOR), at=lambda here: {"region_id": here.ids["region"]}),
    "region_departure_act": Address(
        post=opens(OPERATOR, 422),  # told without a reason: nothing reaches the region
        at=lambda here: {"region_id": here.ids["region"], "verb": "mulai"},
        body=lambda _here: {"reason": "singkat"},
    ),
    "departure_certificate": Address(
        get=opens(OPERATOR), at=lambda here: {"departure_id": here.ids["departure"], "kind": "pdf"}
    ),
    "api_departures": Address(get=opens(OPERATOR)),
    "api_departure": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 422),
        at=lambda here: {"region_id": here.ids["region"]},
        body=lambda _here: {"reason": "singkat"},
    ),
    "api_departure_acts": Address(
        post=opens(OPERATOR, 409),  # it is over
        at=lambda here: {"region_id": here.ids["gone_region"]},
        body=lambda _here: {"act": "close"},
    ),
}
