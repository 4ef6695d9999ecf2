"""Writes the audit row of every mutating request, whatever the view did."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from shared_apps.audit.models import Entry

_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AuditMiddleware:
    """Sits inside authentication, so that the actor is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then record; a request that cannot be recorded fails loudly."""
        actor_before = request.user
        response = self.get_response(request)
        if request.method in _READING:
            return response
        actor = request.user if request.user.is_authenticated else actor_before
        with transaction.atomic():
            Entry.objects.create(
                at=timezone.now(),
                actor_id=actor.pk if actor.is_authenticated else None,
                actor_name=getattr(actor, "name", ""),
                method=request.method or "",
                path=request.path[:500],
                route=request.resolver_match.route if request.resolver_match else "",
                status=response.status_code,
                address=request.META.get("REMOTE_ADDR", ""),
            )
        return response
