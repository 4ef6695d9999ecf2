"""A cursor on the real database for the compiled statements."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper


@pytest.fixture
def cursor(regions: None) -> Iterator[CursorWrapper]:
    """The host's own login; the statements read bound arrays only."""
    with connection.cursor() as opened:
        yield opened
