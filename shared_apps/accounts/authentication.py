"""The authentication class of the API, apart from its views: the framework imports it by its settings."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from shared_apps.accounts import queries, services
from shared_apps.accounts.models import ApiToken, User
from shared_apps.accounts.rules import scope_needed


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`, looked up in the open schema: a token of one region is unknown in the next."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's user, if it lives and its scopes cover the method."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        raw = words[1].decode("latin-1") if len(words) == 2 else ""
        token = queries.living_token(raw, timezone.now(), timezone.localdate())
        if token is None:
            raise AuthenticationFailed(_("Token tidak dikenal, sudah habis masanya, atau sudah dicabut."))
        if scope_needed(request.method or "GET") not in token.scopes:
            raise PermissionDenied(_("Token ini tidak mencakup tindakan itu."))
        services.record_use(token=token, day=timezone.localdate())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002  DRF's signature
        """Makes refused requests a 401."""
        return 'Bearer realm="api"'
