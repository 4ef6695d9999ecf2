"""Backups of one region at the host's console: dates, sizes and checks; never what is inside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from tenants.backups import queries, services
from tenants.backups.forms import RecipientForm
from tenants.backups.models import Restore
from tenants.backups.words import CHECKS
from tenants.partnerships.operators import operator_of

_STOP_POLLING = 286  # htmx: swap once more, then stop


@never_cache
@requires(Action.PROVISION)
@require_GET
def backups(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """What there is, what stands beside the region, what the last drill said; asked again while something runs."""
    return _page(request, region_id)


@requires(Action.PROVISION)
@require_POST
def make(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """A backup now."""
    return _ask(request, region_id, "backup_make")


@requires(Action.PROVISION)
@require_POST
def drill(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Everything from the backup to the drop, and a report."""
    return _ask(request, region_id, "backup_drill")


@requires(Action.PROVISION)
@require_POST
def restore(request: HttpRequest, region_id: UUID, backup_id: UUID) -> HttpResponse:
    """Bring one backup to life beside the region."""
    return _ask(request, region_id, "backup_restore", backup_id)


@requires(Action.PROVISION)
@require_POST
def swap(request: HttpRequest, region_id: UUID, copy_id: UUID) -> HttpResponse:
    """Serve the region from a proved copy."""
    return _ask(request, region_id, "backup_swap", copy_id)


@requires(Action.PROVISION)
@require_POST
def drop(request: HttpRequest, region_id: UUID, copy_id: UUID) -> HttpResponse:
    """Destroy the schema that is not in use."""
    return _ask(request, region_id, "backup_drop", copy_id)


@requires(Action.PROVISION)
@require_POST
def give_key(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Write down the key the region sent."""
    form = RecipientForm(request.POST)
    if form.is_valid():
        try:
            services.give_recipient(
                region_id=region_id,
                **form.cleaned_data,
                actor=operator_of(request),
                day=timezone.localdate(),
                at=timezone.now(),
            )
        except InvalidError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kunci dicatat. Cadangan berikutnya memakainya."))
            return redirect("region_backups", region_id)
    return _page(request, region_id, form, status=422)


def _ask(request: HttpRequest, region_id: UUID, kind: str, subject: UUID | None = None) -> HttpResponse:
    try:
        services.ask(
            kind=kind, region_id=region_id, actor=operator_of(request), day=timezone.localdate(), subject=subject
        )
    except ConflictError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Diminta. Pekerjaan berlanjut walaupun halaman ini ditutup."))
    return redirect("region_backups", region_id)


def _page(
    request: HttpRequest, region_id: UUID, form: RecipientForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = queries.page(operator_of(request), region_id, timezone.localdate())
    known = found.recipient
    initial = {"recipient": known.recipient, "given_by": known.given_by} if known else {}
    context: dict[str, Any] = {
        "page": found,
        "region": found.region,
        "form": form or RecipientForm(initial=initial),
        "copies": [(copy, _checks(copy)) for copy in found.copies],
        "report": (found.drill, _checks(found.drill)) if found.drill else None,
    }
    is_part = bool(getattr(request, "htmx", False)) and request.method == "GET"
    if is_part and not found.is_busy:
        status = _STOP_POLLING
    response = render(request, "backups/_backups.html" if is_part else "backups/backups.html", context, status=status)
    response["Vary"] = "HX-Request, Cookie"
    return response


def _checks(copy: Restore) -> list[dict[str, Any]]:
    """In words; what a worker wrote has no reader and is in the source language."""
    return [{**check, "label": CHECKS.get(check["check"], check["check"])} for check in copy.checks]
