"""The same work by several people in the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context

_PATIENCE = 60  # seconds


def at_once(schema: str, *work: Callable[[], Any]) -> list[Any]:
    """What each gave or raised, in order; every one on a connection of its own, started together."""
    answers: list[Any] = [None] * len(work)
    together = threading.Barrier(len(work))

    def run(place: int) -> None:
        try:
            with schema_context(schema):
                connection.cursor().close()  # connected before the start
                together.wait(_PATIENCE)
                answers[place] = work[place]()
        except Exception as failure:  # noqa: BLE001  the test judges it
            answers[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
    return answers
