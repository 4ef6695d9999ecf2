"""The proxy asks before it fetches a certificate for a name."""

import pytest
from django.test import Client

from tenants.regions.models import Region


def ask(domain: str) -> int:
    return Client().get("/-/certificate", {"domain": domain}, HTTP_HOST="web:8000").status_code


def test_active_addresses_get_one(regions: None) -> None:
    assert ask("north.localhost") == 200
    assert ask("host.localhost") == 200


@pytest.mark.parametrize("name", ["nobody.localhost", "", "north.localhost.evil.example"])
def test_other_names_get_none(regions: None, name: str) -> None:
    assert ask(name) == 404


def test_a_region_that_is_not_active_gets_none(regions: None) -> None:
    Region.objects.filter(schema_name="north").update(state=Region.State.PREPARING)
    assert ask("north.localhost") == 404
