"""How the accounts' tests enter a region, make people, and read their letters."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django_tenants.utils import schema_context, tenant_context

from shared_apps.accounts.models import Appointment, User
from tenants.regions.models import Region
from tests.cast import TODAY

PASSWORD = "Sawah-Luas-7-Petak"


@contextmanager
def inside(name: str) -> Iterator[None]:
    """A region as requests and provisioning open it: with its row, so with its address."""
    with schema_context("public"):
        region = Region.objects.prefetch_related("domains").get(schema_name=name)
    with tenant_context(region):
        yield


def account(email: str, *, name: str = "Sari Wulandari", role: str = "", employee_id: UUID | None = None) -> User:
    """An account in the open schema."""
    user = User(email=email, name=name, employee_id=employee_id)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role:
        Appointment.objects.create(user=user, role=role, starts_on=TODAY, given_by_name="Uji")
    return user


def sign_in(browser: Client, login: str, password: str = PASSWORD) -> str:
    """Where the sign-in page sends the person; "" when it stays."""
    answer = browser.post("/masuk/", {"login": login, "password": password})
    return answer.headers.get("Location", "")


def code_now(secret: str, *, steps: int = 0) -> str:
    """What the authenticator app shows, some steps of thirty seconds away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def link_in(letter: str) -> str:
    """The address of the invitation in a letter."""
    found = re.search(r"http://\S+(/undangan/\S+/)", letter)
    assert found, letter
    return found.group(1)
