"""North with its people; accounts for some of them."""

from collections.abc import Callable, Iterator

import pytest
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Appointment, User
from tests.tenant_apps.people.people import START, id_of, settle

Account = Callable[..., User]


@pytest.fixture
def north(regions: None) -> Iterator[None]:
    """Inside north, settled."""
    with schema_context("north"):
        settle()
        yield


@pytest.fixture
def account(regions: None) -> Account:
    """An account in the open region: of an employee by NIP, by role, or of nobody in particular."""

    def make(number: str = "", *, role: str = "") -> User:
        user = User.objects.create(
            email=f"{number or role or 'tamu'}@north.example.id",
            name=f"Akun {number or role}",
            employee_id=id_of(number) if number else None,
        )
        if role:
            Appointment.objects.create(user=user, role=role, starts_on=START, given_by_name="Uji")
        return user

    return make
