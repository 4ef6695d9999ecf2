"""Every task names whose it is; anything else does not run."""

from collections.abc import Callable

import pytest
from celery import shared_task
from celery.exceptions import Reject
from django.db import connection
from django.utils import timezone
from django_tenants.utils import get_public_schema_name

from merit.celery import app
from tenant_apps.organisation.models import Government
from tenants.partnerships.models import Agreement
from tenants.regions import tasks
from tenants.regions.services import inside
from tenants.regions.task_bases import HostTask, RegionTask
from tests.tenants.regions.test_asking_for_a_region import ask


@shared_task(base=RegionTask, name="tests.region_task")
def region_task(schema_name: str) -> tuple[str, str]:
    return schema_name, connection.schema_name


@shared_task(base=RegionTask, name="tests.zone_task")
def zone_task(schema_name: str) -> str:
    return timezone.get_current_timezone_name()


@shared_task(base=HostTask, name="tests.host_task")
def host_task(schema_name: str) -> tuple[str, str]:
    return schema_name, connection.schema_name


def test_a_task_runs_where_it_belongs(regions: None) -> None:
    assert region_task("north") == ("north", "north")
    assert host_task("public") == ("public", "public")
    assert connection.schema_name == get_public_schema_name()


def test_today_is_the_regions_own(regions: None) -> None:
    with inside("north"):
        Government.objects.update(time_zone="Asia/Jayapura")  # as its administrator sets it
    assert zone_task("north") == "Asia/Jayapura"
    assert zone_task("south") == "Asia/Jakarta"
    with inside("north"):
        assert timezone.get_current_timezone_name() == "Asia/Jayapura"
    before = timezone.get_current_timezone_name()
    with timezone.override("Asia/Makassar"), inside("north"):
        pass
    assert timezone.get_current_timezone_name() == before


@pytest.mark.parametrize("name", ["public", "", "nowhere", "north; DROP"])
def test_a_region_task_without_an_active_region_is_rejected(regions: None, name: str) -> None:
    with pytest.raises(Reject):
        region_task(name)


def test_a_region_task_of_a_region_being_prepared_is_rejected(agree: Callable[..., Agreement]) -> None:
    ask(agree())
    with pytest.raises(Reject):
        region_task("magelang")


@pytest.mark.parametrize("name", ["north", "", "nowhere"])
def test_a_host_task_refuses_every_region(regions: None, name: str) -> None:
    with pytest.raises(Reject):
        host_task(name)
    with pytest.raises(Reject):
        tasks.provision(name, "0190d9f0-0000-7000-8000-000000000000")


def test_a_task_without_a_base_of_its_own_is_a_regions(regions: None) -> None:
    @app.task(name="tests.plain_task")
    def plain_task(schema_name: str) -> str:
        return schema_name

    with pytest.raises(Reject):
        plain_task("public")
