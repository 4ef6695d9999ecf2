"""Tables of the ways in: sessions as their owner sees them. `models` names them, so that Django finds them."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.rows import Row

OWN_WAYS: dict[str, Promise] = {"password": gettext_lazy("kata sandi"), "passkey": gettext_lazy("kunci sandi")}


class UserSession(Row):
    """A sign-in that lasts, for the list its owner sees; the session's key is stored only as its SHA-256."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key_sha256 = models.BinaryField(max_length=32)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=60, blank=True, default="", db_default="")  # of OWN_WAYS, or a provider's name
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

    @property
    def way_in(self) -> str:
        """By what the person came in, in words; "" where it was not noted."""
        return str(OWN_WAYS.get(self.way, self.way))


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


class IdentityProvider(Row):
    """Where people of this government sign in besides here: an OpenID Connect provider its administrators named."""

    class NamedBy(models.TextChoices):
        """By what the provider's answer says which account is meant."""

        EMAIL = "email", gettext_lazy("Surel yang sudah diperiksa penyedia")
        NUMBER = "number", gettext_lazy("NIP")

    name = models.CharField(max_length=60)  # on the button
    issuer = models.TextField()  # as the provider writes it: its discovery lies below this address
    client_id = models.TextField()
    client_secret = models.TextField(blank=True, default="", db_default="")  # sealed; "" where it stayed behind
    named_by = models.CharField(max_length=10, choices=NamedBy.choices)
    claim = models.CharField(max_length=60)  # under which name the NIP stands in the answer
    is_on = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True, blank=True)  # when its discovery was last found in order

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="accounts_identityprovider_name_once")]

    def __str__(self) -> str:
        return self.name


class LinkedIdentity(Row):
    """Which identity at a provider entered an account first; from then on no other one does."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+", db_index=False)
    subject = models.TextField()  # the provider's own key of the person, at most 255 characters
    linked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # its owner wants nobody in this way

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="accounts_linkedidentity_subject_once"),
            models.UniqueConstraint(fields=["user", "provider"], name="accounts_linkedidentity_user_once"),
        ]

    def __str__(self) -> str:
        return self.subject
