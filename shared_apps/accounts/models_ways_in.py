"""Tables of the ways in: sessions as their owner sees them. `models` names them, so that Django finds them."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from shared_apps.rows import Row


class UserSession(Row):
    """A sign-in that lasts, for the list its owner sees; the session's key is stored only as its SHA-256."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key_sha256 = models.BinaryField(max_length=32)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()  # to some minutes: `sessions.SEEN_EVERY`
    expires_at = models.DateTimeField()  # if nothing more is written into the session

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key_sha256"], name="accounts_usersession_once")]
        indexes = [models.Index(fields=["user", "last_seen_at"], name="accounts_usersession_user")]

    def __str__(self) -> str:
        return self.device

    @property
    def device(self) -> str:
        """In words: `Firefox di Windows`."""
        if self.browser and self.system:
            return _("%(browser)s di %(system)s") % {"browser": self.browser, "system": self.system}
        return self.browser or self.system or _("Perangkat yang tidak dikenali")


class ActivationLetter(Row):
    """A letter on paper that opens an employee's account once; its code is stored only as a keyed hash."""

    employee_id = models.UUIDField()
    name = models.TextField()
    printed_by_name = models.TextField()
    printed_on = models.DateField()
    expires_on = models.DateField()  # the first day on which the code no longer works
    code_hmac = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)  # wrong codes so far
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee_id"],
                condition=models.Q(used_at=None, replaced_at=None),
                name="accounts_activationletter_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        """The last day on which the code works."""
        return self.expires_on - timedelta(days=1)
