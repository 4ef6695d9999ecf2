"""Pages on which a region offers its changes to the host and reads what became of them."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from tenant_apps.scoring import services
from tenant_apps.scoring.forms import ProposalForm
from tenant_apps.scoring.queries import proposals as queries


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def propose(request: HttpRequest, code: str, template_key: str, version: str) -> HttpResponse:
    """Choose what is offered, and say why."""
    shown = queries.offer(request.user, code, template_key, version, timezone.localdate())
    form = ProposalForm(request.POST or None, changes=shown.changes)
    if request.method == "POST" and form.is_valid():
        try:
            sent = services.propose(scheme=shown.scheme, **form.asked(), actor=_actor(request), at=timezone.now())
        except InvalidError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Usulan terkirim. Jawaban penyelenggara tampil di halaman ini."))
            return redirect("proposal", proposal_id=sent.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "scoring/propose.html", {"shown": shown, "form": form}, status=status)


@require_safe
@requires(Action.MANAGE_SCORING)
def proposals(request: HttpRequest) -> HttpResponse:
    """Everything that was offered."""
    return render(request, "scoring/proposals.html", {"rows": queries.proposals(request.user, timezone.localdate())})


@require_safe
@requires(Action.MANAGE_SCORING)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal and the answer."""
    shown = queries.proposal(request.user, proposal_id, timezone.localdate())
    return render(request, "scoring/proposal.html", {"shown": shown})


@require_POST
@requires(Action.MANAGE_SCORING)
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take a proposal back before it is answered."""
    services.withdraw_proposal(proposal_id=proposal_id, actor=_actor(request), at=timezone.now())
    messages.success(request, _("Usulan ditarik. Penyelenggara tidak lagi memprosesnya."))
    return redirect("proposal", proposal_id=proposal_id)


def _actor(request: HttpRequest) -> User:
    """Who acts: `requires` let only users in."""
    return cast(User, request.user)
