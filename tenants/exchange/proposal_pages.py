"""Pages of the host on which proposals of regions are read and answered."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates.setting_form import decisions_of
from shared_apps.ui.forms import RefusableForm
from tenants.exchange import answering
from tenants.exchange import proposals as queries
from tenants.exchange.forms import AcceptForm, DeclineForm


@require_GET
@requires(Action.PUBLISH_TEMPLATES)
def proposals(request: HttpRequest) -> HttpResponse:
    """Everything regions proposed."""
    rows = queries.received(request.user, timezone.localdate())
    waiting = sum(each.is_open for each in rows)
    return render(request, "exchange/proposals.html", {"rows": rows, "waiting": waiting})


@require_GET
@requires(Action.PUBLISH_TEMPLATES)
def proposal(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One proposal in words, and what it meets."""
    return _page(request, message_id)


@require_POST
@requires(Action.PUBLISH_TEMPLATES)
def accept(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Make a draft of it."""
    shown = queries.proposal(request.user, message_id, timezone.localdate())
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            answer = answering.accept(
                message_id=message_id,
                choices=decisions_of(shown.questions, request.POST.dict(), ""),
                note=form.cleaned_data["note"],
                actor=_operator(request),
                at=timezone.now(),
            )
        except (ConflictError, InvalidError) as error:
            return _page(request, message_id, refusal=str(error.message), status=422)
        messages.success(request, _("Usulan menjadi draf. Draf itu ditelaah dan diterbitkan seperti draf lain."))
        return redirect("template_draft", draft_id=answer.draft_id)
    return _page(request, message_id, accepting=form, status=422)


@require_POST
@requires(Action.PUBLISH_TEMPLATES)
def decline(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say no and why."""
    queries.proposal(request.user, message_id, timezone.localdate())
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            answering.decline(message_id=message_id, **form.cleaned_data, actor=_operator(request), at=timezone.now())
        except (ConflictError, InvalidError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Usulan ditolak. Daerah membaca alasannya."))
            return redirect("received_proposal", message_id=message_id)
    return _page(request, message_id, declining=form, status=422)


def _page(
    request: HttpRequest,
    message_id: UUID,
    *,
    accepting: RefusableForm | None = None,
    declining: RefusableForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = queries.asked_again(queries.proposal(request.user, message_id, timezone.localdate()), request.POST.dict())
    context = {
        "shown": shown,
        "each": shown.received,
        "accepting": accepting or AcceptForm(),
        "declining": declining or DeclineForm(),
        "refusals": [{"text": refusal}] if refusal else [],
    }
    return render(request, "exchange/proposal.html", context, status=status)


def _operator(request: HttpRequest) -> User:
    """Who acts: `requires` let only users in."""
    return cast(User, request.user)
