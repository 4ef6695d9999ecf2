"""Browsers that speak to north, south and the host."""

import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Attempts and codes of one test do not count in the next."""
    cache.clear()


@pytest.fixture
def north(regions: None) -> Client:
    """A browser at north.localhost."""
    return Client(HTTP_HOST="north.localhost")


@pytest.fixture
def south(regions: None) -> Client:
    """A browser at south.localhost."""
    return Client(HTTP_HOST="south.localhost")


@pytest.fixture
def host(regions: None) -> Client:
    """A browser at the host's console."""
    return Client(HTTP_HOST="host.localhost")
