"""A region with people and work in it, everything committed; and who may change its life."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from tenants.regions.models import Region
from tests.shared_apps.accounts.scene import account
from tests.tenants.conftest import at_host, host_user


@dataclass
class Scene:
    """North, its people, and the host's operator."""

    operator: User
    administrator: User
    auditor: User
    region: Region

    def browser(self, user: User | None = None, host: str = "north.localhost") -> Client:
        """Somebody of north."""
        client = Client(HTTP_HOST=host)
        if user is not None:
            with schema_context("north"):
                client.force_login(user)
        return client

    @property
    def console(self) -> Client:
        """The operator at the host."""
        return at_host(self.operator)

    def state(self) -> str:
        """The state the row says."""
        with schema_context("public"):
            return str(Region.objects.get(id=self.region.id).state)


def make() -> Scene:
    """The people, with their accounts."""
    operator = host_user()
    region = Region.objects.get(schema_name="north")
    with schema_context("north"):
        administrator = account("admin.utara@example.id", name="Ratna Andini", role="personnel_admin")
        auditor = account("auditor.utara@example.id", name="Bagus Pemeriksa", role="auditor")
    return Scene(operator, administrator, auditor, region)


@pytest.fixture
def scene(real_logins: None) -> Scene:
    """Everything committed, grants are real."""
    return make()


@pytest.fixture
def rolled(regions: None) -> Scene:
    """The same in a transaction that is rolled back: the owner's part is only asked for."""
    return make()
