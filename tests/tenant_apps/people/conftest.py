"""North with its people; accounts for some of them."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django_tenants.utils import schema_context, tenant_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Appointment, User
from tenants.regions.models import Region
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import START, client_of, id_of, settle, unit

Account = Callable[..., User]


@pytest.fixture
def north(regions: None) -> Iterator[None]:
    """Inside north, settled."""
    with schema_context("north"):
        settle()
        yield


@pytest.fixture
def at_north(regions: None) -> Iterator[None]:
    """The same as a request is inside, which knows the region's addresses."""
    with schema_context("public"):
        region = Region.objects.prefetch_related("domains").get(schema_name="north")
    with tenant_context(region):
        settle()
        yield


@pytest.fixture
def admin(at_north: None) -> Client:
    """The browser of the personnel agency."""
    return client_of(role="personnel_admin")


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


@pytest.fixture
def manager(account: Account) -> User:
    """The personnel administrator of BKPSDM alone."""
    user = account()
    accounts.appoint(user=user, role="agency_admin", unit_id=unit("BKPSDM"), day=START, actor=OPERATOR)
    return user
