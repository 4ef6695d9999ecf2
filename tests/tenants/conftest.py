"""The host's people, browsers at the host's address, and agreements not yet used."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from tenants.partnerships import services
from tenants.partnerships.models import Agreement
from tests.cast import OPERATOR, TODAY

TERMS: dict[str, Any] = {
    "number": "120.23/PKS-41/2026",
    "region_code": "33.71",
    "host_party": "Pemerintah Provinsi Jawa Barat",
    "partner_party": "Pemerintah Kota Magelang",
    "signed_on": date(2026, 10, 1),
    "starts_on": date(2026, 11, 1),
    "ends_on": date(2031, 11, 1),
    "modules": ["performance", "talent"],
    "employee_quota": 4_000,
}


def record(**changes: Any) -> Agreement:
    """An agreement through the real service."""
    return services.record_agreement(**{**TERMS, **changes}, actor=OPERATOR, day=TODAY)


def host_user(name: str = "Dadan Koswara", *, operator: bool = True) -> User:
    """Somebody with an account at the host."""
    with schema_context("public"):
        user = User.objects.create(email=f"{name.split()[0].lower()}@jabar.example.id", name=name)
        if operator:
            accounts.appoint(user=user, role="host_operator", day=date(2026, 1, 2), actor=OPERATOR)
    return user


def at_host(user: User | None = None) -> Client:
    """A browser at the host's address, signed in as the user."""
    browser = Client(HTTP_HOST="host.localhost")
    if user is not None:
        with schema_context("public"):
            browser.force_login(user)
    return browser


@pytest.fixture
def agree(regions: None) -> Callable[..., Agreement]:
    """Records agreements."""
    return record


@pytest.fixture
def operator(regions: None) -> User:
    """A host operator."""
    return host_user()


@pytest.fixture
def console(operator: User) -> Client:
    """The operator's browser."""
    return at_host(operator)
