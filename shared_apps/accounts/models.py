"""Accounts of one government: its users, what they are appointed to, invitations and tokens of the API.

The tables exist in every schema. A user of one region, or of the host, is never a user of another.
"""

from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.addresses import open_schema
from shared_apps.accounts.models_ways_in import ActivationLetter, IdentityProvider, LinkedIdentity, UserSession
from shared_apps.accounts.rules import BOUNDED_ROLES, LENT_ROLES, Role
from shared_apps.rows import Row

__all__ = [
    "ROLE_NAMES",
    "ActivationLetter",
    "ApiToken",
    "Appointment",
    "IdentityProvider",
    "Invitation",
    "LinkedIdentity",
    "User",
    "UserSession",
    "address_of_nobody",
]

NO_ADDRESS = "@tanpa-surel.invalid"  # .invalid (RFC 2606) reaches nobody

ROLE_NAMES = {
    Role.HOST_OPERATOR: _("Pengelola penyelenggara"),
    Role.PERSONNEL_ADMIN: _("Administrator kepegawaian"),
    Role.REGIONAL_HEAD: _("Kepala daerah"),
    Role.AUDITOR: _("Pemeriksa"),
    Role.AGENCY_ADMIN: _("Administrator kepegawaian perangkat daerah"),
    Role.COMMITTEE_MEMBER: _("Anggota komite talenta"),
    Role.DATA_PROTECTION_OFFICER: _("Pejabat pelindungan data pribadi"),
    Role.DISCIPLINE_READER: _("Pembaca data disiplin"),
    Role.HEALTH_READER: _("Pembaca data kesehatan"),
    Role.SUPPORT: _("Pendukung dari penyelenggara"),
}


class User(Row, AbstractBaseUser):
    """Someone who may sign in here. There is no superuser and no staff flag: power comes from an appointment."""

    email = models.EmailField()
    name = models.TextField()
    employee_id = models.UUIDField(null=True, blank=True)  # no foreign key: people is a higher room
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # the last time; sessions from before end for good
    language = models.CharField(
        max_length=2, choices=[("id", "Bahasa Indonesia"), ("en", "English")], default="", blank=True
    )  # empty: not chosen, so the region's
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()
    lent_roles: frozenset[Role] = frozenset()  # of a viewer without a row: instead of appointments, for one request

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="accounts_user_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_user_email_lower"),
            models.UniqueConstraint(fields=["employee_id"], name="accounts_user_employee_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_paper(self) -> bool:
        """Whether its holder has no e-mail: opened by a letter, signed in to by NIP."""
        return self.email.endswith(NO_ADDRESS)

    @property
    def shown_email(self) -> str:
        """The address for people to read; "" where there is none."""
        return "" if self.is_of_paper else self.email

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Django's hash of the password with the schema in its salt: a session is worth nothing elsewhere.

        Nor is one from before the account was closed, when it is opened again.
        """
        salt = f"shared_apps.accounts.session:{open_schema()}"
        if self.closed_at:
            salt += f":{self.closed_at.isoformat()}"
        return salted_hmac(salt, self.password, secret=secret, algorithm="sha256").hexdigest()


def address_of_nobody(employee_id: UUID) -> str:
    """What stands in the place of an address, since libraries want one: unique, and mail for it goes nowhere."""
    return f"{employee_id}{NO_ADDRESS}"


class Appointment(Row):
    """A role given to a user from a day on: for the whole government, or a bounded one for an agency's subtree."""

    agency: str | Promise = ""  # its name, where a query has read it

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments", db_index=False)
    role = models.CharField(max_length=30)
    unit_id = models.UUIDField(null=True, blank=True)  # the agency of a bounded role; organisation is a higher room
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the first day on which it no longer holds
    given_by_name = models.TextField()
    ended_by_name = models.TextField(blank=True, default="", db_default="")  # who ended it before its time

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_appointment_order",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[str(role) for role in Role if role not in LENT_ROLES]),
                name="accounts_appointment_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[str(role) for role in sorted(BOUNDED_ROLES)], unit_id__isnull=False)
                | ~models.Q(role__in=[str(role) for role in sorted(BOUNDED_ROLES)]) & models.Q(unit_id=None),
                name="accounts_appointment_unit",
            ),
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="accounts_appointment_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def role_name(self) -> str:
        """The role in words."""
        return str(ROLE_NAMES[Role(self.role)])

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None where it goes on until somebody ends it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


class Invitation(Row):
    """An address invited to open an account; the link's token is stored only as its SHA-256."""

    agency: str | Promise = ""  # its name, where a query has read it

    email = models.EmailField()
    name = models.TextField()
    role = models.CharField(max_length=30, blank=True)
    unit_id = models.UUIDField(null=True, blank=True)  # as in the appointment that follows, and so are both days
    role_starts_on = models.DateField(null=True, blank=True)  # null: the day on which it is accepted
    role_ends_on = models.DateField(null=True, blank=True)
    employee_id = models.UUIDField(null=True, blank=True)
    invited_by_name = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_on = models.DateField()
    expires_on = models.DateField()  # the first day on which the link no longer works
    sent_at = models.DateTimeField(null=True, blank=True)  # when its letter left; null: to be sent
    accepted_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    token_sha256 = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_sha256"], name="accounts_invitation_token_once"),
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at=None, replaced_at=None),
                name="accounts_invitation_open_once",
            ),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_invitation_email_lower"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def last_day(self) -> date:
        """The last day on which the link works."""
        return self.expires_on - timedelta(days=1)

    @property
    def role_name(self) -> str:
        """The role in words; an invited employee has none."""
        return str(ROLE_NAMES[Role(self.role)]) if self.role else ""


class ApiToken(Row):
    """A bearer token of the API, stored as its SHA-256; it lives in one schema and is unknown in every other."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.TextField()
    token_sha256 = models.BinaryField(max_length=32)
    scopes = ArrayField(models.TextField())
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_sha256"], name="accounts_apitoken_once")]
        indexes = [models.Index(fields=["user", "created_at"], name="accounts_apitoken_user")]

    def __str__(self) -> str:
        return self.name
