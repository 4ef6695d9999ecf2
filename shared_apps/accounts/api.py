"""The API's way in: a login is exchanged for a token; and permission by role, for every other endpoint."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView  # noqa: TID251  DRF's signature

from shared_apps.accounts import access, forms, queries, second_factor, services
from shared_apps.accounts.authentication import TokenAuthentication
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action, Scope
from shared_apps.programs.api import ApiView


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The same for the OpenAPI document."""

    target_class = TokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002  spectacular's signature
        """An opaque bearer token."""
        return {"type": "http", "scheme": "bearer"}


def may(action: Action) -> type[BasePermission]:
    """A permission class for those whose role allows the action."""

    class May(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002  DRF's signature
            if not request.user.is_authenticated:
                return False
            access.check(request.user, action, timezone.localdate())
            return True

    return May


def may_within(action: Action) -> type[BasePermission]:
    """The same where a role bounded to an agency is let in too; the service and the query keep the bounds."""

    class MayWithin(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002  DRF's signature
            if not request.user.is_authenticated:
                return False
            access.check_within(request.user, action, timezone.localdate())
            return True

    return MayWithin


class SignIn(serializers.Serializer[Any]):
    """What a client sends to sign in."""

    login = serializers.CharField(max_length=254, help_text=_("NIP atau surel."))
    password = serializers.CharField(max_length=4096, trim_whitespace=False)
    code = serializers.CharField(max_length=20, required=False, help_text=_("Kode autentikator, bila aktif."))
    name = serializers.CharField(max_length=100, default="API", help_text=_("Nama token, untuk dikenali kembali."))
    scopes = serializers.MultipleChoiceField(
        choices=[str(scope) for scope in Scope], default={str(scope) for scope in Scope}
    )


class Issued(serializers.Serializer[Any]):
    """The token; it is shown this once."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()
    scopes = serializers.ListField(child=serializers.CharField())


class TokenView(ApiView):
    """Exchange a login for a token."""

    authentication_classes = ()
    permission_classes = ()

    def get_authenticate_header(self, request: Request) -> str:  # noqa: ARG002  DRF's signature
        """A wrong login is a 401, though nothing is authenticated here."""
        return 'Bearer realm="api"'

    @extend_schema(request=SignIn, responses={201: Issued}, operation_id="sign_in", auth=[])
    def post(self, request: Request) -> Response:
        """Sign in by NIP or e-mail, with the authenticator's code where one is on."""
        asked = SignIn(data=request.data)
        asked.is_valid(raise_exception=True)
        user = _sign_in(request, asked.validated_data)
        raw, token = services.issue_token(
            user=user,
            name=asked.validated_data["name"],
            now=timezone.now(),
            scopes=[Scope(scope) for scope in asked.validated_data["scopes"]],
        )
        answer = Issued({"token": raw, "expires_at": token.expires_at, "scopes": token.scopes})
        return Response(answer.data, status=status.HTTP_201_CREATED)


def _sign_in(request: Request, asked: dict[str, Any]) -> User:
    """The user these credentials belong to; one answer for unknown, wrong and inactive."""
    adapter = get_adapter(request._request)
    email = queries.address_for_sign_in(asked["login"])
    try:
        user: User | None = adapter.authenticate(request._request, email=email, password=asked["password"])
    except ValidationError as limited:  # allauth's way to say: too many attempts
        raise Throttled(detail=" ".join(limited.messages)) from limited
    if user is None or not access.may_enter(user, timezone.localdate()):
        raise AuthenticationFailed(_("NIP, surel, atau kata sandi tidak cocok."))
    if second_factor.has(user):
        _check_code(user, asked.get("code", ""))
    elif second_factor.is_demanded(user):
        words = _("Peran Anda memerlukan langkah kedua. Pasang autentikator atau kunci sandi dahulu.")
        raise AuthenticationFailed(words, code="second_factor_missing")
    return user


def _check_code(user: User, code: str) -> None:
    form = forms.AuthenticatorForm(user=user, data={"code": code})
    if not code:
        raise AuthenticationFailed(_("Akun ini memakai autentikator: sertakan kode 6 angka."), code="code_required")
    if not form.is_valid():
        raise AuthenticationFailed(_("Kode autentikator tidak cocok."), code="code_wrong")
