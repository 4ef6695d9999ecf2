"""What programs send and get about versions, schemes and their effect."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

_PLAIN = {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}, {"type": "object"}]}


@extend_schema_field(_PLAIN)
class ValueField(serializers.Field[Any, Any, Any, Any]):
    """A value of a template; decimals are written as text, since a float is no exact number."""

    default_error_messages = {"float": _('Tulis angka desimal sebagai teks, misalnya "37.5".')}  # noqa: RUF012  DRF

    def to_internal_value(self, data: Any) -> Any:
        """As it was sent."""
        if isinstance(data, float) or not isinstance(data, str | int | bool | dict):
            self.fail("float")
        return data

    def to_representation(self, value: Any) -> Any:
        """As it is stored."""
        return value


class OverrideIn(serializers.Serializer[Any]):
    """One changed value."""

    path = serializers.CharField(max_length=300)
    value = ValueField()
    reason = serializers.CharField(max_length=300, required=False)


class VersionIn(serializers.Serializer[Any]):
    """A version with all the region's changes to it."""

    template = serializers.CharField(max_length=40)
    version = serializers.CharField(max_length=40)
    overrides = OverrideIn(many=True, required=False, default=list)


class DecisionIn(serializers.Serializer[Any]):
    """How one conflict is decided; `values` with `other` alone."""

    group = serializers.CharField(max_length=300, allow_blank=True)
    take = serializers.ChoiceField(choices=["new", "mine", "other"])
    values = OverrideIn(many=True, required=False, default=list)


class UpgradeIn(serializers.Serializer[Any]):
    """Every conflict decided, and when the version is taken: looked at first, now, or in the next period."""

    decisions = DecisionIn(many=True, required=False, default=list)
    when = serializers.ChoiceField(choices=["preview", "now", "next_period"])


class DecisionReasonIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=300)


class SchemeOut(serializers.Serializer[Any]):
    """A scheme of a period."""

    id = serializers.UUIDField()
    template = serializers.CharField(source="template_key")
    version = serializers.CharField(source="template_version")
    scheme_hash = serializers.CharField()
    calculation_hash = serializers.CharField()
    customisation = serializers.DictField()
    adopted_at = serializers.DateTimeField()
    adopted_by = serializers.CharField(source="adopted_by_name")
    reason = serializers.CharField(help_text="Why an earlier scheme is used again.")


class PlanOut(serializers.Serializer[Any]):
    """A version decided on for the next period."""

    id = serializers.UUIDField()
    template = serializers.CharField(source="template_key")
    version = serializers.CharField(source="template_version")
    after = serializers.CharField(source="after.code")
    state = serializers.CharField()
    planned_at = serializers.DateTimeField()
    planned_by = serializers.CharField(source="planned_by_name")
    period = serializers.CharField(source="period.code", default=None, allow_null=True)
    refusal = serializers.CharField()


class CodeField(serializers.CharField):
    """A period by its code."""

    def to_representation(self, value: Any) -> str:
        """As in its address."""
        return str(value.code)


class VersionOut(serializers.Serializer[Any]):
    """A published version on offer."""

    template = serializers.CharField(source="version.key")
    version = serializers.CharField(source="version.version")
    title = serializers.CharField()
    changelog = serializers.CharField(source="version.changelog")
    content_hash = serializers.CharField(source="version.content_hash")
    published_on = serializers.DateField(source="version.published_on")
    adopted_in = serializers.ListField(child=CodeField())
    adoptable = serializers.ListField(child=CodeField())
    upgrades = serializers.ListField(child=CodeField())
    declined = serializers.CharField(source="declined.reason", default=None, allow_null=True)


class MoveOut(serializers.Serializer[Any]):
    """So many people from one to another."""

    old = serializers.CharField()
    new = serializers.CharField()
    count = serializers.IntegerField()


class MovesOut(serializers.Serializer[Any]):
    """All moves of one result."""

    title = serializers.CharField()
    rows = MoveOut(many=True)


class ShareOut(serializers.Serializer[Any]):
    """How many who move belong to an agency or a grade."""

    name = serializers.CharField()
    count = serializers.IntegerField()

    def to_representation(self, instance: tuple[str, int]) -> dict[str, Any]:
        """From a pair."""
        return dict(zip(("name", "count"), instance, strict=True))


class MoverOut(serializers.Serializer[Any]):
    """One of those who move most."""

    employee_id = serializers.UUIDField()
    changes = serializers.ListField(child=serializers.CharField())


class ImpactOut(serializers.Serializer[Any]):
    """The effect on the people of the current run."""

    people = serializers.IntegerField()
    changed = serializers.IntegerField()
    placed_otherwise = serializers.IntegerField()
    is_live = serializers.BooleanField(help_text="Computed on what the rooms say now, not on what the run stored.")
    moves = MovesOut(many=True)
    gates = MoveOut(many=True)
    by_agency = ShareOut(many=True)
    by_grade = ShareOut(many=True)
    movers = MoverOut(many=True)


class ProblemOut(serializers.Serializer[Any]):
    """What keeps values from being computed."""

    code = serializers.CharField()
    path = serializers.CharField()


class SimulationOut(serializers.Serializer[Any]):
    """What would change if; `beyond` are the paths the host refuses."""

    can_adopt = serializers.BooleanField()
    beyond = serializers.ListField(child=serializers.CharField(), source="trial.beyond")
    problems = ProblemOut(many=True, source="trial.problems")
    impact = ImpactOut(source="found", allow_null=True)


class ConflictRowOut(serializers.Serializer[Any]):
    """One value of a conflict."""

    name = serializers.CharField(source="label")
    old = serializers.CharField()
    new = serializers.CharField()
    own = serializers.CharField()


class ConflictOut(serializers.Serializer[Any]):
    """What a person must decide."""

    group = serializers.CharField(source="conflict.group")
    code = serializers.CharField(source="conflict.code")
    title = serializers.CharField()
    why = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())
    rows = ConflictRowOut(many=True)


class UpgradeOut(serializers.Serializer[Any]):
    """A newer version beside what the region uses."""

    current = serializers.CharField(source="current.template_version")
    version = serializers.CharField(source="version.version")
    title = serializers.CharField()
    changes = serializers.ListField(child=serializers.CharField())
    kept = serializers.ListField(child=serializers.CharField())
    absorbed = serializers.ListField(child=serializers.CharField())
    conflicts = ConflictOut(many=True, source="questions")
    can_adopt = serializers.BooleanField()
    can_plan = serializers.BooleanField()


class UpgradedOut(serializers.Serializer[Any]):
    """What was done: one of the three."""

    impact = ImpactOut(allow_null=True)
    scheme = SchemeOut(allow_null=True)
    plan = PlanOut(allow_null=True)


class RevertedOut(serializers.Serializer[Any]):
    """The scheme in use again, and the run over everybody."""

    scheme = SchemeOut()
    job = serializers.UUIDField(source="run.id", default=None, allow_null=True)


class ReversalOut(serializers.Serializer[Any]):
    """What going back would change."""

    current = SchemeOut()
    former = SchemeOut()
    withdrawn = serializers.CharField(help_text="Why the host withdrew the version since, if it did.")
    impact = ImpactOut(source="found", allow_null=True)
