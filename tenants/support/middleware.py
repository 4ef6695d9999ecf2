"""A supporter's request: a living grant, reading only, under a login of its own, each page and query written down."""

import hashlib
import time
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction

from shared_apps.audit.middleware import address_of
from shared_apps.support import queries, rules, services
from shared_apps.support.models import Grant
from tenants.regions.database.base import DatabaseWrapper
from tenants.regions.database.logins import support_login_of
from tenants.regions.middleware import is_host

READING = frozenset({"GET", "HEAD"})
LONGEST = 4_000  # characters kept of a statement; its fingerprint is of the whole
MOST = 500  # statements kept of a page


class SupportMiddleware:
    """The innermost: session and account were read under the region's login, the view runs under the grant's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everybody else pass; a supporter only as long as the grant lives, and only to read."""
        grant_id = _grant_of(request)
        if grant_id is None:
            return self.get_response(request)
        grant = queries.living(grant_id, timezone.now())
        if grant is None:
            request.session.flush()
            return _turned_away(request, "over", 403)
        request.user = queries.supporter(grant)
        request.support = grant  # type: ignore[attr-defined]  # for the banner
        if request.path_info == reverse("support_leave"):
            return self.get_response(request)
        return self._watched(request, grant)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the login may not read is out of the grant's scope, whichever page asked for it."""
        refused = (InsufficientPrivilege, ReadOnlySqlTransaction)
        if hasattr(request, "support") and isinstance(error.__cause__, refused):
            return _turned_away(request, "outside", 403)
        return None

    def _watched(self, request: HttpRequest, grant: Grant) -> HttpResponse:
        at, begun, log = timezone.now(), time.monotonic(), _Log()
        if request.method in READING:
            response = self._under_its_login(request, grant, log)
        else:
            response = _turned_away(request, "reading", 403)
        services.record(
            grant=grant,
            at=at,
            method=request.method or "",
            path=request.get_full_path(),
            status=response.status_code,
            milliseconds=round((time.monotonic() - begun) * 1000),
            address=address_of(request),
            asked=log.told(),
            note=getattr(response, "turned_away", ""),
        )
        if queries.living(grant.id, timezone.now()) is None:  # revoked while the page was made
            request.session.flush()
            response = _turned_away(request, "over", 403)
        response["Cache-Control"] = "no-store, private"
        return response

    def _under_its_login(self, request: HttpRequest, grant: Grant, log: "_Log") -> HttpResponse:
        database = cast(DatabaseWrapper, connection)
        try:
            with database.lent(support_login_of(grant.id)):
                database.ensure_connection()
                with connection.execute_wrapper(log):
                    return self.get_response(request)
        except OperationalError:  # not made yet, or just taken away
            return _turned_away(request, "not_ready", 503)


class _Log:
    """Every statement that ran, without its parameters."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.omitted = 0

    def told(self) -> list[dict[str, Any]]:
        """What is written down; of a page that asked more than that, how many more."""
        more = {"statement": f"+ {self.omitted}", "fingerprint": "", "rows": None}
        return [*self.asked, more] if self.omitted else self.asked

    def __call__(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        noted: dict[str, Any] = {"rows": None}
        whole = statement if isinstance(statement, str) else type(statement).__name__  # composed ones hold values
        text = " ".join(whole.split())
        noted["fingerprint"] = hashlib.sha256(text.encode()).hexdigest()[:16]
        noted["statement"] = text[:LONGEST]
        if len(self.asked) < MOST:
            self.asked.append(noted)
        else:
            self.omitted += 1
        result = execute(statement, params, many, context)
        noted["rows"] = max(context["cursor"].rowcount, 0)
        return result


def _grant_of(request: HttpRequest) -> UUID | None:
    """The grant of a supporter's session; without a cookie the session is not even opened."""
    if is_host(request) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    kept = request.session.get(rules.SESSION)
    return UUID(kept) if kept else None


def _turned_away(request: HttpRequest, why: str, status: int) -> HttpResponse:
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        title = {
            "over": _("Izin dukungan ini sudah berakhir atau dicabut."),
            "outside": _("Di luar lingkup izin dukungan ini."),
            "reading": _("Dukungan hanya membaca. Tidak ada yang diubah."),
            "not_ready": _("Login dukungan masih disiapkan. Coba lagi sebentar."),
        }[why]
        problem = {"type": "about:blank", "status": status, "code": f"support_{why}", "title": title}
        response = JsonResponse(problem, status=status, content_type="application/problem+json")
    elif why in {"over", "not_ready"}:  # nobody is signed in, or nothing can be read
        response = HttpResponse(render_to_string(f"support/{why}.html"), status=status)
    else:
        response = render(request, f"support/{why}.html", status=status)
    response.turned_away = why  # type: ignore[attr-defined]  # for the record
    return response
