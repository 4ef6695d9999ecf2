"""North as a small government with two quarters of results."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.scoring_templates.models import TemplateVersion
from tests.tenant_apps.scoring.cast import publish_templates
from tests.tenant_apps.workspace import town

SignedIn = Callable[..., Client]


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both templates, committed: a region's login sees only what the host has committed."""
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        publish_templates()
    yield
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        TemplateVersion.objects.all().delete()


@pytest.fixture
def north(published: None, regions: None) -> Iterator[None]:
    """Inside north, settled and scored."""
    with schema_context("north"):
        town.settle()
        yield


@pytest.fixture
def as_(north: None) -> SignedIn:
    """A browser signed in as an employee by NIP, or as somebody by role."""
    return lambda nip="", role="": town.browser(town.account(nip, role=role))
