"""The one mapping from domain errors to HTTP: pages for people, problem+json for programs (RFC 9457)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError

STATUS: dict[type[DomainError], int] = {InvalidError: 422, NotFoundError: 404, ForbiddenError: 403, ConflictError: 409}


def status_of(error: DomainError) -> int:
    """The HTTP status of a kind of error."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)


class ProblemMiddleware:
    """Turns a DomainError that a view let pass into an answer; anything else is left to Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """An address with a NUL in it names nothing: no text of the database can hold one."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that says what happened and what to do next."""
        if not isinstance(error, DomainError):
            return None
        status = status_of(error)
        template = "404.html" if status == 404 else "403.html" if status == 403 else "problem.html"
        return render(request, template, {"problem": error, "status": status}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """A form whose page was too old or from elsewhere: nothing was saved, open it again."""
    return render(request, "403_csrf.html", {"status": 403}, status=403)


def api_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The same for the API, as application/problem+json."""
    if isinstance(error, DomainError):
        response = Response(_body(status_of(error), error.code, str(error.message)), status=status_of(error))
        response.data["fields"] = {name: [str(text) for text in texts] for name, texts in error.fields.items()}
        response.data["details"] = error.details
    else:
        found = exception_handler(error, context)
        if found is None:
            return None
        response = found
        response.data = _from_framework(error, response)
    response.content_type = "application/problem+json"
    return response


def _from_framework(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        return {
            **_body(response.status_code, "invalid", _("Isian tidak lengkap atau salah.")),
            "fields": response.data,
        }
    if isinstance(error, Http404):
        return _body(404, "not_found", _("Tidak ditemukan."))
    if isinstance(error, PermissionDenied):
        return _body(403, "forbidden", _("Anda tidak boleh melakukan ini."))
    code = error.get_codes() if isinstance(error, APIException) else "error"
    return _body(response.status_code, str(code), str(getattr(error, "detail", error)))


def _body(status: int, code: str, message: str) -> dict[str, Any]:
    return {"type": "about:blank", "status": status, "code": code, "title": message}


def api_not_found(request: HttpRequest, rest: str) -> JsonResponse:  # noqa: ARG001  a view
    """An address of the API that does not exist."""
    return JsonResponse(
        _body(404, "not_found", _("Tidak ditemukan.")), status=404, content_type="application/problem+json"
    )
