"""The base of every endpoint: idempotency keys on writes, cursor pages of lists."""

import json
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView  # noqa: TID251  the base itself

from shared_apps.errors import InvalidError
from shared_apps.programs import rules, services
from shared_apps.programs.models import KeyedRequest

REPLAYED = "Idempotent-Replayed"


class _AnsweredError(Exception):
    """The request was done before; not an error, the way out of DRF's `initial`."""

    def __init__(self, row: KeyedRequest) -> None:
        super().__init__(row.key)
        self.row = row


class ApiView(APIView):
    """An endpoint of `/api/v1/`.

    A write with `Idempotency-Key` is done once however often it is sent: the row of the key stands before the work
    begins, so that of two at once one works, and a process that dies in between leaves a key that does nothing more.
    A refusal changed nothing and gives the key back. A GET that answers with a list gives a page of it and, in
    `Link`, the address of the next.
    """

    _taken: KeyedRequest | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As always; whatever breaks off the work gives the key back."""
        try:
            return super().dispatch(request, *args, **kwargs)
        finally:
            taken, self._taken = self._taken, None
            if taken is not None:
                services.give_back(row=taken)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After it is known who asks and that they may."""
        super().initial(request, *args, **kwargs)
        _tell_reason(request)
        key = request.headers.get("Idempotency-Key")
        if key is None or request.method in SAFE_METHODS or not request.user.is_authenticated:
            return
        asked = rules.fingerprint(request.method or "", request.get_full_path(), _content(request))
        row, is_new = services.take(user_id=request.user.id, key=key, fingerprint=asked, at=timezone.now())
        if not is_new:
            raise _AnsweredError(row)
        self._taken = row

    def handle_exception(self, exc: Exception) -> Response:
        """What was answered the first time is answered again."""
        if isinstance(exc, _AnsweredError):
            answer = json.loads(exc.row.answer or "null")
            return Response(answer, status=exc.row.status, headers={REPLAYED: "true"})
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer is kept under its key; a list is cut into pages."""
        taken, self._taken = self._taken, None
        if taken is not None:
            _settle(taken, response)
        is_list = isinstance(getattr(response, "data", None), list)
        if request.method == "GET" and response.status_code == 200 and is_list:
            try:
                _cut(request, response)
            except InvalidError as refusal:
                response = self.handle_exception(refusal)
        return super().finalize_response(request, response, *args, **kwargs)


def _tell_reason(request: Request) -> None:
    """The ground that stands in a JSON body, for the audit: a form's it reads itself (AuditMiddleware)."""
    if request.method not in SAFE_METHODS and request.content_type == "application/json":
        data = request.data
        vars(request._request)["audit_given"] = data if isinstance(data, dict) else {}


def _content(request: Request) -> Any:
    """What was sent; of files their name and content."""
    data = request.data
    if not hasattr(data, "lists"):
        return data
    return {name: [_part(each) for each in held] for name, held in data.lists()}


def _part(part: Any) -> Any:
    if not isinstance(part, UploadedFile):
        return part
    digest = sha256()
    for piece in part.chunks():
        digest.update(piece)
    part.seek(0)
    return [part.name, digest.hexdigest()]


def _settle(taken: KeyedRequest, response: Any) -> None:
    if response.status_code >= 400:
        services.give_back(row=taken)
        return
    is_data = isinstance(response, Response)
    answer = JSONRenderer().render(response.data).decode() or "null" if is_data else None
    services.settle(row=taken, status=response.status_code, answer=answer)


def _cut(request: Request, response: Response) -> None:
    text, size = request.query_params.get("cursor", ""), request.query_params.get("limit", "")
    cursor = rules.read_cursor(text) if text else None
    is_size = size.isascii() and size.isdigit() and len(size) <= 3 and 1 <= int(size) <= rules.LARGEST_PAGE
    if (text and cursor is None) or (size and not is_size):
        words = _("Kursor diambil dari Link jawaban sebelumnya; limit 1 sampai 100.")
        raise InvalidError("page_invalid", words, fields={"cursor" if text and cursor is None else "limit": [words]})
    found = rules.page(response.data, cursor, int(size) if size else rules.LARGEST_PAGE)
    response.data = list(found.entries)
    if found.following is not None:
        asked = request.query_params.copy()
        asked["cursor"] = rules.write_cursor(found.following)
        address = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
        response["Link"] = f'<{address}>; rel="next"'


class ApiSchema(AutoSchema):
    """The OpenAPI document names what every endpoint takes."""

    def get_override_parameters(self) -> list[Any]:
        """The key of a write, the page of a list."""
        if self.method not in SAFE_METHODS:
            words = "The same key with the same request is done once and answered alike, for 24 hours."
            return [OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description=words)]
        if not isinstance(self.view, ApiView) or not self._is_list_view():
            return []
        return [
            OpenApiParameter("cursor", str, description="From the `Link` header (rel=next) of the page before."),
            OpenApiParameter("limit", int, description="Entries of a page, 1 to 100; 100 without it."),
        ]
