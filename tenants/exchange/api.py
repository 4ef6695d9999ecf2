"""Proposals of regions for the host's programs: read, accepted into a draft, declined."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.deciding import Decision
from tenant_apps.scoring import resolving
from tenant_apps.scoring.api.shapes import OverrideIn
from tenants.exchange import answering, proposals
from tenants.exchange.models import Answer


class ReceivedOut(serializers.Serializer[Any]):
    """A proposal as its region wrote it; `state` is open or withdrawn until it is answered."""

    id = serializers.UUIDField(source="letter.id")
    region = serializers.CharField(source="region.name")
    template = serializers.CharField(source="proposed.template")
    version = serializers.CharField(source="proposed.version")
    title = serializers.CharField(source="proposed.title")
    text = serializers.CharField(source="proposed.text")
    credit = serializers.BooleanField(source="proposed.is_credited")
    sent_at = serializers.DateTimeField(source="letter.sent_at")
    state = serializers.SerializerMethodField()

    def get_state(self, row: proposals.Received) -> str:
        """Where it stands."""
        return row.answer.state if row.answer else "withdrawn" if row.is_withdrawn else "open"


class ProposedChangeOut(serializers.Serializer[Any]):
    """One group of changed values in words."""

    lines = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()


class QuestionOut(serializers.Serializer[Any]):
    """What both changed: `choices` of accepting it name the group and say `new`, `mine` or `other`."""

    group = serializers.CharField(source="conflict.group")
    code = serializers.CharField(source="conflict.code")
    newer = serializers.ListField(child=serializers.CharField())
    offered = serializers.ListField(child=serializers.CharField())
    may_be_taken = serializers.BooleanField()
    may_be_other = serializers.BooleanField()
    paths = serializers.SerializerMethodField(help_text="What may be set with `other`.")

    def get_paths(self, row: proposals.Question) -> list[str]:
        """The paths of the fields the page shows."""
        return [each.setting.path for each in row.fields] if row.may_be_other else []


class OpenProposalOut(serializers.Serializer[Any]):
    """One proposal with what accepting it would mean."""

    proposal = ReceivedOut(source="received")
    changes = ProposedChangeOut(many=True)
    questions = QuestionOut(many=True)
    refusals = serializers.ListField(child=serializers.CharField())
    others = ReceivedOut(many=True)


class AcceptIn(serializers.Serializer[Any]):
    """What counts where the host changed the same, and a word to the region."""

    choices = serializers.DictField(child=serializers.ChoiceField(["new", "mine", "other"]), default=dict)
    values = OverrideIn(many=True, required=False, default=list)
    note = serializers.CharField(allow_blank=True, max_length=500, default="")


class DeclineIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=500)


class AnswerOut(serializers.ModelSerializer[Answer]):
    """What was answered."""

    class Meta:
        model = Answer
        fields = ("id", "region_name", "title", "template_key", "state", "reason", "draft_id", "version")


class ReceivedProposals(ApiView):
    """What regions propose."""

    permission_classes = (may(Action.PUBLISH_TEMPLATES),)

    @extend_schema(operation_id="list_received_proposals", responses={200: ReceivedOut(many=True)})
    def get(self, request: Request) -> Response:
        """Every proposal, what waits first."""
        return Response(ReceivedOut(proposals.received(request.user, timezone.localdate()), many=True).data)


class ReceivedProposal(ApiView):
    """One of them."""

    permission_classes = (may(Action.PUBLISH_TEMPLATES),)

    @extend_schema(operation_id="read_received_proposal", responses={200: OpenProposalOut})
    def get(self, request: Request, message_id: UUID) -> Response:
        """Its changes in words, and what they meet."""
        return Response(OpenProposalOut(proposals.proposal(request.user, message_id, timezone.localdate())).data)


class Acceptance(ApiView):
    """A proposal becomes a draft."""

    permission_classes = (may(Action.PUBLISH_TEMPLATES),)

    @extend_schema(operation_id="accept_proposal", request=AcceptIn, responses={200: AnswerOut})
    def post(self, request: Request, message_id: UUID) -> Response:
        """Accept it; accepted again it answers with the same draft."""
        asked = AcceptIn(data=request.data)
        asked.is_valid(raise_exception=True)
        answer = answering.accept(
            message_id=message_id,
            choices=_decisions(asked.validated_data),
            note=asked.validated_data["note"],
            actor=cast(User, request.user),
            at=timezone.now(),
        )
        return Response(AnswerOut(answer).data)


def _decisions(sent: Mapping[str, Any]) -> dict[str, Decision]:
    """By group; the values go where `other` was chosen, and there each into its own group."""
    frame = {"format": 1, "template": "proposal", "version": "1"}
    document, problems = customisation.parse({**frame, "overrides": [dict(value) for value in sent["values"]]})
    if document is None:
        raise resolving.refused(problems)
    values = document.overrides
    return {group: Decision(take, values if take == "other" else ()) for group, take in sent["choices"].items()}


class Refusal(ApiView):
    """A proposal is not taken."""

    permission_classes = (may(Action.PUBLISH_TEMPLATES),)

    @extend_schema(operation_id="decline_proposal", request=DeclineIn, responses={200: AnswerOut})
    def post(self, request: Request, message_id: UUID) -> Response:
        """Decline it with a reason."""
        asked = DeclineIn(data=request.data)
        asked.is_valid(raise_exception=True)
        answer = answering.decline(
            message_id=message_id, **asked.validated_data, actor=cast(User, request.user), at=timezone.now()
        )
        return Response(AnswerOut(answer).data)
