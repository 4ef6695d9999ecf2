"""North with its people; accounts and browsers for some of them."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from tests.shared_apps.accounts.scene import account, inside
from tests.tenant_apps.people.people import id_of, settle

Account = Callable[..., User]


@pytest.fixture
def north(regions: None) -> Iterator[None]:
    """Inside north, settled."""
    with inside("north"):
        settle()
        yield


@pytest.fixture
def user(north: None) -> Account:
    """An account of an employee by NIP, or of somebody by role."""

    def make(number: str = "", *, role: str = "") -> User:
        name = f"Akun {number or role}"
        email = f"{number or role}@north.example.id"
        return account(email, name=name, role=role, employee_id=id_of(number) if number else None)

    return make


def browser(user: User) -> Client:
    """A browser in which somebody is signed in."""
    with schema_context("north"):
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(user)
    return client
