"""Pages of this room: the devices one is signed in with."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from shared_apps.accounts import sessions
from shared_apps.accounts.access import requires_sign_in
from shared_apps.accounts.models import User


@require_POST
@requires_sign_in
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of the own sessions; the one of this browser is signed out properly."""
    ended = sessions.end_session(user=_user(request), session_id=session_id)
    if bytes(ended.key_sha256) == sessions.digest(_key(request)):
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Sesi di %(device)s sudah diakhiri.") % {"device": ended.device})
    return redirect("my_account")


@require_POST
@requires_sign_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all the others."""
    count = sessions.end_others(user=_user(request), key=_key(request))
    said = ngettext("%(count)d sesi lain sudah diakhiri.", "%(count)d sesi lain sudah diakhiri.", count)
    messages.success(request, said % {"count": count})
    return redirect("my_account")


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the decorators let nobody else in
    return request.user
