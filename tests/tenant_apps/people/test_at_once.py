"""Two administrators at the same moment, with commits and real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from tenant_apps.organisation.models import StructureVersion
from tenant_apps.people.models import Employee
from tenants.regions.services import inside
from tests.tenant_apps.people.people import PEOPLE, person, settle, take

ROWS = [*PEOPLE, *(person(f"19910909201609{number:04}", f"Orang {number}", "SETDA") for number in range(50))]


@pytest.mark.usefixtures("real_logins")
def test_the_same_sheet_twice_at_once_is_taken_once() -> None:
    with inside("north"):
        settle()

    def work(_turn: int) -> tuple[int, int]:
        try:
            with inside("north"):
                made = take(*ROWS, day=date(2026, 6, 1))
                return made.new, made.same
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        counts = sorted(threads.map(work, range(2)))
    assert counts == [(0, 58), (50, 8)]
    with schema_context("north"):
        assert Employee.objects.count() == 58
        assert StructureVersion.objects.count() == 1
    with schema_context("south"):
        assert Employee.objects.count() == 0
