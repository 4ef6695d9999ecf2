"""Proposals of a region, at both ends: who gets which answer."""

from tests.access.doors import ADMINISTRATOR, OPERATOR, Address, Sample, opens
from tests.government import Government
from tests.tenants.exchange.sample import CUTS


def _sent(here: Government) -> dict[str, object]:
    return {"proposal_id": here.ids["proposal"]}


def _received(here: Government) -> dict[str, object]:
    return {"message_id": here.ids["proposal"]}


def _scheme(here: Government) -> dict[str, object]:
    return {"code": here.period, "template_key": "talent_national", "version": "2025.1"}


def _asked(here: Government) -> dict[str, object]:
    words = {"title": "Batas", "text": "Alasan", "credit": "true", "groups": [CUTS]}
    return {"period": here.period, "template": "talent_national", "version": "2025.1", **words}


def _says(**fields: object) -> Sample:
    return lambda _here: fields


PROPOSING = {
    "proposals": Address(get=opens(ADMINISTRATOR)),
    "proposal": Address(get=opens(ADMINISTRATOR), at=_sent),
    "proposal_withdraw": Address(post=opens(ADMINISTRATOR, 302), at=_sent),
    "scheme_propose": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=_scheme,
        body=_says(title="Batas", text="Alasan", **{"offer-0": "on"}),
    ),
    "api_proposals": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 201), body=_asked),
    "api_proposal": Address(get=opens(ADMINISTRATOR), at=_sent),
    "api_proposal_withdraw": Address(post=opens(ADMINISTRATOR), at=_sent),
}
RECEIVING = {
    "received_proposals": Address(get=opens(OPERATOR)),
    "received_proposal": Address(get=opens(OPERATOR), at=_received),
    "accept_proposal": Address(post=opens(OPERATOR, 302), at=_received),
    "decline_proposal": Address(post=opens(OPERATOR, 302), at=_received, body=_says(reason="Tidak")),
    "api_received_proposals": Address(get=opens(OPERATOR)),
    "api_received_proposal": Address(get=opens(OPERATOR), at=_received),
    "api_accept_proposal": Address(post=opens(OPERATOR), at=_received),
    "api_decline_proposal": Address(post=opens(OPERATOR), at=_received, body=_says(reason="Tidak")),
}
