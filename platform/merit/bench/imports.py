"""How near an import of people comes to PostgreSQL's own COPY of the rows it ends with."""

import resource
import tempfile
import time
from pathlib import Path

from django.db import models, transaction

from merit.bench import figures, ground
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import administer, say
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber, SearchName
from tenants.regions import services

GOALS = {
    "import_over_copy": Goal("at_most", 1.5),
    "xlsx_over_copy": Goal("at_most", 2.5),
    "create_over_import": Goal("at_least", 20),
    "megabytes": Goal("at_most", 512),
}
MANY = 2000  # from so many people on only a tenth of them is created one by one
TABLES = (
    "people_employee",
    "people_searchname",
    "people_nameword",
    "people_employeenumber",
    "people_assignment",
    "people_employeegrade",
)


def measure(*, administrator_url: str, schema: str, twin: str, table: Table, book: bytes, rounds: int) -> Report:
    """The region is left with its people; the twin only lends its tables with the same indexes to the floor.

    `table` is the sheet as read from CSV, `book` the same people as xlsx, which is read in the child each time.
    """
    people = len(table.lines) - 1
    say(f"Import: rounds of {people} people, as CSV and as xlsx, and of COPY")
    with services.inside(schema), tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o777)
        ground.import_people(table)
        _copy_out(administrator_url, schema, folder)
        one_by_one = _one_by_one(administrator_url, schema)
        found = figures.interleaved(
            {
                "copy": Contender(
                    lambda: _copy_in(administrator_url, twin, folder),
                    before=lambda: _empty(administrator_url, twin),
                ),
                "import": Contender(
                    lambda: ground.import_people(table), before=lambda: _empty(administrator_url, schema)
                ),
                "xlsx": Contender(
                    lambda: ground.import_people(reader.read(book, name="pegawai.xlsx")),
                    before=lambda: _empty(administrator_url, schema),
                ),
            },
            rounds=rounds,
        )
    middle = figures.medians(found) | {"create": one_by_one}
    return Report(
        benchmark="import",
        ratios={
            "import_over_copy": middle["import"] / middle["copy"],
            "xlsx_over_copy": middle["xlsx"] / middle["copy"],
            "create_over_import": one_by_one / middle["import"],
            "megabytes": _megabytes(),
        },
        goals=GOALS,
        facts={"people": people, "rounds": rounds, "seconds": middle},
    )


def _one_by_one(administrator_url: str, schema: str) -> float:
    """Seconds that `create()` takes for the same rows in one transaction: a tenth of the people, ten times."""
    share = 10 if Employee.objects.count() >= MANY else 1
    people = list(Employee.objects.order_by("id")[: Employee.objects.count() // share])
    rows: list[models.Model] = [*people]
    for model in (SearchName, EmployeeNumber, EmployeeGrade):
        rows += model._default_manager.filter(employee__in=people)
    chairs = Assignment.objects.filter(employee__in=people)
    rows += chairs.filter(superior_override=None)  # the others may lean on people who are left out here
    _empty(administrator_url, schema)
    say(f"Import: {len(rows)} rows one by one")
    began = time.perf_counter()
    with transaction.atomic():
        for row in rows:
            row.save(force_insert=True)
    return (time.perf_counter() - began) * share


def _megabytes() -> float:
    """The most memory that this process and the child that reads sheets have held."""
    held = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return held / 1024


def _copy_out(administrator_url: str, schema: str, folder: str) -> None:
    administer(administrator_url, *(f"COPY \"{schema}\".{table} TO '{folder}/{table}'" for table in TABLES))


def _copy_in(administrator_url: str, schema: str, folder: str) -> None:
    copies = (f"COPY \"{schema}\".{table} FROM '{folder}/{table}'" for table in TABLES)
    administer(administrator_url, "; ".join(copies))


def _empty(administrator_url: str, schema: str) -> None:
    tables = ", ".join(f'"{schema}".{table}' for table in TABLES)  # the words of names point at nobody
    administer(administrator_url, f"TRUNCATE {tables} CASCADE")
