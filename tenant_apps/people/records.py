"""More of people: their sealed NIK; who rates somebody by name, education, and the posts of units, all dated."""

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


class EmployeeNik(Row):
    """A person's NIK, sealed with the installation's field key; found by a blind index, so that two never share one.

    Deferred: two people of one sheet may exchange what was entered for the wrong one.
    """

    employee = models.OneToOneField("people.Employee", models.CASCADE, related_name="+")
    sealed = models.CharField(max_length=120)
    blind_index = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blind_index"], name="people_nik_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return str(self.employee_id)


class Position(Row):
    """A post of a unit as it stands from a date on; `position_id` is the same in all its rows. No unit: abolished."""

    position_id = models.UUIDField()
    starts_on = models.DateField()
    unit_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, blank=True)
    position_type = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=20, blank=True)
    job_class = models.PositiveSmallIntegerField(null=True)
    headcount = models.PositiveSmallIntegerField(default=0)
    is_head = models.BooleanField(default=False)
    decree = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position_id", "starts_on"], name="people_position_one_per_day"),
            models.CheckConstraint(
                condition=Q(unit_id__isnull=True, headcount=0, is_head=False)
                | Q(unit_id__isnull=False, headcount__gte=1) & ~Q(title="") & ~Q(position_type=""),
                name="people_position_whole_or_abolished",
            ),
            models.CheckConstraint(
                condition=Q(job_class__isnull=True) | Q(job_class__gte=1, job_class__lte=17),
                name="people_position_job_class",
            ),
            models.CheckConstraint(condition=Q(is_head=False) | Q(headcount=1), name="people_position_one_head"),
        ]
        indexes = [models.Index(fields=["unit_id", "starts_on"], name="people_position_unit")]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_on}"
