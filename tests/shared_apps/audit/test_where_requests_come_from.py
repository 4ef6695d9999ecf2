"""The audit names the address the outermost trusted proxy saw, and never one that the visitor wrote himself."""

import pytest
from django.test import Client, override_settings
from django_tenants.utils import schema_context

from shared_apps.audit.models import Entry

PROXY, VISITOR, INVENTED = "10.0.0.1", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "told", "written"),
    [
        (0, None, PROXY),
        (0, INVENTED, PROXY),
        (1, VISITOR, VISITOR),
        (1, f"{INVENTED}, {VISITOR}", VISITOR),
        (2, f"{INVENTED}, {VISITOR}, 10.0.0.2", VISITOR),
        (2, VISITOR, PROXY),
        (1, "nonsense", PROXY),
        (1, None, PROXY),
    ],
)
def test_it_is_the_one_the_trusted_proxies_vouch_for(
    regions: None, proxies: int, told: str | None, written: str
) -> None:
    headers = {"x-forwarded-for": told} if told else {}
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        Client(headers={"host": "north.localhost", **headers}, REMOTE_ADDR=PROXY).post("/bahasa/", {"language": "en"})
    with schema_context("north"):
        assert Entry.objects.get().address == written
