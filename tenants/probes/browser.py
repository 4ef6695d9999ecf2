"""Asks a region's addresses in this process, through the whole stack of a real request."""

import io
import logging
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponseBase
from django.urls import set_urlconf
from django.utils import timezone

from shared_apps.accounts.models import User

VIEWER = "merit.prober"
"""In the environment of a request: an object, which nothing that comes over a network can be."""
MOST = 64 * 2**20
"""Bytes of one answer that are searched; more is an answer that could not be searched."""
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    kind: str  # of its content
    text: bytes  # headers, cookies and content; a workbook is unpacked
    is_whole: bool

    @property
    def is_refused(self) -> bool:
        """Turned away or nothing there."""
        return 300 <= self.status < 500

    @property
    def is_searched(self) -> bool:
        """Whether its text says anything."""
        return self.status < 500 and self.is_whole


class Browser:
    """Asks one address after another at one host name; the connection is the host's again after each."""

    def __init__(self, domain: str, *, https: bool, viewer: User | None) -> None:
        self._domain, self._https, self._viewer = domain, https, viewer
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def get(self, address: str, *, session_key: str = "") -> Answer:
        """The answer to one GET; errors of the page are answers too."""
        with timezone.override(None), _quiet():
            try:
                response = self._handler.get_response(self._request(address, session_key))
                return _read(response)
            finally:
                connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
                set_urlconf(None)

    def _request(self, address: str, session_key: str) -> WSGIRequest:
        parts = urlsplit(address)
        scheme = "https" if self._https else "http"
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path.encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": self._domain,
            "SERVER_PORT": "443" if self._https else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self._domain,
            "HTTP_X_FORWARDED_PROTO": scheme,
            "HTTP_X_FORWARDED_FOR": "127.0.0.1",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        if session_key:
            environ["HTTP_COOKIE"] = f"sessionid={session_key}"
        if self._viewer is not None:
            environ[VIEWER] = self._viewer
        return WSGIRequest(environ)


class NoSession(SessionBase):
    """A session that is kept nowhere."""

    def exists(self, session_key: str) -> bool:  # noqa: ARG002  Django's signature
        """None is."""
        return False

    def create(self) -> None:
        """Nothing to make."""

    def save(self, must_create: bool = False) -> None:
        """Nothing is kept."""

    def delete(self, session_key: str | None = None) -> None:
        """Nothing to remove."""

    def load(self) -> dict[str, object]:
        """Empty."""
        return {}


class _Silence(logging.Filter):
    """A refusal of the probe is what is hoped for, not a warning; errors of pages are still written down."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR


class _quiet:  # noqa: N801  reads as a verb in `with`
    """Keeps refusals out of the log."""

    def __enter__(self) -> None:
        self._filter = _Silence()
        logging.getLogger("django.request").addFilter(self._filter)

    def __exit__(self, *_error: object) -> None:
        logging.getLogger("django.request").removeFilter(self._filter)


def _read(response: HttpResponseBase) -> Answer:
    try:
        content, is_whole = _content(response)
    finally:  # not close(): this is no end of a request, after which the task's own connection might be closed
        for close in response._resource_closers:  # type: ignore[attr-defined]
            close()
    if content.startswith(_ZIP):
        content, is_whole = _unpacked(content, is_whole)
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = f"{head}\n{response.cookies.output()}\n".encode() + content
    return Answer(response.status_code, response.headers.get("Content-Type", ""), text, is_whole)


def _content(response: HttpResponseBase) -> tuple[bytes, bool]:
    parts, size = [], 0
    for part in response:
        parts.append(part)
        size += len(part)
        if size > MOST:
            return b"".join(parts), False
    return b"".join(parts), True


def _unpacked(content: bytes, is_whole: bool) -> tuple[bytes, bool]:
    """The parts of a workbook or package, each cell's text in one piece as it was written."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST:
                return content, False
            return b"\n".join(archive.read(each) for each in archive.infolist()), is_whole
    except zipfile.BadZipFile:
        return content, False
