"""Signing in by e-mail address or NIP in one field."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils import timezone

from shared_apps.accounts import access, queries
from shared_apps.accounts.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's backend, which spends the time of a password check on unknown accounts too, plus the NIP."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The active user these credentials belong to."""
        typed = credentials.get("email")
        if typed:
            credentials["email"] = queries.address_for_sign_in(typed)
        user: User | None = super().authenticate(request, **credentials)
        return user

    def user_can_authenticate(self, user: User) -> bool:
        """Asked when signing in and at every request of a session: a closed account has neither."""
        return access.may_enter(user, timezone.localdate())
