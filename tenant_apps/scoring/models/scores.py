"""Periods, adopted schemes, observations, runs and scores of one region.

A score is one row per run and subject; what each position of its arrays means is the key order saved with the
scheme. The arrays are the snapshot: scheme and row never change afterwards, so every number can be explained again.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row
from tenant_apps.people.models import Employee


class Numeric(models.Field):  # type: ignore[type-arg]  # django-stubs: a plain field of Decimals
    """PostgreSQL's `numeric` as it is: a fixed number of places would rewrite the digits a node was rounded to."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002  Django's signature
        """The column's type."""
        return "numeric"


def _keys() -> ArrayField:  # type: ignore[type-arg]
    return ArrayField(models.TextField())


class Period(Row):
    """A span of time that is scored as a whole; its last day is the reference date. It closes once."""

    class State(models.TextChoices):
        """While open, schemes, results and runs may still change."""

        OPEN = "open", _("Berjalan")
        CLOSED = "closed", _("Ditutup")

    code = models.TextField(help_text=_("Singkatan dalam alamat, misalnya 2026 atau 2026-TW4."))
    title = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by_name = models.TextField()
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="scoring_period_code_unique"),
            models.UniqueConstraint(fields=["ends_on"], name="scoring_period_ends_on_unique"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="scoring_period_order"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether anything in it may still change."""
        return self.state == self.State.OPEN


class Scheme(Row):
    """A template version with the region's changes, resolved and copied; a replaced one keeps its runs."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="schemes", db_index=False)
    template_key = models.TextField()
    template_version = models.TextField()
    content_hash = models.TextField(help_text="Of the template version this was made of.")
    scheme_hash = models.TextField()
    calculation_hash = models.TextField()
    document = models.TextField(help_text="The resolved scheme in canonical form.")
    customisation = models.JSONField()
    input_number_keys = _keys()
    input_code_keys = _keys()
    number_keys = _keys()
    code_keys = _keys()
    gate_keys = _keys()
    adopted_at = models.DateTimeField()
    adopted_by_name = models.TextField()
    replaced_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", db_default="", blank=True, help_text="Why an earlier scheme is used again.")

    class Meta:
        ordering = ["template_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "template_key"],
                condition=Q(replaced_at__isnull=True),
                name="scoring_scheme_one_per_template",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_key} {self.template_version}"


class Observation(Row):
    """What is known of one measure of one person in one period, until the room that produces it stands."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+", db_index=False)
    measure = models.TextField()
    number = Numeric(null=True)
    code = models.TextField(null=True)  # noqa: DJ001  NULL: the measure holds a number
    answers = models.PositiveIntegerField(
        null=True, help_text="How many people's answers it is made of; NULL: unknown."
    )
    source = models.TextField()
    evidence = models.TextField(default="", blank=True)
    entered_by_name = models.TextField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "employee", "measure"], name="scoring_observation_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, code__isnull=False) | Q(number__isnull=False, code__isnull=True),
                name="scoring_observation_number_or_code",
            ),
        ]
        indexes = [models.Index(fields=["employee"], name="scoring_observation_employee")]

    def __str__(self) -> str:
        return f"{self.measure} {self.code or self.number}"


class Run(Row):
    """One scheme computed over everybody; the current one is what pages show."""

    class State(models.TextChoices):
        """A run that breaks off leaves nothing behind: its transaction is undone."""

        RUNNING = "running", _("Dihitung")
        DONE = "done", _("Selesai")

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="runs")
    period = models.ForeignKey(Period, models.PROTECT, related_name="runs", db_index=False)
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    is_current = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    started_by_name = models.TextField()
    counts = models.JSONField(default=dict)
    inputs_hash = models.TextField(default="")
    results_hash = models.TextField(default="")
    calculation_hash = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme"], condition=Q(is_current=True), name="scoring_run_one_current")
        ]
        indexes = [
            models.Index(fields=["period"], condition=Q(is_current=True), name="scoring_run_current"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.as_of}"


class Score(models.Model):
    """The row of one subject in one run: inputs, values, status; plus what pages filter by as columns of their own."""

    pk = models.CompositePrimaryKey("run_id", "subject_id")
    run = models.ForeignKey(Run, models.CASCADE, related_name="scores", db_index=False)
    subject_id = models.UUIDField()
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    profile = models.TextField(null=True)  # noqa: DJ001  NULL: no profile is known for the position
    status = models.TextField()
    reasons = ArrayField(models.TextField())
    input_numbers = ArrayField(Numeric(null=True))
    input_codes = ArrayField(models.TextField(null=True))
    numbers = ArrayField(Numeric(null=True))
    codes = ArrayField(models.TextField(null=True))
    gates = ArrayField(models.TextField())
    predicate = models.TextField(null=True)  # noqa: DJ001  NULL: the scheme has none, or it could not be given
    box = models.PositiveSmallIntegerField(null=True)
    performance = Numeric(null=True)
    potential = Numeric(null=True)

    class Meta:
        indexes = [
            models.Index(  # a leader's view reads whole runs: every kept run would make a scan of the table slower
                fields=["run", "employee"],
                include=["status", "predicate", "box", "performance", "potential"],
                name="scoring_score_of_run",
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.status}"
