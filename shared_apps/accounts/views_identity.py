"""Pages of identity providers: the administrator's settings, and the own identity at one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts import identity_providers, linked_identities
from shared_apps.accounts.access import requires, requires_sign_in
from shared_apps.accounts.forms_ways_in import ProviderForm
from shared_apps.accounts.models import IdentityProvider, User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError


@never_cache
@sensitive_post_parameters("client_secret")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.APPOINT)
def providers(request: HttpRequest) -> HttpResponse:
    """All providers, and the form that adds one."""
    form, day = ProviderForm(request.POST or None), timezone.localdate()
    if form.is_valid():
        try:
            made = identity_providers.add(wish=form.wish(), day=day, actor=_user(request))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Penyedia ditambahkan, belum dipakai. Daftarkan alamat kembali, lalu periksa.")
            )
            return redirect("identity_provider", made.pk)
    context = {"providers": identity_providers.providers(_user(request), day), "form": form}
    return render(request, "accounts/providers.html", context, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("client_secret")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.APPOINT)
def provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """One provider: where it sends people back to, its state, and what is written of it."""
    day = timezone.localdate()
    kept = identity_providers.provider(_user(request), provider_id, day)
    form = ProviderForm(request.POST or None, initial=_written(kept), is_new=False)
    if form.is_valid():
        try:
            identity_providers.change(provider_id=provider_id, wish=form.wish(), day=day, actor=_user(request))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("identity_provider", provider_id)
    context = {"provider": kept, "form": form, "redirect_address": identity_providers.redirect_of(provider_id)}
    return render(request, "accounts/provider.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Action.APPOINT)
def check_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Ask it who it is, and tell what came of it."""
    try:
        found = identity_providers.check_connection(
            provider_id=provider_id, day=timezone.localdate(), now=timezone.now(), actor=_user(request)
        )
    except ConflictError as refused:
        messages.error(request, str(refused.message))
    else:
        said = _("Penyedia menjawab dengan benar sebagai %(issuer)s.")
        messages.success(request, said % {"issuer": found.issuer})
    return redirect("identity_provider", provider_id)


@require_POST
@requires(Action.APPOINT)
def switch_on_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Show its button on the sign-in page."""
    day, now = timezone.localdate(), timezone.now()
    try:
        kept = identity_providers.switch_on(provider_id=provider_id, day=day, now=now, actor=_user(request))
    except ConflictError as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("Tombol “Masuk dengan %(name)s” sekarang tampil.") % {"name": kept.name})
    return redirect("identity_provider", provider_id)


@require_POST
@requires(Action.APPOINT)
def switch_off_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Take its button away."""
    identity_providers.switch_off(provider_id=provider_id, day=timezone.localdate(), actor=_user(request))
    messages.success(request, _("Tidak ada lagi yang dapat masuk lewat penyedia ini. Kata sandi tetap berlaku."))
    return redirect("identity_provider", provider_id)


@require_POST
@requires(Action.APPOINT)
def remove_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Forget it."""
    try:
        gone = identity_providers.remove(provider_id=provider_id, day=timezone.localdate(), actor=_user(request))
    except ConflictError as refused:
        messages.error(request, str(refused.message))
        return redirect("identity_provider", provider_id)
    messages.success(request, _("Penyedia %(name)s dihapus.") % {"name": gone.name})
    return redirect("identity_providers")


@require_POST
@requires_sign_in
def close_identity(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """The own account is not entered by that provider any more."""
    kept = linked_identities.close_link(user=_user(request), link_id=link_id, now=timezone.now())
    messages.success(request, _("Akun Anda tidak dapat lagi dibuka lewat %(name)s.") % {"name": kept.provider.name})
    return redirect("my_account")


@require_POST
@requires_sign_in
def allow_identity(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """It may be again."""
    kept = linked_identities.allow_again(user=_user(request), link_id=link_id)
    said = _("Akun Anda dihubungkan lagi saat Anda masuk dengan %(name)s.")
    messages.success(request, said % {"name": kept.provider.name})
    return redirect("my_account")


def _written(kept: IdentityProvider) -> dict[str, str]:
    claim = kept.claim if kept.named_by == IdentityProvider.NamedBy.NUMBER else ""
    written = {"name": kept.name, "issuer": kept.issuer, "client_id": kept.client_id}
    return written | {"named_by": kept.named_by, "claim": claim}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the decorators let nobody else in
    return request.user
