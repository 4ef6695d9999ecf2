"""Somebody's lost second factor taken away, for programs of administrators."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts import resetting
from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView


class SecondFactorResetIn(serializers.Serializer[Any]):
    """Why; the person reads it."""

    reason = serializers.CharField(max_length=resetting.LONGEST_REASON)


class ResetSecondFactor(ApiView):
    """Authenticator, passkeys and recovery codes of somebody else."""

    permission_classes = (may(Action.APPOINT),)

    @extend_schema(operation_id="reset_second_factor", request=SecondFactorResetIn, responses={204: None})
    def post(self, request: Request, user_id: UUID) -> Response:
        """All are removed, sessions and tokens end; 403 for one's own, 409 where there is none."""
        asked = SecondFactorResetIn(data=request.data)
        asked.is_valid(raise_exception=True)
        actor, now = cast(User, request.user), timezone.now()
        reason = asked.validated_data["reason"]
        resetting.reset_second_factor(user_id=user_id, reason=reason, day=timezone.localdate(), at=now, actor=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
