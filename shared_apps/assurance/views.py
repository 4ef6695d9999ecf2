"""Pages of a region about its own isolation: what was tried, what came of it, how to check it without this server."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_apps import signatures
from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.assurance import queries
from shared_apps.assurance.models import Report
from shared_apps.assurance.paper import on_paper
from shared_apps.assurance.reading import command, file_name, read, sentence
from shared_apps.assurance.services import PURPOSE
from shared_apps.signatures import Signature


@never_cache
@require_safe
@requires(Action.SEE_ISOLATION)
def assurance(request: HttpRequest) -> HttpResponse:
    """The latest night in words, the nights before it, and what is searched for."""
    found = queries.assurance(request.user, timezone.localdate())
    context = {"found": found, **(_read(found.latest) if found.latest else {})}
    return render(request, "assurance/assurance.html", context)


@never_cache
@require_safe
@requires(Action.SEE_ISOLATION)
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One night."""
    found = queries.report(request.user, report_id, timezone.localdate())
    return render(request, "assurance/report.html", _read(found))


@never_cache
@require_safe
@requires(Action.SEE_ISOLATION)
def download(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The bytes that were signed."""
    found = queries.report(request.user, report_id, timezone.localdate())
    return _file(found.content.encode(), file_name(found), "application/json")


@never_cache
@require_safe
@requires(Action.SEE_ISOLATION)
def signature(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The signature that lies beside them."""
    found = queries.report(request.user, report_id, timezone.localdate())
    content = signatures.signature_file(
        Signature(found.key_id, found.signature), purpose=PURPOSE, key=found.public_key.encode()
    )
    return _file(content, f"{file_name(found)}.sig", "application/json")


@never_cache
@require_safe
@requires(Action.SEE_ISOLATION)
def paper(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The same on paper."""
    found = queries.report(request.user, report_id, timezone.localdate())
    return _file(on_paper(found, read(found)), f"isolasi-{found.day.isoformat()}.pdf", "application/pdf")


def _read(found: Report) -> dict[str, Any]:
    reading = read(found)
    return {"report": found, "reading": reading, "sentence": sentence(found, reading), "command": command(found)}


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
