"""allauth's pages of passkeys, with what the device is asked as text that a form's attribute can carry."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires_sign_in


class _WithOptions:
    """`options` for the template: what the browser is to ask the device."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's context and the options as JSON; it keeps the challenge in the session."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        asked = context.get("js_data", {})
        context["options"] = json.dumps(asked.get("creation_options") or asked.get("request_options"))
        return context


class AddPasskey(_WithOptions, webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A new passkey on this device or a key beside it."""


class SecondStep(_WithOptions, mfa.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in: a code, or a passkey where the account has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether to offer one: the password was right, so this tells nobody else."""
        context = super().get_context_data(**kwargs)
        asked = context["js_data"]["request_options"]["publicKey"]
        return context | {"has_passkey": bool(asked.get("allowCredentials"))}


class ConfirmPasskey(_WithOptions, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey once more before something that matters."""


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """A passkey is taken off; not the last factor of somebody who must have one, which allauth asks for apps alone."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, str(get_adapter().error_messages["cannot_delete_authenticator"]))
            return redirect("my_account")
        answer: HttpResponse = super().form_valid(form)
        return answer


@require_safe
@requires_sign_in
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Why nothing else opens, and the two ways to go on."""
    return render(request, "accounts/second_factor_needed.html")


@require_safe
@requires_sign_in
def passkeys(_request: HttpRequest) -> HttpResponse:
    """Where allauth returns to: they are listed with the account."""
    return redirect("my_account")
