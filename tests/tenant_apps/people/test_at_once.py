"""Two administrators at the same moment, with commits and real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError
from tenant_apps.organisation import services as organisation
from tenant_apps.organisation.models import StructureVersion
from tenant_apps.people.models import Employee
from tenants.regions.services import inside
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import PEOPLE, person, settle, take, unit

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


@pytest.mark.usefixtures("real_logins")
def test_the_same_unit_twice_at_once_is_added_once_and_refused_in_words() -> None:
    with inside("north"):
        settle()
        root = unit("PEM")

    def work(_turn: int) -> str:
        try:
            with inside("north"):
                organisation.add_unit(
                    parent_id=root,
                    code="DISDIK",
                    name="Dinas Pendidikan",
                    unit_type="department",
                    effective_from=date(2026, 6, 1),
                    decree="Perwal 2",
                    actor=OPERATOR,
                )
                return "added"
        except ConflictError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(work, range(2))) == ["added", "unit_code_taken"]
