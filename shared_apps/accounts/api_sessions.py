"""The devices one is signed in with, for programs: listed, one ended, all the others ended."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth import logout
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts import queries, sessions
from shared_apps.accounts.models import User, UserSession
from shared_apps.programs.api import ApiView


class OwnSessionOut(serializers.Serializer[Any]):
    """A sign-in that lasts; `current` where the request itself came with it, never with a token."""

    id = serializers.UUIDField()
    device = serializers.CharField()
    way = serializers.CharField(source="way_in", help_text="By what the person came in; empty where not noted.")
    signed_in_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField(help_text="To five minutes.")
    expires_at = serializers.DateTimeField()
    current = serializers.SerializerMethodField()

    def get_current(self, each: UserSession) -> bool:
        """Whether it is the one asking."""
        here: bytes = self.context["here"]
        return bytes(each.key_sha256) == here


class EndedSessionsOut(serializers.Serializer[Any]):
    """How many sessions ended."""

    ended = serializers.IntegerField()


class OwnSessions(ApiView):
    """The caller's own sessions."""

    @extend_schema(operation_id="own_sessions", responses=OwnSessionOut(many=True))
    def get(self, request: Request) -> Response:
        """Those that last, the one used last first."""
        found = queries.my_sessions(_user(request), timezone.now())
        return Response(OwnSessionOut(found, many=True, context={"here": sessions.digest(_key(request))}).data)


class EndOwnSession(ApiView):
    """One of the caller's own sessions."""

    @extend_schema(operation_id="end_own_session", request=None, responses={204: None})
    def post(self, request: Request, session_id: UUID) -> Response:
        """Its next request is a stranger's."""
        ended = sessions.end_session(user=_user(request), session_id=session_id)
        if bytes(ended.key_sha256) == sessions.digest(_key(request)):
            logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EndOtherSessions(ApiView):
    """All the caller's own sessions but this one; asked with a token, all of them."""

    @extend_schema(operation_id="end_other_sessions", request=None, responses=EndedSessionsOut)
    def post(self, request: Request) -> Response:
        """How many there were."""
        count = sessions.end_others(user=_user(request), key=_key(request))
        return Response(EndedSessionsOut({"ended": count}).data)


def _key(request: Request) -> str:
    """The key of the session that asks; none where a token does, whatever cookie came along."""
    return "" if request.auth is not None else request._request.session.session_key or ""


def _user(request: Request) -> User:
    return cast(User, request.user)
