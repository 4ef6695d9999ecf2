"""What else is written of people, each a timeline of its own: who rates them by name, and their education."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from shared_apps.rows import Row


class NamedAssessor(Row):
    """Who rates somebody from a date on in place of the superior, and why; without an assessor the superior again."""

    employee = models.ForeignKey("people.Employee", models.CASCADE, related_name="named_assessors", db_index=False)
    starts_on = models.DateField()
    assessor = models.ForeignKey("people.Employee", models.CASCADE, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "starts_on"], name="people_assessor_one_per_day"),
            models.CheckConstraint(
                condition=Q(assessor__isnull=True, reason="") | Q(assessor__isnull=False) & ~Q(reason=""),
                name="people_assessor_whole_or_ended",
            ),
            models.CheckConstraint(
                condition=Q(assessor__isnull=True) | ~Q(assessor=models.F("employee")),
                name="people_assessor_not_oneself",
            ),
        ]
        indexes = [
            models.Index(fields=["assessor"], condition=Q(assessor__isnull=False), name="people_assessor_assessor")
        ]

    def __str__(self) -> str:
        return f"{self.assessor_id} {self.starts_on}"


class EmployeeEducation(Row):
    """A level of formal education and the day of its certificate; ranks, talent and functional posts ask for it."""

    employee = models.ForeignKey("people.Employee", models.CASCADE, related_name="educations", db_index=False)
    starts_on = models.DateField()
    level = models.CharField(max_length=10)
    field = models.CharField(max_length=120, blank=True)
    institution = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "starts_on"], name="people_education_one_per_day")]

    def __str__(self) -> str:
        return f"{self.level} {self.starts_on}"
