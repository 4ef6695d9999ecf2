"""The settings of identity providers, for programs; the client's secret goes in and never comes out."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts import identity_providers
from shared_apps.accounts.api import may
from shared_apps.accounts.identity_providers import LONGEST_SECRET, NamedBy, Wish
from shared_apps.accounts.models import IdentityProvider, User
from shared_apps.accounts.openid_claims import LONGEST_ADDRESS
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView


class IdentityProviderOut(serializers.Serializer[Any]):
    """A provider as it is set up; `redirect_uri` is to be registered there."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    issuer = serializers.CharField()
    client_id = serializers.CharField()
    named_by = serializers.ChoiceField(choices=NamedBy.choices)
    claim = serializers.CharField()
    is_on = serializers.BooleanField()
    checked_at = serializers.DateTimeField(allow_null=True)
    redirect_uri = serializers.SerializerMethodField()

    def get_redirect_uri(self, provider: IdentityProvider) -> str:
        """Where it sends people back to."""
        return identity_providers.redirect_of(provider.pk)


class IdentityProviderIn(serializers.Serializer[Any]):
    """What is written of it; without `client_secret` the one there is stays."""

    name = serializers.CharField(max_length=60)
    issuer = serializers.CharField(max_length=LONGEST_ADDRESS)
    client_id = serializers.CharField(max_length=200)
    client_secret = serializers.CharField(
        max_length=LONGEST_SECRET, required=False, default="", write_only=True, trim_whitespace=False
    )
    named_by = serializers.ChoiceField(choices=NamedBy.choices)
    claim = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class IdentityProviders(ApiView):
    """All of them, and another one."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(responses={200: IdentityProviderOut(many=True)}, operation_id="identity_providers")
    def get(self, request: Request) -> Response:
        """By name."""
        found = identity_providers.providers(_user(request), timezone.localdate())
        return Response(IdentityProviderOut(found, many=True).data)

    @extend_schema(request=IdentityProviderIn, responses={201: IdentityProviderOut}, operation_id="add_provider")
    def post(self, request: Request) -> Response:
        """Written down, switched off."""
        made = identity_providers.add(wish=_wish(request), day=timezone.localdate(), actor=_user(request))
        return Response(IdentityProviderOut(made).data, status=status.HTTP_201_CREATED)


class OneIdentityProvider(ApiView):
    """One of them."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(responses={200: IdentityProviderOut}, operation_id="identity_provider")
    def get(self, request: Request, provider_id: UUID) -> Response:
        """As it is set up."""
        return _one(request, provider_id)

    @extend_schema(request=IdentityProviderIn, responses={200: IdentityProviderOut}, operation_id="change_provider")
    def post(self, request: Request, provider_id: UUID) -> Response:
        """Other facts; its issuer stays."""
        wish, day = _wish(request), timezone.localdate()
        identity_providers.change(provider_id=provider_id, wish=wish, day=day, actor=_user(request))
        return _one(request, provider_id)


class CheckIdentityProvider(ApiView):
    """Whether it answers."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(request=None, responses={200: IdentityProviderOut}, operation_id="check_provider")
    def post(self, request: Request, provider_id: UUID) -> Response:
        """409 with the reason where it does not."""
        identity_providers.check_connection(provider_id=provider_id, now=timezone.now(), **_by(request))
        return _one(request, provider_id)


class SwitchOnIdentityProvider(ApiView):
    """Its button on the sign-in page."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(request=None, responses={200: IdentityProviderOut}, operation_id="switch_on_provider")
    def post(self, request: Request, provider_id: UUID) -> Response:
        """After its connection was checked once more."""
        identity_providers.switch_on(provider_id=provider_id, now=timezone.now(), **_by(request))
        return _one(request, provider_id)


class SwitchOffIdentityProvider(ApiView):
    """No button any more."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(request=None, responses={200: IdentityProviderOut}, operation_id="switch_off_provider")
    def post(self, request: Request, provider_id: UUID) -> Response:
        """Passwords go on."""
        identity_providers.switch_off(provider_id=provider_id, **_by(request))
        return _one(request, provider_id)


class RemoveIdentityProvider(ApiView):
    """Forgotten, with the identities linked to it."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(request=None, responses={204: None}, operation_id="remove_provider")
    def post(self, request: Request, provider_id: UUID) -> Response:
        """Where it is off."""
        identity_providers.remove(provider_id=provider_id, **_by(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _one(request: Request, provider_id: UUID) -> Response:
    found = identity_providers.provider(_user(request), provider_id, timezone.localdate())
    return Response(IdentityProviderOut(found).data)


def _wish(request: Request) -> Wish:
    asked = IdentityProviderIn(data=request.data)
    asked.is_valid(raise_exception=True)
    return Wish(**asked.validated_data)


def _by(request: Request) -> dict[str, Any]:
    return {"day": timezone.localdate(), "actor": _user(request)}


def _user(request: Request) -> User:
    return cast(User, request.user)
