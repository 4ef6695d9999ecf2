"""How near an import of people comes to PostgreSQL's own COPY of the rows it ends with.

The floor is a bare `COPY … FROM STDIN`, table by table in one transaction under the region's own login, of texts that
were made before: the same rows into the same six tables of a second region, with the indexes, foreign keys and the
audit's triggers that the product has there. It reads no sheet, checks nothing, finds nobody and knows every key.
"""

from django.db import connection, models, transaction

from merit.bench import figures, ground, importer
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import administer, say
from shared_apps.audit.acting import acting
from shared_apps.rows import new_id
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber, NameWord, SearchName
from tenants.regions import services

GOALS = {
    "import_over_copy": Goal("at_most", 1.5),
    "xlsx_over_copy": Goal("at_most", 2.5),
    "create_over_import": Goal("at_least", 20),
    "megabytes": Goal("at_most", 512),
}
MANY = 2000  # from so many people on only a tenth of them is created one by one
TABLES = tuple(
    model._meta.db_table
    for model in (Employee, SearchName, NameWord, EmployeeNumber, Assignment, EmployeeGrade)
)  # fmt: skip


def measure(
    *, administrator_url: str, schema: str, twin: str, table: Table, files: tuple[bytes, bytes], rounds: int
) -> Report:
    """The region is left with its people; the twin only lends its tables with the same indexes to the floor.

    `table` is the sheet as read, `files` the same as CSV and as xlsx, which is read in the child each time.
    """
    people = len(table.lines) - 1
    say(f"Import: rounds of {people} people, as CSV and as xlsx, and of COPY")
    csv, xlsx = files
    with services.inside(schema):
        _empty(administrator_url, schema)
        ground.import_people(table)
        texts = _texts()
        one_by_one = _one_by_one(administrator_url, schema)
        found = figures.interleaved(
            {
                "copy": Contender(lambda: _copy_in(twin, texts), before=lambda: _empty(administrator_url, twin)),
                "import": Contender(
                    lambda: ground.import_people(table), before=lambda: _empty(administrator_url, schema)
                ),
                "reading": Contender(lambda: reader.read(csv, name="pegawai.csv")),
                "xlsx": Contender(
                    lambda: ground.import_people(reader.read(xlsx, name="pegawai.xlsx")),
                    before=lambda: _empty(administrator_url, schema),
                ),
            },
            rounds=rounds,
        )
    _empty(administrator_url, schema)
    held = importer.megabytes(schema, xlsx)
    return _report(figures.medians(found) | {"create": one_by_one}, held, people, rounds)


def _report(middle: dict[str, float], held: float, people: int, rounds: int) -> Report:
    return Report(
        benchmark="import",
        ratios={
            "import_over_copy": middle["import"] / middle["copy"],
            "import_and_reading_over_copy": (middle["import"] + middle["reading"]) / middle["copy"],
            "xlsx_over_copy": middle["xlsx"] / middle["copy"],
            "create_over_import": middle["create"] / middle["import"],
            "megabytes": held,
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
    return figures.seconds_of(lambda: _create(rows)) * share


@transaction.atomic
def _create(rows: list[models.Model]) -> None:
    for row in rows:
        row.save(force_insert=True)


def _texts() -> dict[str, bytes]:
    """The rows of every table of the open region as COPY writes and reads them."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f'COPY "{table}" TO STDOUT') as stream:
                found[table] = b"".join(bytes(block) for block in stream)
    return found


def _copy_in(schema: str, texts: dict[str, bytes]) -> None:
    who = acting(request_id=new_id(), who=lambda: (ground.BENCH.id, ground.BENCH.name))
    with services.inside(schema), transaction.atomic(), who, connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{TABLES[0]}" IN SHARE ROW EXCLUSIVE MODE')  # tells the audit who it is
        for table, text in texts.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as stream:
                stream.write(text)


def _empty(administrator_url: str, schema: str) -> None:
    tables = ", ".join(f'"{schema}".{table}' for table in TABLES)  # the words of names point at nobody
    administer(administrator_url, f"TRUNCATE {tables} CASCADE")
