"""Activation letters for programs: who is without e-mail, and the paper of the chosen ones."""

from typing import Any, cast

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.programs.api import ApiView
from tenant_apps.people.queries import letters as queries
from tenant_apps.people.services import letters


class LettersOfUnitIn(serializers.Serializer[Any]):
    """A unit with all under it; everybody the caller may invite without it."""

    unit = serializers.UUIDField(required=False)


class LetterRowOut(serializers.Serializer[Any]):
    """Somebody without e-mail, whether they have an account, and until when a letter works."""

    id = serializers.UUIDField(source="person.id")
    name = serializers.CharField(source="person.name")
    number = serializers.CharField(source="person.number")
    unit = serializers.CharField(source="person.unit_name")
    has_account = serializers.BooleanField()
    letter_until = serializers.DateField(allow_null=True)
    is_due = serializers.BooleanField()


class PrintLettersIn(LettersOfUnitIn):
    """Whose letters; without `employees` of everybody due. The same order again gives the same codes."""

    order = serializers.UUIDField()
    employees = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=letters.MOST)


class ActivationLetters(ApiView):
    """People without e-mail, where the caller may invite."""

    permission_classes = (may_within(Action.INVITE_PEOPLE),)

    @extend_schema(operation_id="letters_due", parameters=[LettersOfUnitIn], responses=LetterRowOut(many=True))
    def get(self, request: Request) -> Response:
        """By unit and name."""
        asked = LettersOfUnitIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = queries.without_address(request.user, timezone.localdate(), asked.validated_data.get("unit"))
        return Response(LetterRowOut(rows, many=True).data)

    @extend_schema(operation_id="print_letters", request=PrintLettersIn, responses={(200, "application/pdf"): bytes})
    def post(self, request: Request) -> HttpResponse:
        """One page for each as a PDF that is kept nowhere; earlier codes end."""
        asked = PrintLettersIn(data=request.data)
        asked.is_valid(raise_exception=True)
        wish, day = asked.validated_data, timezone.localdate()
        content = letters.print_letters(
            actor=cast(User, request.user),
            day=day,
            order=wish["order"],
            unit_id=wish.get("unit"),
            employee_ids=wish.get("employees"),
        )
        headers = {"Content-Disposition": f'attachment; filename="surat-aktivasi-{day.isoformat()}.pdf"'}
        headers["Cache-Control"] = "no-store"
        return HttpResponse(content, content_type="application/pdf", headers=headers)
