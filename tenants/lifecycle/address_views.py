"""The page of a region's addresses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from tenants.lifecycle import addresses as services
from tenants.lifecycle import queries
from tenants.lifecycle.forms import AddressForm, RenameForm
from tenants.partnerships.operators import operator_of

RENAME, ADD, PRIMARY, REMOVE = "ganti", "tambah", "utama", "hapus"
FORMS: dict[str, type[AddressForm]] = {RENAME: RenameForm, ADD: AddressForm, PRIMARY: AddressForm, REMOVE: AddressForm}
DOES = {RENAME: services.rename, ADD: services.add, PRIMARY: services.make_primary, REMOVE: services.remove}


@never_cache
@requires(Action.PROVISION)
@require_http_methods(["GET", "POST"])
def addresses(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """All addresses; with a choice: what follows from it, and the form."""
    operator = operator_of(request)
    chosen = request.POST.get("tindakan") or request.GET.get("tindakan", "")
    form = FORMS.get(chosen, AddressForm)(request.POST or None)
    if request.method == "POST" and chosen in DOES and form.is_valid():
        act: Any = DOES[chosen]
        try:
            act(region_id=region_id, actor=operator, at=timezone.now(), **form.cleaned_data)
        except (InvalidError, ConflictError, NotFoundError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Alamat diperbarui dan berlaku sekarang."))
            return redirect("region_addresses", region_id)
    is_renaming = chosen == RENAME
    found = queries.addresses(operator, region_id, timezone.localdate(), count_passkeys=is_renaming)
    context = {"found": found, "region": found.region, "form": form, "is_renaming": is_renaming}
    context |= {"is_adding": chosen == ADD, "is_refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "lifecycle/addresses.html", context, status=status)
