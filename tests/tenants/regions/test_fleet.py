"""One act migrates all regions: in waves, planned once, one transaction each; another version answers 503."""

# ruff: noqa: S608  names of schemas are the test's own

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celery.exceptions import Reject
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError
from tenants.regions import services, tasks
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import owner_login
from tenants.regions.fleet import base_schema, catalogue, plan, status, transactions, versions, waves
from tenants.regions.models import Region
from tenants.regions.rules import BASE_SCHEMA
from tests.tenants.conftest import record
from tests.tenants.regions.test_asking_for_a_region import ask
from tests.tenants.regions.test_base_schema import execute, rows

NEXT = """
from django.db import migrations, models
{code}

class Migration(migrations.Migration):
    dependencies = [("organisation", "{after}")]
    operations = [{operations}]
"""
COLUMN = """
migrations.AddField("government", "motto", models.TextField(default="a'b %s;")),
migrations.AddIndex("unit", models.Index(fields=["code", "name"], name="organisation_unit_extra")),
"""
Bring = Callable[..., None]


@pytest.fixture
def bring(real_logins: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bring]:
    """Code of a later version: the organisation has one more migration."""
    folder = tmp_path / "later_migrations"
    folder.mkdir()
    (folder / "__init__.py").touch()
    names = sorted(name for label, name in versions.on_disk() if label == "organisation")
    for name in names:
        (folder / f"{name}.py").write_text(
            f"from tenant_apps.organisation.migrations.{name.join(['', ''])} import *\n"
        )
        source = Path(sys.modules["tenant_apps.organisation"].__path__[0]) / "migrations" / f"{name}.py"
        (folder / f"{name}.py").write_text(source.read_text())
    monkeypatch.syspath_prepend(str(tmp_path))
    number = iter(range(9001, 9100))

    def write(operations: str, code: str = "") -> None:
        name = f"{next(number)}_later"
        (folder / f"{name}.py").write_text(NEXT.format(operations=operations, code=code, after=names[-1]))
        names.append(name)
        settings.MIGRATION_MODULES = {"organisation": "later_migrations"}
        forget()

    yield write
    settings.MIGRATION_MODULES = {}
    forget()


def forget() -> None:
    for module in [name for name in sys.modules if name.startswith("later_migrations")]:
        del sys.modules[module]
    versions.forget()


def migrate(**options: Any) -> waves.Outcome:
    with as_owner():
        return waves.migrate(**options)


def answers(region: str) -> int:
    status_code = Client().get("/masuk/", HTTP_HOST=f"{region}.localhost").status_code
    connection.set_schema_to_public()
    return status_code


def has_column(schema: str, column: str = "motto") -> bool:
    query = "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped"
    return bool(rows(query, f"{schema}.organisation_government", column))


def test_a_column_and_an_index_reach_every_region_and_the_base(bring: Bring) -> None:
    assert (answers("north"), answers("south")) == (200, 200)
    bring(COLUMN)
    assert (answers("north"), answers("south")) == (503, 503)
    said: list[str] = []
    outcome = migrate(say=said.append)
    assert (outcome.migrated, outcome.failed, outcome.broken) == (["north", "south"], {}, [])
    assert outcome.unlike_base == []
    assert said[0] == "base schema"
    assert said[1].startswith("wave 1 of 2: 1 region(s), first north")
    with as_owner():
        assert catalogue.lines("north") == catalogue.lines("south") == catalogue.lines(BASE_SCHEMA)
        assert has_column("south")
        assert {one.version for one in status.fleet()} == {versions.code_version()}
        assert base_schema.read_mark() is not None
    assert (answers("north"), answers("south")) == (200, 200)
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_government SET motto = 'x'")  # under the region's own login
    assert set(Region.objects.exclude(schema_name="public").values_list("version", flat=True)) == {
        versions.code_version()
    }


def test_the_region_that_waits_answers_503_and_the_others_serve(bring: Bring) -> None:
    Region.objects.filter(schema_name="south").update(version="older")
    page = Client().get("/", HTTP_HOST="south.localhost")
    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert "Sedang dipelihara" in page.content.decode()
    api = Client().get("/api/v1/token/", HTTP_HOST="south.localhost")
    assert (api.status_code, api.json()["code"], api["Retry-After"]) == (503, "region_in_maintenance", "60")
    assert answers("north") == 200
    from tests.tenants.regions.test_task_bases import region_task

    with pytest.raises(Reject):
        region_task("south")
    with pytest.raises(ConflictError), services.inside("south"):
        pass
    assert migrate().migrated == ["south"]  # its tables are at the head: only the row was old
    assert answers("south") == 200


def test_the_console_says_who_waits(console: Client) -> None:
    waits = "Menunggu migrasi, menjawab 503"
    assert waits not in console.get("/").content.decode()
    Region.objects.filter(schema_name="south").update(version="older")
    south = Region.objects.get(schema_name="south")
    assert console.get("/").content.decode().count(waits) == 1
    page = console.get(f"/daerah/{south.id}/").content.decode()
    assert waits in page
    assert "older" in page


def test_a_request_asks_for_the_version_with_the_region_itself(regions: None) -> None:
    answers("north")
    asked: list[str] = []

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        assert answers("north") == 200
    assert sum("regions_region" in statement for statement in asked) == 1
    assert not any("django_migrations" in statement for statement in asked)


def test_at_the_head_nothing_is_started(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "load", lambda: pytest.fail("the graph was loaded"))
    asked: list[str] = []

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(str(statement))
        return execute(statement, params, many, context)

    with as_owner(), connection.execute_wrapper(note):
        outcome = waves.migrate()
    assert (outcome.migrated, outcome.skipped, outcome.is_good) == ([], 2, True)
    assert len([one for one in asked if "search_path" not in one]) == 5  # two are the lock


FAILS_IN = """
def stumble(apps, editor):
    if editor.connection.schema_name == "{schema}":
        raise RuntimeError("this region's data is odd")
"""


@pytest.mark.parametrize(("schema", "untouched"), [(BASE_SCHEMA, {"north", "south"}), ("north", {"north", "south"})])
def test_a_failure_in_base_or_canary_touches_nobody_else(bring: Bring, schema: str, untouched: set[str]) -> None:
    bring(COLUMN + "migrations.RunPython(stumble)", FAILS_IN.format(schema=schema))
    if schema == BASE_SCHEMA:
        with pytest.raises(RuntimeError):
            migrate()
    else:
        outcome = migrate()
        assert (list(outcome.failed), outcome.waiting, outcome.migrated) == (["north"], ["south"], [])
        assert "this region's data is odd" in outcome.failed["north"]
    with as_owner():
        assert not any(has_column(name) for name in untouched)
        assert all(one.missing for one in status.fleet())


def test_a_base_that_cannot_be_built_stops_the_job_that_needs_it(bring: Bring) -> None:
    bring("migrations.RunPython(stumble)", FAILS_IN.format(schema=BASE_SCHEMA))
    job = ask(record())
    with pytest.raises(RuntimeError):
        tasks.provision("public", str(job.id))
    job.refresh_from_db()
    assert (job.state, connection.schema_name) == ("failed", "public")
    assert Region.objects.get(schema_name="magelang").state == Region.State.PREPARING


def test_it_stops_at_the_first_failure_and_goes_on_from_there(bring: Bring) -> None:
    bring(COLUMN)
    with as_owner():
        execute("ALTER TABLE south.organisation_government ADD motto text")  # somebody's hand
    outcome = migrate()
    assert (outcome.migrated, list(outcome.failed)) == (["north"], ["south"])
    assert (answers("north"), answers("south")) == (200, 503)
    with as_owner():
        execute("ALTER TABLE south.organisation_government DROP motto")
    outcome = migrate()
    assert (outcome.migrated, outcome.skipped) == (["south"], 1)
    with as_owner():
        assert catalogue.lines("north") == catalogue.lines("south")
        assert base_schema.copy_into("south") == ""


@pytest.mark.parametrize(
    ("spoilt", "migrated", "waiting"),
    [("south", ["north"], ["spare_a", "spare_b"]), ("spare_a", ["north", "south"], ["spare_b"])],
)
def test_in_a_message_for_several_regions_the_one_that_fails_is_known(
    bring: Bring, monkeypatch: pytest.MonkeyPatch, spoilt: str, migrated: list[str], waiting: list[str]
) -> None:
    for name in ("spare_a", "spare_b"):
        with as_owner():
            execute(f"CREATE SCHEMA {name}")
            assert base_schema.copy_into(name) == ""
            roles.ensure_region(name)
        Region.objects.create(
            schema_name=name, name=name, code=name, state=Region.State.ACTIVE, version=versions.code_version()
        )
    bring(COLUMN)
    with as_owner():
        execute(f"ALTER TABLE {spoilt}.organisation_government ADD motto text")
    sent: list[int] = []
    send = transactions.send
    monkeypatch.setattr(transactions, "send", lambda batch: (sent.append(len(batch)), send(batch)))
    outcome = migrate()
    assert sent == [1, 3]  # the canary, then all others in one message
    assert (outcome.migrated, list(outcome.failed), outcome.waiting) == (migrated, [spoilt], waiting)
    current = set(Region.objects.filter(version=versions.code_version()).values_list("schema_name", flat=True))
    assert current == set(migrated)
    with as_owner():
        assert {name for name in ("north", "south", "spare_a", "spare_b") if has_column(name)} == {*migrated, spoilt}
        execute(f"ALTER TABLE {spoilt}.organisation_government DROP motto")
    assert migrate().migrated == [spoilt, *waiting]


COUNT = """
loaded = []
def greet(apps, editor):
    loaded.append(apps)
    Government = apps.get_model("organisation", "Government")
    row = Government.objects.get() if editor.connection.schema_name != "merit_base" else None
    if row is not None:
        row.motto = f"We are {row.name}"
        row.save()
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_python_runs_per_region_between_the_statements_with_the_graph_loaded_once(bring: Bring, jobs: int) -> None:
    bring(COLUMN + "migrations.RunPython(greet), migrations.RemoveField('unit', 'echelon')", COUNT)
    outcome = migrate(jobs=jobs, canary="south")
    assert (outcome.failed, outcome.migrated) == ({}, ["south", "north"])
    with as_owner():
        for name in ("north", "south"):
            assert rows(f"SELECT motto FROM {name}.organisation_government") == [(f"We are Kota {name.title()}",)]
        assert catalogue.lines("north") == catalogue.lines(BASE_SCHEMA)
    loaded = sys.modules["later_migrations.9001_later"].loaded
    assert len(loaded) == 3
    assert loaded[1] is loaded[2]


TABLE = """
migrations.CreateModel("Motto", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())]),
migrations.CreateModel("Secret", [("id", models.BigAutoField(primary_key=True)),
    ("motto", models.ForeignKey("organisation.motto", models.CASCADE))]),
"""


def test_a_new_table_is_granted_to_its_login_and_proved(bring: Bring) -> None:
    bring(TABLE)
    outcome = migrate(jobs=2)
    assert (outcome.failed, outcome.broken, len(outcome.migrated)) == ({}, [], 2)
    with as_owner():
        assert roles.broken_promises() == []
        assert catalogue.lines("north", with_grants=True) == catalogue.lines("south", with_grants=True)
    with schema_context("south"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO organisation_motto (text) VALUES ('x')")


def test_content_types_and_permissions_of_a_new_model_are_not_lost(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.contenttypes.models import ContentType

    for name in ("north", "south", BASE_SCHEMA):  # as if the model Unit were new
        with as_owner():
            kind = f"(SELECT id FROM {name}.django_content_type WHERE (app_label, model) = ('organisation', 'unit'))"
            execute(f"DELETE FROM {name}.auth_permission WHERE content_type_id = {kind}")
            execute(f"DELETE FROM {name}.django_content_type WHERE (app_label, model) = ('organisation', 'unit')")
    ContentType.objects.clear_cache()
    bring(COLUMN)
    asked: list[Any] = []
    monkeypatch.setattr(plan, "emit_post_migrate_signal", _counted(plan.emit_post_migrate_signal, asked))
    outcome = migrate()
    assert (outcome.failed, len(outcome.migrated), len(asked)) == ({}, 2, 1)
    with as_owner():
        for name in ("north", "south"):
            query = (
                f"SELECT codename FROM {name}.auth_permission p JOIN {name}.django_content_type c"
                " ON c.id = p.content_type_id WHERE (app_label, model) = ('organisation', 'unit') ORDER BY 1"
            )
            assert rows(query) == [("add_unit",), ("change_unit",), ("delete_unit",), ("view_unit",)]


def _counted(function: Callable[..., Any], calls: list[Any]) -> Callable[..., Any]:
    def call(*args: Any, **options: Any) -> Any:
        calls.append(options)
        return function(*args, **options)

    return call


@contextmanager
def another_owner() -> Iterator[Any]:
    """A second connection of the owner."""
    parameters = {**connection.get_connection_params(), **owner_login()._asdict()}
    wanted = {name: parameters[name] for name in ("host", "port", "dbname", "user", "password") if name in parameters}
    with psycopg.connect(**wanted, autocommit=True) as other:
        yield other


def test_it_does_not_queue_behind_traffic(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(COLUMN)
    monkeypatch.setattr(transactions, "LOCK_TIMEOUT", "200ms")
    with another_owner() as reader:
        reader.execute("BEGIN; SELECT 1 FROM south.organisation_government")
        outcome = migrate()
        assert "lock timeout" in outcome.failed["south"]
        reader.execute("ROLLBACK")
    assert migrate().migrated == ["south"]


def test_two_acts_at_once_and_newer_regions_are_refused(bring: Bring) -> None:
    with another_owner() as other:
        other.execute("SELECT pg_advisory_lock(hashtext('merit.fleet'))")
        with pytest.raises(ConflictError) as refused:
            migrate()
        assert refused.value.code == "fleet_busy"
    with as_owner():
        execute("INSERT INTO north.django_migrations (app, name, applied) VALUES ('people', '9999_future', now())")
    with pytest.raises(ConflictError) as refused:
        migrate()
    assert refused.value.code == "region_ahead"


def test_every_migration_of_a_region_fits_into_one_transaction() -> None:
    loader = plan.load()
    ours = [one for name, one in loader.graph.nodes.items() if name[0] in versions.region_labels()]
    assert [str(one) for one in ours if not one.atomic] == []
