"""Scores as programs read them."""

from typing import Any

from rest_framework import serializers

from tenant_apps.scoring.models import Score


class CutOut(serializers.Serializer[Any]):
    """Where a level begins."""

    level = serializers.CharField()
    comparator = serializers.CharField()
    value = serializers.DecimalField(max_digits=None, decimal_places=None)


class JudgementOut(serializers.Serializer[Any]):
    """A code that a result was read from."""

    key = serializers.CharField()
    title = serializers.CharField()
    code = serializers.CharField(allow_null=True)
    text = serializers.CharField()


class ResultOut(serializers.Serializer[Any]):
    """A result: a number with its level and cuts, or a code with what it was read from."""

    key = serializers.CharField()
    title = serializers.CharField()
    number = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    code = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    cuts = CutOut(many=True)
    made_of = JudgementOut(many=True)
    recommendations = serializers.ListField(child=serializers.CharField())
    hidden = serializers.BooleanField(help_text="True where too few people answered for it to be shown.")


class ReasonOut(serializers.Serializer[Any]):
    """Why a score waits."""

    code = serializers.CharField()
    text = serializers.CharField()


class GateOut(serializers.Serializer[Any]):
    """A door beside the score."""

    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()


class SchemeScoreOut(serializers.Serializer[Any]):
    """One scheme's row."""

    scheme = serializers.CharField()
    title = serializers.CharField()
    version = serializers.CharField()
    scheme_hash = serializers.CharField()
    computed_at = serializers.DateTimeField()
    status = serializers.CharField()
    reasons = ReasonOut(many=True)
    gates = GateOut(many=True)
    results = ResultOut(many=True)


class ScoreOut(serializers.Serializer[Any]):
    """Everything computed of one person in one period."""

    period = serializers.CharField(source="period.code")
    employee_id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.CharField()
    schemes = SchemeScoreOut(many=True)


class SubtreeScoreOut(serializers.Serializer[Score]):
    """One person of a leader's subtree."""

    employee_id = serializers.UUIDField()
    name = serializers.CharField(source="employee.full_name")
    status = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    predicate = serializers.CharField(allow_null=True)
    box = serializers.IntegerField(allow_null=True)
    performance = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    potential = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)

    def to_representation(self, instance: Score) -> dict[str, Any]:
        """The row without what lists never show."""
        return super().to_representation(instance) | dict.fromkeys(self.context.get("unlisted", ()))
