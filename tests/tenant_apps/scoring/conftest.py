"""A region with people and an open period."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring.models import Period
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
