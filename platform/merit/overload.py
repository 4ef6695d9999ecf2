"""When a region asks for more than its share: it is told so, with 503 and words; the others do not notice.

A statement that runs too long is ended by the timeout of the region's login, a connection too many is refused by its
limit; both are settings of the role. Requests that hold the web's threads for long are counted here, per process.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import defaults

SLOW_AFTER = 2.0  # seconds; what is answered sooner may come in any number
SLOW_SHARE = 2  # slow requests of one region at once, of the four threads of a process
_STATEMENT_TIMEOUT, _LOCK_TIMEOUT = "57014", "55P03"
_CROWDED = ("too many connections", "too many clients", "connection slots", "no more connections allowed")


class Overload(NamedTuple):
    """What happened, for people and for programs."""

    code: str
    happened: Promise
    next: Promise
    retry_after: int


TOO_LONG = Overload(
    "statement_too_long",
    _("Permintaan ini memakan waktu terlalu lama, sehingga dihentikan. Perubahan yang belum selesai dibatalkan."),
    _("Persempit pilihan atau saringan, lalu coba lagi. Bila terulang, sampaikan kepada admin daerah Anda."),
    30,
)
LOCKED = Overload(
    "rows_in_use",
    _("Data ini sedang diubah oleh pekerjaan lain. Perubahan Anda belum disimpan."),
    _("Tunggu pekerjaan itu selesai, lalu coba lagi."),
    10,
)
CROWDED = Overload(
    "region_crowded",
    _("Layanan daerah ini sedang dipakai terlalu banyak orang sekaligus. Data yang sudah tersimpan aman."),
    _("Coba lagi beberapa detik lagi."),
    5,
)
UNREACHABLE = Overload(
    "database_unreachable",
    _("Basis data sedang tidak menjawab. Perubahan yang belum selesai dibatalkan, data yang sudah tersimpan aman."),
    _("Coba lagi beberapa saat lagi."),
    30,
)


class ShareMiddleware:
    """One region's slow requests leave threads to the others. Behind the static files, which are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = Lock()
        self._begun: defaultdict[str, list[float]] = defaultdict(list)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse where this region already holds its share of the threads for long."""
        region, now = request.tenant.schema_name, time.monotonic()  # type: ignore[attr-defined]  # RegionMiddleware's
        with self._lock:
            begun = self._begun[region]
            if sum(now - since > SLOW_AFTER for since in begun) >= SLOW_SHARE:
                return answer(request, CROWDED)
            begun.append(now)
        try:
            return self.get_response(request)
        finally:
            with self._lock:
                begun.remove(now)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody caught: an overload has words of its own, the rest is our fault."""
    found = overload_of(sys.exc_info()[1])
    return answer(request, found) if found else defaults.server_error(request)


def overload_of(error: BaseException | None) -> Overload | None:
    """What the database refused, by the code of its answer; without one it was refused at the door."""
    if not isinstance(error, OperationalError):
        return None
    state = getattr(error.__cause__, "sqlstate", None)
    if state == _STATEMENT_TIMEOUT:
        return TOO_LONG
    if state == _LOCK_TIMEOUT:
        return LOCKED
    return CROWDED if any(words in str(error) for words in _CROWDED) else UNREACHABLE


def answer(request: HttpRequest, overload: Overload) -> HttpResponse:
    """A page without database and shell, or a problem for programs."""
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "status": 503, "code": overload.code, "title": str(overload.happened)}
        response: HttpResponse = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("overload.html", {"overload": overload}), status=503)
    response["Retry-After"] = str(overload.retry_after)
    response["Cache-Control"] = "no-store"
    return response
