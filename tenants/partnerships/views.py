"""Pages of agreements: list, one, a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from tenants.partnerships import queries, services
from tenants.partnerships.forms import AgreementForm
from tenants.partnerships.operators import operator_of


@requires(Action.MANAGE_AGREEMENTS)
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements."""
    rows = queries.agreements(operator_of(request), timezone.localdate())
    open_count = sum(row.can_provision for row in rows)
    return render(request, "partnerships/agreements.html", {"rows": rows, "open_count": open_count})


@requires(Action.MANAGE_AGREEMENTS)
@require_GET
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement with what may be done on its basis."""
    row = queries.agreement(operator_of(request), agreement_id, timezone.localdate())
    return render(request, "partnerships/agreement.html", {"row": row, "agreement": row.agreement})


@requires(Action.MANAGE_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    """The form, and recording what it says."""
    suggested = {"host_party": _("Pemerintah %(name)s") % {"name": getattr(request, "tenant", "")}}
    day = timezone.localdate()
    form = AgreementForm(request.POST or None, initial=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = services.record_agreement(**form.cleaned_data, actor=operator_of(request), day=day)
        except InvalidError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perjanjian %(number)s dicatat.") % {"number": recorded.number})
            return HttpResponseRedirect(reverse("agreement", args=[recorded.id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/new_agreement.html", {"form": form}, status=status)
