"""How near an import of people comes to PostgreSQL's own COPY of the rows it ends with."""

import tempfile
from pathlib import Path

from merit.bench import figures, ground
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import administer, say
from shared_apps.sheets.tables import Table
from tenants.regions import services

GOALS = {"import_over_copy": Goal("at_most", 1.5)}
TABLES = (
    "people_employee",
    "people_searchname",
    "people_nameword",
    "people_employeenumber",
    "people_assignment",
    "people_employeegrade",
)


def measure(*, administrator_url: str, schema: str, twin: str, table: Table, rounds: int) -> Report:
    """The region is left with its people; the twin only lends its tables with the same indexes to the floor."""
    say(f"Import: rounds of {len(table.lines) - 1} people and of COPY")
    people = len(table.lines) - 1
    with services.inside(schema), tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o777)
        ground.import_people(table)
        _copy_out(administrator_url, schema, folder)
        found = figures.interleaved(
            {
                "copy": Contender(
                    lambda: _copy_in(administrator_url, twin, folder),
                    before=lambda: _empty(administrator_url, twin),
                ),
                "import": Contender(
                    lambda: ground.import_people(table), before=lambda: _empty(administrator_url, schema)
                ),
            },
            rounds=rounds,
        )
    middle = figures.medians(found)
    return Report(
        benchmark="import",
        ratios={"import_over_copy": middle["import"] / middle["copy"]},
        goals=GOALS,
        facts={"people": people, "rounds": rounds, "seconds": middle},
    )


def _copy_out(administrator_url: str, schema: str, folder: str) -> None:
    administer(administrator_url, *(f"COPY \"{schema}\".{table} TO '{folder}/{table}'" for table in TABLES))


def _copy_in(administrator_url: str, schema: str, folder: str) -> None:
    copies = (f"COPY \"{schema}\".{table} FROM '{folder}/{table}'" for table in TABLES)
    administer(administrator_url, "; ".join(copies))


def _empty(administrator_url: str, schema: str) -> None:
    tables = ", ".join(f'"{schema}".{table}' for table in TABLES)  # the words of names point at nobody
    administer(administrator_url, f"TRUNCATE {tables} CASCADE")
