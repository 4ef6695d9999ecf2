"""Signing in at an identity provider: the page with its buttons, the way there and the way back."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from shared_apps.accounts import identity_providers, linked_identities, openid, openid_session
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError

_STATUS: dict[type[DomainError], int] = {ForbiddenError: 403, ConflictError: 502}
LONGEST_PAGE = 500  # characters of an address somebody wanted to open before signing in


class SignIn(account.LoginView):  # type: ignore[misc]  # allauth ships no types
    """The password, and beside it every provider this government has switched on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's context and the providers; where to go on is handed to them too."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        wanted = _own_page(self.request, self.request.GET.get("next", ""))
        return context | {"providers": identity_providers.ways_in(), "wanted": wanted}


@never_cache
@require_GET  # a link and not a form: browsers hold the redirects of forms to our own address
@rate_limit(action="openid", limit_get=True)  # type: ignore[untyped-decorator]  # allauth ships no types
def ask_provider(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """Send the browser to the provider, and keep what its answer must hold."""
    if request.user.is_authenticated:
        return redirect("/")
    home = own_address()
    if urlsplit(home).hostname != request.get_host().partition(":")[0]:  # by a second address: the answer comes home
        return redirect(home + request.get_full_path())
    try:
        provider, client = identity_providers.living(provider_id)
        endpoints = openid.discover(provider.issuer)
    except (ConflictError, InvalidError) as refused:
        return _failed(request, refused)
    asked = openid.new_question(_own_page(request, request.GET.get("next", "")))
    openid_session.keep(request.session, provider_id=provider.pk, asked=asked, now=timezone.now())
    return redirect(openid.address_to_ask(endpoints, client, asked))


@never_cache
@require_GET
@rate_limit(action="openid", limit_get=True)  # type: ignore[untyped-decorator]  # allauth ships no types
def provider_answer(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """What the provider answered: sign the person in, by a second factor where the account has one."""
    if request.user.is_authenticated:  # in another tab
        return redirect("/")
    try:
        name, user, wanted = _entered(request, provider_id)
    except (ConflictError, ForbiddenError, InvalidError) as refused:
        return _failed(request, refused)
    record_authentication(request, user, method=openid.METHOD, provider=name)
    answer: HttpResponse = perform_login(request, user, redirect_url=wanted or None)
    return answer


def _entered(request: HttpRequest, provider_id: uuid.UUID) -> tuple[str, User, str]:
    """The provider's name, who comes in, and where to. Raises DomainError."""
    now = timezone.now()
    asked = openid_session.take(request.session, provider_id=provider_id, state=request.GET.get("state", ""), now=now)
    provider, client = identity_providers.living(provider_id)
    if asked is None:
        raise InvalidError(
            "answer_unasked",
            _("Permintaan masuk ini tidak dimulai di peramban ini atau sudah lewat sepuluh menit. Ulangi dari awal."),
        )
    # Only now somebody tries to come in: the audit writes it down as it does passwords.
    request.is_sign_in = True  # type: ignore[attr-defined]
    code = request.GET.get("code", "")
    if "error" in request.GET or not code:
        raise InvalidError("answer_without_code", _("Penyedia identitas membatalkan. Anda belum masuk."))
    claims = openid.claims_of(
        openid.discover(provider.issuer),
        client,
        asked,
        code=code,
        needed=identity_providers.needed_claims(provider),
    )
    user = linked_identities.enter(by=provider, claims=claims, day=timezone.localdate(), now=now)
    return provider.name, user, asked.next


def _own_page(request: HttpRequest, address: str) -> str:
    """An address of ours, else "": nobody is sent elsewhere after signing in."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and len(address) <= LONGEST_PAGE else ""


def _failed(request: HttpRequest, refused: DomainError) -> HttpResponse:
    status = next((status for kind, status in _STATUS.items() if isinstance(refused, kind)), 422)
    return render(request, "accounts/provider_failed.html", {"problem": refused}, status=status)
