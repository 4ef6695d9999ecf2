"""Tells the database who acts, and writes the audit row of every mutating request, whatever the view did.

A provider of identities answers by GET: that request says of itself that it signs somebody in.
"""

from collections.abc import Callable
from urllib.parse import unquote
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from shared_apps.audit.acting import acting
from shared_apps.audit.models import Entry
from shared_apps.rows import new_id

_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
_REASONS = ("reason", "decree", "changelog")  # how forms ask for the ground of a change
_LONGEST = 500


class AuditMiddleware:
    """Sits inside authentication, so that the actor is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then record; a request that cannot be recorded fails loudly."""
        request_id, actor_before = new_id(), request.user

        def who() -> tuple[UUID | None, str]:
            """Asked when something is written: signing in and a token change who it is on the way."""
            actor = request.user if request.user.is_authenticated else actor_before
            return (actor.pk, getattr(actor, "name", "")) if actor.is_authenticated else (None, "")

        with acting(request_id=request_id, who=who):
            response = self.get_response(request)
        if request.method not in _READING or getattr(request, "is_sign_in", False):
            actor_id, actor_name = who()
            with transaction.atomic():
                Entry.objects.create(
                    at=timezone.now(),
                    actor_id=actor_id,
                    actor_name=actor_name,
                    method=request.method or "",
                    path=_path(request)[:_LONGEST],
                    route=request.resolver_match.route if request.resolver_match else "",
                    status=response.status_code,
                    address=address_of(request),
                    request_id=request_id,
                    reason=_reason(request),
                )
        return response


def _path(request: HttpRequest) -> str:
    """The address without the secret that may be part of it: whoever reads the audit must not use an invitation."""
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else None
    return request.path.replace(token, "***") if token else request.path


def address_of(request: HttpRequest) -> str:
    """Where it came from, as attempts to sign in are counted: what the outermost trusted proxy saw."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):  # fewer addresses than proxies: somebody came past the proxy
        return str(request.META.get("REMOTE_ADDR", ""))


def _reason(request: HttpRequest) -> str:
    """The ground that was given: a header or the body of the API, or the field of a form that was read."""
    given = unquote(request.headers.get("X-Reason", ""))
    # never read a body here that nobody has read; `audit_given`: what an endpoint of the API read (ApiView)
    fields = request.POST if hasattr(request, "_post") else getattr(request, "audit_given", {})
    if not given:
        given = next((fields[name] for name in _REASONS if isinstance(fields.get(name), str) and fields[name]), "")
    return given.replace("\x00", "")[:_LONGEST]
