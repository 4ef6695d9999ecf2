"""Requests the probe makes in this process end like requests of Django's own test client."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections


@pytest.fixture
def in_process(regions: None) -> Iterator[None]:
    """The end of a request would close the connection that holds the test's transaction."""
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_finished.connect(close_old_connections)
