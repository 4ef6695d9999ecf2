"""Proposals to the host for programs of the region: offered, read, withdrawn."""

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.scoring import services
from tenant_apps.scoring.queries import proposals as queries


class ProposalIn(serializers.Serializer[Any]):
    """Changes of an adopted scheme by the pointers of their groups (`/nodes/education_points/choices`)."""

    period = serializers.CharField()
    template = serializers.CharField()
    version = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField(max_length=400), max_length=400)
    reasons = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=500), default=dict)
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=2000)
    credit = serializers.BooleanField(help_text="Whether the region may be named where the change is published.")


class ProposalOut(serializers.Serializer[Any]):
    """What was sent and what became of it; sending it again while it waits answers with the same one."""

    id = serializers.UUIDField()
    template = serializers.CharField(source="template_key")
    template_version = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    credit = serializers.BooleanField(source="is_credited")
    state = serializers.CharField()
    sent_at = serializers.DateTimeField()
    answer = serializers.CharField()
    version = serializers.CharField(help_text="The draft it became, or the version it was published in.")


class OneProposalOut(ProposalOut):
    """With the changes themselves."""

    document = serializers.JSONField()


class Proposals(ApiView):
    """What the region offers its host."""

    permission_classes = (may(Action.MANAGE_SCORING),)

    @extend_schema(operation_id="list_proposals", responses={200: ProposalOut(many=True)})
    def get(self, request: Request) -> Response:
        """Everything that was offered, the newest first."""
        return Response(ProposalOut(queries.proposals(request.user, timezone.localdate()), many=True).data)

    @extend_schema(operation_id="propose", request=ProposalIn, responses={201: ProposalOut})
    def post(self, request: Request) -> Response:
        """Offer changes of a scheme."""
        asked = ProposalIn(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        shown = queries.offer(
            request.user, said.pop("period"), said.pop("template"), said.pop("version"), timezone.localdate()
        )
        sent = services.propose(
            scheme=shown.scheme,
            is_credited=said.pop("credit"),
            **said,
            actor=cast(User, request.user),
            at=timezone.now(),
        )
        return Response(ProposalOut(sent).data, status=status.HTTP_201_CREATED)


class OneProposal(ApiView):
    """One proposal."""

    permission_classes = (may(Action.MANAGE_SCORING),)

    @extend_schema(operation_id="read_proposal", responses={200: OneProposalOut})
    def get(self, request: Request, proposal_id: UUID) -> Response:
        """As it was sent, with the answer."""
        return Response(
            OneProposalOut(queries.proposal(request.user, proposal_id, timezone.localdate()).proposal).data
        )


class Withdrawal(ApiView):
    """Taking a proposal back."""

    permission_classes = (may(Action.MANAGE_SCORING),)

    @extend_schema(operation_id="withdraw_proposal", request=None, responses={200: ProposalOut})
    def post(self, request: Request, proposal_id: UUID) -> Response:
        """Before it is answered."""
        taken = services.withdraw_proposal(proposal_id=proposal_id, actor=cast(User, request.user), at=timezone.now())
        return Response(ProposalOut(taken).data)
