"""The page a letter on paper leads to: NIP and code open the account."""

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shared_apps.accounts import activation
from shared_apps.accounts.adapter import TOO_MANY
from shared_apps.accounts.forms_ways_in import ActivationForm
from shared_apps.accounts.rules import personal_number
from shared_apps.errors import DomainError


@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Open the account and walk in; one that was open already gets the password and is signed in as ever."""
    form = ActivationForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    fields = form.cleaned_data
    if not consume(request, action="activate", key=personal_number(fields["number"]) or "-"):
        form.add_error(None, str(TOO_MANY))
        return _page(request, form, 429)
    try:
        user, is_new = activation.activate(**fields, day=timezone.localdate())
    except DomainError as refused:
        form.refuse(refused)
        return _page(request, form, 422)
    if is_new:
        get_adapter().login(request, user)
        messages.success(request, _("Akun Anda sudah dibuka. Lain kali masuklah dengan NIP dan kata sandi ini."))
        return redirect("/")
    messages.success(request, _("Kata sandi baru sudah disimpan. Silakan masuk."))
    return redirect("account_login")


def _page(request: HttpRequest, form: ActivationForm, status: int) -> HttpResponse:
    return render(request, "accounts/activate.html", {"form": form}, status=status)
