"""The host, its operators, and a cursor on the real database for the compiled statements."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from tests.tenants.conftest import host_user


@pytest.fixture
def cursor(regions: None) -> Iterator[CursorWrapper]:
    """The host's own login; the statements read bound arrays only."""
    with connection.cursor() as opened:
        yield opened


@pytest.fixture
def at_the_host(regions: None) -> Iterator[None]:
    """Inside the host's own schema."""
    with schema_context("public"):
        yield


@pytest.fixture
def author(at_the_host: None) -> User:
    """Who writes a draft."""
    return host_user("Dadan Koswara")


@pytest.fixture
def reviewer(at_the_host: None) -> User:
    """The second person."""
    return host_user("Euis Komalasari")
