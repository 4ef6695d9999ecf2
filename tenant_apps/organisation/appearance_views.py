"""The page on which a government says what it is called and how it looks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from tenant_apps.organisation import queries
from tenant_apps.organisation.forms import AppearanceForm
from tenant_apps.organisation.services.appearance import change_appearance


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def appearance(request: HttpRequest) -> HttpResponse:
    """Names, initials and colour; beside them what only the host changes."""
    government = queries.government()
    known = {name: getattr(government, name) for name in AppearanceForm.base_fields}
    form = AppearanceForm(request.POST or None, initial=known)
    if form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  the decorator lets nobody else in
        try:
            change_appearance(**form.cleaned_data, actor=request.user)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Nama dan warna sudah disimpan; semua halaman memakainya."))
            return redirect("organisation_appearance")
    context = {"form": form, "facts": government}
    return render(request, "organisation/appearance.html", context, status=422 if form.is_bound else 200)
