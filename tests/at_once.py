"""The same work by several people in the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context

_PATIENCE = 60  # seconds


def at_once(schema: str, *work: Callable[[], Any]) -> list[Any]:
    """What each gave or raised, in order; every one on a connection of its own, started together."""
    together = threading.Barrier(len(work))

    def run(one: Callable[[], Any]) -> Any:
        with closing(connection), schema_context(schema):
            connection.cursor().close()  # connected before the start
            together.wait(_PATIENCE)
            return one()

    with ThreadPoolExecutor(len(work)) as pool:
        started = [pool.submit(run, one) for one in work]
        return [one.exception(_PATIENCE) or one.result() for one in started]
