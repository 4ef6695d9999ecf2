"""What the host asked of regions, as far as the host may know it: states and times, never a person of the region."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shared_apps.rows import Row
from shared_apps.support.rules import State
from tenants.regions.models import Region


class Request(Row):
    """A support grant from the host's side; the region's row of the same key is where it is decided."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_index=False)
    reason = models.TextField()
    rooms = ArrayField(models.TextField())
    hours = models.PositiveSmallIntegerField()
    asked_by = models.UUIDField()
    asked_by_name = models.TextField()
    asked_by_email = models.TextField()
    asked_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, help_text="When the region's administrators could read it.")
    state = models.CharField(max_length=10, default=State.ASKED)
    decided_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    login_at = models.DateTimeField(null=True, help_text="When its database login stood.")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["state"], condition=models.Q(state__in=["asked", "approved"]), name="host_support_open"
            ),
            models.Index(fields=["region", "asked_at"], name="host_support_by_region"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_name} {self.state}"

    @property
    def is_asked(self) -> bool:
        """Whether the region has not decided yet."""
        return self.state == State.ASKED

    @property
    def is_approved(self) -> bool:
        """Whether it may be used, until its end."""
        return self.state == State.APPROVED
