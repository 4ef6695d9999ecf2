"""People and their timelines: one row per change, so that an overlap cannot be written."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row
from tenant_apps.people import imported as imported  # other tables of the room
from tenant_apps.people import records as records

# a position is found by the beginnings of its words; PostgreSQL would take `Barang/Jasa` for a path
_MARKS = "/-_.:@&"
_PLAIN_TITLE = Func(
    F("position_title"), Value(_MARKS), Value(" " * len(_MARKS)), function="translate", output_field=models.TextField()
)
TITLE_WORDS = SearchVector(_PLAIN_TITLE, config="simple")


class EmploymentType(models.TextChoices):
    """How somebody is employed."""

    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    PPPK_PART_TIME = "pppk_part_time", _("PPPK paruh waktu")


class Gender(models.TextChoices):
    """As position 15 of the NIP says."""

    MALE = "male", _("Laki-laki")
    FEMALE = "female", _("Perempuan")


class ActingKind(models.TextChoices):
    """Why somebody heads a unit that is not theirs."""

    FULL = "acting_full", _("Plt (jabatan lowong)")
    DAILY = "acting_daily", _("Plh (pejabat berhalangan)")


class AssignmentKind(models.TextChoices):
    """How a chair was come by or given up; blank: as an ordinary appointment, or for no reason that was told."""

    TRANSFER_IN = "transfer_in", _("Mutasi masuk")
    STUDY = "study_assignment", _("Tugas belajar")
    TRANSFER_OUT = "transfer_out", _("Mutasi keluar")
    UNPAID_LEAVE = "unpaid_leave", _("Cuti di luar tanggungan negara")
    RETIRED = "retired", _("Pensiun")


KINDS_IN_OFFICE = (AssignmentKind.TRANSFER_IN, AssignmentKind.STUDY)
KINDS_OUT_OF_OFFICE = (AssignmentKind.TRANSFER_OUT, AssignmentKind.UNPAID_LEAVE, AssignmentKind.RETIRED)


class Employee(Row):
    """A civil servant. Known by this row's id; the NIP changes and is never the key."""

    name = models.CharField(max_length=200)
    title_before = models.CharField(max_length=60, blank=True)
    title_after = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    employment_type = models.CharField(max_length=20, choices=EmploymentType.choices)
    birth_date = models.DateField(null=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="people_employee_email_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="people_employee_named"),
        ]
        indexes = [models.Index(fields=["name"], name="people_employee_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its titles: 'Dra. Siti Aminah, M.Si.'."""
        before = f"{self.title_before} " if self.title_before else ""
        after = f", {self.title_after}" if self.title_after else ""
        return f"{before}{self.name}{after}"


class SearchName(Row):
    """The words of a person's name as they are searched for (`rules.spelling`); derived, and a table of its own so
    that the audit of people does not repeat them."""

    employee = models.OneToOneField(Employee, models.CASCADE, related_name="search_name")
    words = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["words"], name="people_search_name_words")]

    def __str__(self) -> str:
        return " ".join(self.words)


class NameWord(Row):
    """A word that stands in somebody's name: few thousand for many people, so that a slip is looked for in it."""

    word = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word"], name="people_name_word_once")]

    def __str__(self) -> str:
        return self.word


class EmployeeNumber(Row):
    """A NIP or NI PPPK and since when it is the person's; old numbers stay and are still found."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="numbers", db_index=False)
    number = models.CharField(max_length=18)
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="people_number_unique"),
            models.UniqueConstraint(fields=["employee", "starts_on"], name="people_number_one_per_day"),
            models.CheckConstraint(condition=Q(number__regex=r"^([0-9]{18}|[0-9]{9})$"), name="people_number_form"),
        ]

    def __str__(self) -> str:
        return self.number


class EmployeeGrade(Row):
    """A grade from a date on: 'III/c' for PNS, 'IX' for PPPK."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="grades", db_index=False)
    grade = models.CharField(max_length=10)
    starts_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "starts_on"], name="people_grade_one_per_day")]

    def __str__(self) -> str:
        return self.grade


class Assignment(Row):
    """Who sits where from a date on; without a unit: has left. The unit is named by its lasting identity."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="assignments", db_index=False)
    starts_on = models.DateField()
    unit_id = models.UUIDField(null=True)
    position_title = models.CharField(max_length=200, blank=True)
    position_type = models.CharField(max_length=20, blank=True)
    is_head = models.BooleanField(default=False)
    superior_override = models.ForeignKey(Employee, models.SET_NULL, null=True, related_name="+", db_index=False)
    # code of before still writes rows: what it does not know has a value in the database
    kind = models.CharField(max_length=20, choices=AssignmentKind.choices, blank=True, default="", db_default="")
    decree = models.CharField(max_length=200, blank=True, default="", db_default="")
    position_id = models.UUIDField(null=True)  # the post by its lasting identity; else it is found by unit and title
    recorded_at = models.DateTimeField(null=True, default=timezone.now)  # known since; unknown for the rows of before

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "starts_on"], name="people_assignment_one_per_day"),
            models.CheckConstraint(
                condition=Q(unit_id__isnull=True, is_head=False, superior_override__isnull=True)
                | Q(unit_id__isnull=False) & ~Q(position_title="") & ~Q(position_type=""),
                name="people_assignment_whole_or_ended",
            ),
            models.CheckConstraint(
                condition=Q(superior_override__isnull=True) | ~Q(superior_override=models.F("employee")),
                name="people_assignment_not_own_superior",
            ),
            models.CheckConstraint(
                condition=Q(kind="")
                | Q(unit_id__isnull=False, kind__in=KINDS_IN_OFFICE)
                | Q(unit_id__isnull=True, kind__in=KINDS_OUT_OF_OFFICE),
                name="people_assignment_kind_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "starts_on"], name="people_assignment_unit"),
            GinIndex(TITLE_WORDS, name="people_assignment_title_words"),
            models.Index(
                fields=["superior_override"],
                condition=Q(superior_override__isnull=False),
                name="people_assignment_override",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_title} {self.starts_on}"


class ActingHead(Row):
    """Who heads a unit in another's place from a date on; without an employee: nobody does any more."""

    unit_id = models.UUIDField()
    starts_on = models.DateField()
    employee = models.ForeignKey(Employee, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=ActingKind.choices, blank=True)
    decree = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "starts_on"], name="people_acting_one_per_day"),
            models.CheckConstraint(
                condition=Q(employee__isnull=True, kind="") | Q(employee__isnull=False) & ~Q(kind=""),
                name="people_acting_whole_or_ended",
            ),
        ]
        indexes = [models.Index(fields=["employee", "starts_on"], name="people_acting_employee")]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"
