"""Scores for programs: one's own, a results sheet, and the subtree a leader answers for."""

from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError, NotFoundError
from shared_apps.programs.api import ApiView
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Score
from tenant_apps.scoring.queries import periods, scores
from tenant_apps.scoring.shapes import ScoreOut, SubtreeScoreOut

PERIOD = OpenApiParameter("period", str, description="Code of the period; the current one without it")


class ResultsIn(serializers.Serializer[Any]):
    """A results sheet of a period."""

    file = serializers.FileField()
    period = serializers.CharField()
    dry_run = serializers.BooleanField(default=False)
    allow_removals = serializers.BooleanField(
        default=False, help_text="Without it a sheet that would remove values is only counted and waits."
    )


class JobOut(serializers.Serializer[Any]):
    """The job that does the work."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    url = serializers.CharField()


class OwnScore(ApiView):
    """The score of whoever asks."""

    @extend_schema(operation_id="own_score", parameters=[PERIOD], responses=ScoreOut)
    def get(self, request: Request) -> Response:
        """The own score in a period."""
        period = chosen_period(request)
        return Response(ScoreOut(scores.own_score(request.user, period, timezone.localdate())).data)


class ResultsImports(ApiView):
    """Results sheets brought by programs."""

    permission_classes = (may_within(Action.ENTER_RESULTS),)
    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="import_results", request=ResultsIn, responses={202: JobOut})
    def post(self, request: Request) -> Response:
        """Take a sheet in as a job; its address tells how far it is."""
        asked = ResultsIn(data=request.data)
        asked.is_valid(raise_exception=True)
        sheet = asked.validated_data["file"]
        job = services.ask_for_import(
            period=periods.period_with_code(request.user, asked.validated_data["period"]),
            name=sheet.name,
            content=sheet.read(),
            actor=cast(User, request.user),
            at=timezone.now(),
            dry_run=asked.validated_data["dry_run"],
            allow_removals=asked.validated_data["allow_removals"],
        )
        answer = JobOut({"id": job.id, "state": job.state, "url": reverse("job", args=[job.id])})
        return Response(answer.data, status=status.HTTP_202_ACCEPTED)


class PersonResultsIn(serializers.Serializer[Any]):
    """Measures by key; an empty text says that there is no evidence. What is not named stays."""

    values = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=200))
    evidence = serializers.CharField(max_length=300)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=20),
        required=False,
        help_text="Of how many people's answers a private measure is made; unknown is shown to nobody.",
    )


class PersonResultsOut(serializers.Serializer[Any]):
    """What it changed."""

    changed = serializers.IntegerField()
    scores = serializers.IntegerField(help_text="Stored scores that came out otherwise.")


class PersonResults(ApiView):
    """One person's results, entered and computed at once."""

    permission_classes = (may_within(Action.ENTER_RESULTS),)

    @extend_schema(operation_id="enter_results", request=PersonResultsIn, responses={200: PersonResultsOut})
    def post(self, request: Request, code: str, employee_id: UUID) -> Response:
        """Put what is known."""
        asked = PersonResultsIn(data=request.data)
        asked.is_valid(raise_exception=True)
        entered = services.enter_results(
            period=periods.period_with_code(request.user, code),
            employee_id=employee_id,
            **asked.validated_data,
            actor=cast(User, request.user),
            at=timezone.now(),
        )
        return Response(PersonResultsOut(entered).data)


class BySubject(CursorPagination):
    """Pages that stay stable while rows come and go."""

    ordering = "subject_id"
    page_size = 100


class SubtreeScores(ListAPIView[Score]):
    """Everybody the viewer may see, as far down as they lead."""

    serializer_class = SubtreeScoreOut
    pagination_class = BySubject

    def get_queryset(self) -> Any:
        """The rows of the period and unit asked for."""
        period = chosen_period(self.request)
        unit = chosen_unit(self.request)
        return scores.subtree_scores(self.request.user, period, unit, timezone.localdate())

    def get_serializer_context(self) -> dict[str, Any]:
        """What the serializer knows beside the rows."""
        hidden = scores.unlisted_columns(self.request.user, chosen_period(self.request), timezone.localdate())
        return {**super().get_serializer_context(), "unlisted": hidden}

    @extend_schema(
        operation_id="subtree_scores",
        parameters=[PERIOD, OpenApiParameter("unit", UUID, description="A unit with all under it")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page of the subtree."""
        return super().get(request, *args, **kwargs)


def chosen_period(request: Request) -> Period:
    """The period an address asks for, or the current one."""
    found = periods.chosen_period(request.user, request.query_params.get("period"))
    if found is None:
        raise NotFoundError("period_unknown", _("Belum ada periode penilaian."))
    return found


def chosen_unit(request: Request) -> UUID | None:
    """The unit an address asks for, if any."""
    text = request.query_params.get("unit", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        words = _("Unit ditulis sebagai UUID.")
        raise InvalidError("unit_invalid", words, fields={"unit": [words]}) from None
