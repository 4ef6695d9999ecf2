"""The page on which an amendment of an agreement's quota is recorded."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from tenants.lifecycle import quota
from tenants.lifecycle.forms import AmendmentForm
from tenants.partnerships import queries
from tenants.partnerships.operators import operator_of


@requires(Action.MANAGE_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The form, and recording what it says."""
    operator, day = operator_of(request), timezone.localdate()
    row = queries.agreement(operator, agreement_id, day)
    form = AmendmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = quota.amend(
                agreement_id=agreement_id, actor=operator, at=timezone.now(), day=day, **form.cleaned_data
            )
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan %(number)s dicatat dan berlaku.") % {"number": made.number})
            return redirect("agreement", agreement_id)
    context = {"form": form, "row": row, "agreement": row.agreement}
    return render(request, "lifecycle/amend_quota.html", context, status=422 if request.method == "POST" else 200)
