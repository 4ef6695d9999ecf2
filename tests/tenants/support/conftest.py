"""A grant from the request to the database login, with everything committed and the real tasks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.support import services as region_side
from shared_apps.support.models import Grant
from shared_apps.support.rules import Room
from tenants.regions.database import roles, support_roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import support_login_of
from tenants.regions.models import Region
from tenants.support import services, tasks
from tenants.support.models import Request
from tests.shared_apps.accounts.scene import account, inside
from tests.tenants.conftest import at_host, host_user

EVERYTHING = tuple(str(room) for room in Room)
REASON = "Skor triwulan III tidak muncul di dasbor"


def tend() -> None:
    """The owner's worker comes by."""
    tasks.tend("public")


def broken(region: str | None = None) -> list[tuple[str, str]]:
    """What the catalogue proof says."""
    with schema_context("public"), as_owner():
        return roles.broken_promises(region)


@dataclass
class Scene:
    """North, its people, and the host's operator."""

    operator: User
    administrator: User
    auditor: User
    region: Region

    def ask(self, *, rooms: tuple[str, ...] = ("people", "organisation"), hours: int = 2) -> Request:
        """The operator asks."""
        with schema_context("public"):
            return services.ask(
                region_id=self.region.id,
                reason=REASON,
                rooms=rooms,
                hours=hours,
                actor=self.operator,
                at=timezone.now(),
                day=timezone.localdate(),
            )

    def approve(self, request: Request, *, hours: int = 1, rooms: tuple[str, ...] = EVERYTHING) -> Grant:
        """The region's administrator lets them."""
        now = timezone.now()
        with inside("north"):
            return region_side.approve(
                grant_id=request.id,
                hours=hours,
                rooms=rooms,
                actor=self.administrator,
                at=now,
                day=timezone.localdate(),
            )

    def given(self, **asked: Any) -> Request:
        """Asked, approved, and the login stands."""
        request = self.ask(**asked)
        self.approve(request)
        tend()
        with schema_context("public"):
            request.refresh_from_db()
        return request

    def browser(self, user: User | None = None) -> Client:
        """Somebody of north."""
        client = Client(HTTP_HOST="north.localhost")
        if user is not None:
            with schema_context("north"):
                client.force_login(user)
        return client

    def supporter(self, request: Request) -> Client:
        """The operator, walked in through the door of the host's page."""
        page = at_host(self.operator).post(f"/daerah/{self.region.id}/dukungan/{request.id}/masuk/")
        found = re.search(r'href="http://north\.localhost(/dukungan/masuk/[^"]+/)"', page.content.decode())
        assert found is not None, page.content.decode()
        client = self.browser()
        assert client.get(found.group(1)).status_code == 200
        answer = client.post(found.group(1))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/dukungan/sesi/")
        return client


@pytest.fixture
def scene(real_logins: None) -> Iterator[Scene]:
    """Everything is committed; no support login stays behind."""
    operator = host_user()
    region = Region.objects.get(schema_name="north")
    with schema_context("north"):
        administrator = account("admin.utara@example.id", name="Ratna Andini", role="personnel_admin")
        auditor = account("auditor.utara@example.id", name="Bagus Pemeriksa", role="auditor")
    yield Scene(operator, administrator, auditor, region)
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    with as_owner():
        for role in support_roles.standing():
            support_roles.drop_support(role)


@contextmanager
def as_supporter(grant_id: UUID) -> Iterator[psycopg.Connection[Any]]:
    """A raw connection with the grant's own password."""
    database = connection.settings_dict
    address = {"host": database["HOST"], "port": database["PORT"] or None, "dbname": database["NAME"]}
    raw = psycopg.connect(**{**address, **support_login_of(grant_id)._asdict()}, autocommit=True)
    try:
        yield raw
    finally:
        raw.close()
