"""Who asks, behind a guard that lets only users in."""

from typing import cast

from django.http import HttpRequest

from shared_apps.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user of a guarded page."""
    return cast(User, request.user)
