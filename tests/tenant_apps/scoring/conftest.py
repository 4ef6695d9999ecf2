"""A region with people and an open period."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context, tenant_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring.models import Period
from tenants.regions.models import Region
from tests.tenant_apps.scoring import cast


@pytest.fixture
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both templates, committed: a region's login sees only what the host has committed."""
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        cast.publish_templates()
        yield
        connection.set_schema_to_public()
        TemplateVersion.objects.all().delete()


@pytest.fixture
def at_north(published: None, regions: None) -> Iterator[None]:
    """The host has published; inside north as a request is, which knows the region's addresses."""
    with schema_context("public"):
        region = Region.objects.prefetch_related("domains").get(schema_name="north")
    with tenant_context(region):
        yield


@pytest.fixture
def admin(period: Period) -> Client:
    """The browser of the personnel agency."""
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(cast.account(role="personnel_admin"))
    return client


@pytest.fixture
def city(published: None, regions: None) -> Iterator[None]:
    """The host has published, the region has people."""
    with schema_context("north"):
        cast.people_come()
        yield


@pytest.fixture
def period(city: None) -> Period:
    """An open period without schemes."""
    return cast.year()


@pytest.fixture
def scored(period: Period) -> Period:
    """A period in which both schemes are adopted."""
    cast.adopt_both(period)
    return period
