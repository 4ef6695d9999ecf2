"""Who works at the host's console."""

from django.http import HttpRequest
from rest_framework.request import Request

from shared_apps.accounts.access import refusal
from shared_apps.accounts.models import User


def operator_of(request: HttpRequest | Request) -> User:
    """The signed-in user of a request that the guard of its view let in."""
    if not isinstance(request.user, User):
        raise refusal()
    return request.user
