"""Of every request: its session is noted, at most once in some minutes; who needs a second factor sets one up."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import mails, openid, second_factor, sessions
from shared_apps.accounts.models import User

NOTED = "noted"  # in the session: under which key it was noted, and when, in seconds
PROVED = "second_factor"  # in the session: this user was seen to have one
STAYS_OPEN = frozenset(  # addresses that lead to a second factor, and out
    {
        *("second_factor_needed", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"),
        *(
            "mfa_generate_recovery_codes",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
        ),
        *("account_logout", "set_language", "crest"),
    }
)


class SessionsMiddleware:
    """Sits inside authentication. What it needs to know lies in the session itself, which was read anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note: a session that was left in between is forgotten."""
        user, came_with = request.user, request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        was_signed_in = user.is_authenticated
        response = self.get_response(request)
        key = request.session.session_key
        if was_signed_in and came_with and came_with != key:
            sessions.forget(key=came_with)
        if key and SESSION_KEY in request.session:
            _note(request, key)
        return response


def _note(request: HttpRequest, key: str) -> None:
    now, name = timezone.now(), sessions.digest(key).hex()[:16]
    noted = request.session.get(NOTED, {})
    due = noted.get("at", 0) + sessions.SEEN_EVERY.total_seconds() <= now.timestamp()
    if noted.get("name") == name and not due:
        return
    if not isinstance(request.user, User) or request.user.lent_roles:  # a supporter has no account here
        return
    request.session[NOTED] = {"name": name, "at": int(now.timestamp())}
    sessions.record_seen(
        user=request.user,
        key=key,
        agent=request.headers.get("User-Agent", ""),
        now=now,
        expires_at=request.session.get_expiry_date(),
        way=_way_in(request),
    )


def _way_in(request: HttpRequest) -> str:
    """By what this session began: the first of the methods allauth noted; later ones only confirmed it."""
    first: dict[str, Any] = next(iter(get_authentication_records(request, request.user)), {})
    if first.get("method") == openid.METHOD:
        return str(first.get("provider", ""))
    return "passkey" if first.get("passwordless") else str(first.get("method", ""))


class LettersMiddleware:
    """Sends what allauth has to tell after the answer is out: how long a mail server takes would tell who is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The server closes the answer when the visitor has it."""
        response = self.get_response(request)
        letters: list[EmailMessage] = getattr(request, "letters", [])
        if letters:
            close = response.close

            def closing() -> None:
                close()
                mails.send_later(letters)

            response.close = closing  # type: ignore[method-assign]  # Django offers no public way
        return response


class SecondFactorMiddleware:
    """Whose role has power over others gets no page before a second factor is set up; the first sign-in may do that.

    Asked once per session: nobody of whom it is demanded can take the last one off again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out: the address is known by the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Let through, or lead to the page that explains."""
        user, name = request.user, request.resolver_match.url_name if request.resolver_match else None
        if not settings.SECOND_FACTOR_REQUIRED or not isinstance(user, User) or name in STAYS_OPEN:
            return None
        if request.session.get(PROVED) or not second_factor.is_demanded(user):
            return None
        if second_factor.has(user):
            request.session[PROVED] = True
            return None
        if request.path_info.startswith("/api/"):
            title = _("Peran Anda memerlukan langkah kedua. Pasang autentikator atau kunci sandi dahulu.")
            problem = {"type": "about:blank", "status": 403, "code": "second_factor_missing", "title": title}
            return JsonResponse(problem, status=403, content_type="application/problem+json")
        return redirect("second_factor_needed")
