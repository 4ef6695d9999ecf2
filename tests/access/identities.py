"""Identity providers, at the host and in every region: who sets them up, who comes in."""

from collections.abc import Iterable, Mapping

from tests.access.doors import NOBODY, SIGNED_IN, Address, Person, Sample, opens
from tests.government import Government


def one(key: str, what: str) -> Sample:
    """The path of something the government has."""
    return lambda here: {key: here.ids[what]}


def facts(here: Government) -> dict[str, object]:
    """Another provider."""
    return {
        "name": here.text("penyedia-baru"),
        "issuer": "https://127.0.0.1:9",
        "client_id": "klien",
        "client_secret": "rahasia",
        "named_by": "email",
    }


def identities(administrators: Iterable[Person]) -> Mapping[str, Address]:
    """The addresses, for those who manage accounts here; the provider of the sample answers nobody."""
    at = one("provider_id", "provider")
    acts = ("check_provider", "switch_on_provider", "switch_off_provider", "remove_provider")
    return {
        "ask_provider": Address(get={502: NOBODY, 302: SIGNED_IN}, at=at),
        "provider_answer": Address(get={422: NOBODY, 302: SIGNED_IN}, at=at),
        "identity_providers": Address(get=opens(administrators), post=opens(administrators, 302), body=facts),
        "identity_provider": Address(get=opens(administrators), post=opens(administrators, 302), at=at, body=facts),
        **{act: Address(post=opens(administrators, 302), at=at) for act in acts},
        "api_identity_providers": Address(get=opens(administrators), post=opens(administrators, 201), body=facts),
        "api_identity_provider": Address(get=opens(administrators), post=opens(administrators), at=at, body=facts),
        "api_check_provider": Address(post=opens(administrators, 409), at=at),
        "api_switch_on_provider": Address(post=opens(administrators, 409), at=at),
        "api_switch_off_provider": Address(post=opens(administrators), at=at),
        "api_remove_provider": Address(post=opens(administrators, 409), at=at),  # it is on
        "close_identity": Address(post=opens(administrators, 302), at=one("link_id", "link")),
        "allow_identity": Address(post=opens(administrators, 302), at=one("link_id", "link")),
    }
