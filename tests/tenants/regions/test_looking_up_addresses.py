"""The way from a host name to its region: one statement, always asked, never remembered."""

from django.test import Client
from django_tenants.utils import schema_context
from pytest_django import DjangoAssertNumQueries

from tenants.regions.addresses import region_at
from tenants.regions.models import Domain, Region


def test_an_address_is_looked_up_by_one_statement(
    regions: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region_at("north.localhost")
    with django_assert_num_queries(1):
        found = region_at("south.localhost")
    assert found is not None
    assert (found.schema_name, found.primary_domain, found.is_current) == ("south", "south.localhost", True)
    with django_assert_num_queries(1):
        assert region_at("nobody.localhost") is None


def test_the_row_is_the_one_the_manager_reads(regions: None) -> None:
    with schema_context("public"):
        for region in Region.objects.exclude(domains=None):
            found = region_at(region.primary_domain)
            assert found == region
            for field in Region._meta.concrete_fields:
                assert getattr(found, field.attname) == getattr(region, field.attname), field
            assert found.primary_domain == region.primary_domain
            assert found.has_moved is False


def test_what_the_host_changes_holds_for_the_next_request(regions: None) -> None:
    assert Client(HTTP_HOST="north.localhost").get("/masuk/").status_code == 200
    with schema_context("public"):
        Domain.objects.filter(domain="north.localhost").update(domain="utara.localhost")
    assert Client(HTTP_HOST="north.localhost").get("/masuk/").status_code == 404
    assert Client(HTTP_HOST="utara.localhost").get("/masuk/").status_code == 200
    with schema_context("public"):
        Region.objects.filter(schema_name="north").update(state=Region.State.PREPARING)
    assert Client(HTTP_HOST="utara.localhost").get("/masuk/").status_code == 404


def test_a_name_that_stands_in_the_statement_is_no_way_in(regions: None) -> None:
    assert region_at("address.invalid") is None
    assert region_at("preparing") is None
