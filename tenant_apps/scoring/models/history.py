"""What an observation said before it was overwritten or removed: the lineage of a run names who entered what it used.

Rows are written by the database (`scoring_keep_superseded`), in the statement that overwrites: whatever the code does,
nothing is lost, and nothing is written while an observation is only read or entered for the first time.
"""

from django.db import models

from shared_apps.rows import Row
from tenant_apps.people.models import Employee
from tenant_apps.scoring.models.scores import Numeric, Period


class SupersededObservation(Row):
    """One entry that stood from `entered_at` until `superseded_at`; of a person who goes it goes too."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    measure = models.TextField()
    number = Numeric(null=True)
    code = models.TextField(null=True)  # noqa: DJ001  NULL: the measure holds a number
    answers = models.PositiveIntegerField(null=True)
    source = models.TextField()
    evidence = models.TextField(default="", blank=True)
    entered_by_name = models.TextField()
    entered_at = models.DateTimeField()
    superseded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employee", "period"], name="scoring_superseded_of_person")]

    def __str__(self) -> str:
        return f"{self.measure} {self.code or self.number}"
