"""What the personal data law makes a government write down about its own use of the data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shared_apps.rows import Row
from tenant_apps.people.models import Employee
from tenant_apps.privacy.rules.breaches import Told
from tenant_apps.privacy.rules.correcting import State


class PersonLook(Row):
    """Somebody opened pages of one kind about one person on a day; their own are not counted."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    viewer_id = models.UUIDField(help_text="The account, or the support grant.")
    viewer_name = models.TextField()
    kind = models.CharField(max_length=20)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "day", "viewer_id", "kind"], name="privacy_person_look_once")
        ]
        indexes = [models.Index(fields=["day"], name="privacy_person_look_day")]

    def __str__(self) -> str:
        return f"{self.viewer_name} {self.kind} {self.day}"


class ListLook(Row):
    """Somebody opened lists or took exports of one kind on a day; whom they could show is its scope."""

    day = models.DateField()
    viewer_id = models.UUIDField(help_text="The account, or the support grant.")
    viewer_name = models.TextField()
    kind = models.CharField(max_length=20)
    everybody = models.BooleanField()
    units = ArrayField(models.UUIDField(), help_text="With all under them; by their lasting identity.")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "viewer_id", "kind", "everybody", "units"], name="privacy_list_look_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.viewer_name} {self.kind} {self.day}"


class DataCopy(Row):
    """A copy of everything that is held of one user, made on their own asking and theirs alone."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    job_id = models.UUIDField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, help_text="From when it cannot be downloaded any more.")
    file_id = models.UUIDField(null=True, help_text="The stored file, until it is removed.")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(made_at=None), name="privacy_copy_one_made"),
            models.UniqueConstraint(fields=["user", "asked_at"], name="privacy_copy_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at}"


class Correction(Row):
    """Somebody says that something held of them is wrong, and what became of it."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+", db_index=False)
    field = models.CharField(max_length=20)
    wrong = models.TextField(help_text="What is wrong, in the person's words.")
    wanted = models.TextField(help_text="What it should be.")
    evidence = models.UUIDField(null=True, help_text="A stored file.")
    evidence_name = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_by_name = models.TextField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.ASKED)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.TextField(default="", blank=True)
    answer = models.TextField(default="", blank=True, help_text="The reason of the decision, for the person.")
    written = models.TextField(default="", blank=True, help_text="The value that was written.")
    carried_out_at = models.DateTimeField(null=True, help_text="When the data was changed.")
    carried_out_by_name = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in State]), name="privacy_correction_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.ACCEPTED, State.REFUSED])
                | (models.Q(decided_at__isnull=False) & ~models.Q(answer="")),
                name="privacy_correction_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "asked_at"], name="privacy_correction_of"),
            models.Index(fields=["due_at"], condition=models.Q(state="asked"), name="privacy_correction_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.state}"


class Breach(Row):
    """Personal data that got lost, out or changed (UU 27/2022 art. 46), from its discovery until it is closed."""

    title = models.TextField()
    happened = models.TextField(help_text="What happened, and how it was found.")
    happened_on = models.DateField(null=True, help_text="When, if it is known.")
    discovered_at = models.DateTimeField()
    data_hit = models.TextField(help_text="Which personal data.")
    people = models.PositiveIntegerField(null=True, help_text="How many people, if it is known.")
    consequences = models.TextField()
    measures = models.TextField(help_text="What was done to handle and repair it.")
    contact = models.TextField(help_text="Whom those affected may ask.")
    recorded_at = models.DateTimeField()
    recorded_by_name = models.TextField()
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.TextField(default="", blank=True)
    lesson = models.TextField(default="", blank=True, help_text="What was learnt; given when it is closed.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(lesson=""), name="privacy_breach_closed_with_lesson"
            )
        ]

    def __str__(self) -> str:
        return self.title


class BreachNotice(Row):
    """Who was told of a breach, when and how."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="notices", db_index=False)
    to = models.CharField(max_length=10)
    recipient = models.TextField()
    told_at = models.DateTimeField()
    how = models.TextField()
    written_at = models.DateTimeField()
    written_by_name = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to__in=[str(each) for each in Told]), name="privacy_breach_notice_to"
            ),
            models.UniqueConstraint(
                fields=["breach", "to", "recipient", "told_at"], name="privacy_breach_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.told_at}"
