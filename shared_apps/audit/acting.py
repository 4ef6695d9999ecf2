"""Tells the database who acts, in the same round trip as what is written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

_WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|MERGE|LOCK|WITH\b(?=.*\b(?:INSERT|UPDATE|DELETE)\b))\b", re.IGNORECASE | re.DOTALL
)
_SETTINGS = sql.SQL(
    "SELECT set_config('merit.actor', {}, true), set_config('merit.actor_name', {}, true),"
    " set_config('merit.request', {}, true); "
)

Who = Callable[[], tuple[UUID | None, str]]


@contextmanager
def acting(*, request_id: UUID, who: Who) -> Iterator[None]:
    """Every row written inside is written down as done by this person for this request or job.

    The settings last as long as the transaction and no longer, so that nothing stays on a pooled connection. Of two
    blocks one in another the outer one counts.
    """
    with connection.execute_wrapper(_Acting(request_id, who)):
        yield


class _Acting:
    """Puts the settings in front of every statement that writes: no round trip more, and right after a savepoint.

    Two statements in one text are possible because Django lets psycopg bind on this side.
    """

    def __init__(self, request_id: UUID, who: Who) -> None:
        self._request_id, self._who = request_id, who
        self._is_asking = False

    def __call__(
        self, execute: Callable[..., Any], text: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if many or self._is_asking or not isinstance(text, str) or not _WRITES.match(text):
            return execute(text, params, many, context)
        settings = self._settings(context["connection"])
        result = execute((settings if params is None else settings.replace("%", "%%")) + text, params, many, context)
        context["cursor"].nextset()  # from the settings' answer to the statement's own
        return result

    def _settings(self, database: Any) -> str:
        self._is_asking = True  # who it is may be a question to the database
        try:
            actor_id, name = self._who()
        finally:
            self._is_asking = False
        values = (str(actor_id or ""), name, str(self._request_id))
        return _SETTINGS.format(*map(sql.Literal, values)).as_string(database.connection)
