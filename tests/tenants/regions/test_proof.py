"""The catalogue proof finds every planted fault, in its whole and in its one-region form, at a linear cost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tenants.regions import proofs, tasks
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import Login, role_of
from tenants.regions.models import ProofReport

OUTSIDE = "a login has no privilege outside its schema"
ALONE = "a region's tables are granted to its login alone"
SENDER = "the mailbox knows its sender"
ROWS = "a login changes rows, never tables, and passes nothing on"
SEALED = "a region that is only read or suspended writes nothing of its business"
NOTHING = "a login creates nothing"
MEMBER = "a login is a member of nothing, and nobody is a member of it"
POWER = "a login has no attribute of power"
SETTINGS = "a login has the settings it was given"
WATCHED = "every audited table has its triggers, on and the owner's"
TRIGGER = "every trigger is on and runs a function of its own schema or of public"
NEW = "nothing new is granted to PUBLIC"
HOLDS = "every region holds every table of a region"
RIGHTS = "no function of the owner runs with the owner's rights for a login or PUBLIC"
TO_PUBLIC = "PUBLIC has no privilege on a schema or the database"
_FUNCTION = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"

FAULTS = [  # planted by the owner
    ("GRANT SELECT ON north.people_employee TO {south}", OUTSIDE),
    ("GRANT DELETE ON south.people_employee TO {north}", ALONE),
    ("GRANT SELECT ON south.accounts_user TO {host}", ALONE),
    ("GRANT USAGE ON SEQUENCE north.auth_permission_id_seq TO {south}", OUTSIDE),
    ("GRANT SELECT ON public.accounts_user TO {south}", OUTSIDE),
    ("GRANT SELECT ON public.accounts_user TO PUBLIC", OUTSIDE),
    ("GRANT SELECT (email) ON north.accounts_user TO {south}", OUTSIDE),
    ("GRANT SELECT (email) ON south.accounts_user TO {north}", "no privilege is granted on a column"),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA north GRANT SELECT ON TABLES TO {south}", OUTSIDE),
    ("CREATE FUNCTION north.f() RETURNS int LANGUAGE sql RETURN 1; "
     "GRANT EXECUTE ON FUNCTION north.f() TO {south}", OUTSIDE),
    ("GRANT INSERT ON public.scoring_templates_templateversion TO {south}", "a published table is only read"),
    ("REVOKE SELECT ON public.scoring_templates_templateversion FROM {south}", "a published table is only read"),
    ("CREATE TABLE south.scoring_templates_templateversion (id int)", "a published table exists in public alone"),
    ("GRANT SELECT ON public.mailbox_message TO {south}", "a region only puts into the mailbox"),
    ("REVOKE INSERT ON public.mailbox_message FROM {south}", "a region only puts into the mailbox"),
    ("ALTER TABLE public.mailbox_message DISABLE ROW LEVEL SECURITY", SENDER),
    ("CREATE POLICY anybody ON public.mailbox_message FOR INSERT WITH CHECK (true)", SENDER),
    ("GRANT USAGE ON SCHEMA north TO {south}", "no login enters a foreign schema"),
    ("REVOKE UPDATE ON south.people_employee FROM {south}", "a login reads and writes all tables of its schema"),
    ("UPDATE public.regions_region SET state = 'read_only' WHERE schema_name = 'south'", SEALED),
    ("GRANT TRUNCATE ON south.people_employee TO {south}", ROWS),
    ("GRANT SELECT ON south.people_employee TO {south} WITH GRANT OPTION", ROWS),
    ("CREATE ROLE stranger; GRANT SELECT ON public.accounts_user TO stranger",
     "the host's tables are granted to known logins alone"),
    ("GRANT CREATE ON SCHEMA south TO {south}", NOTHING),
    ("GRANT CREATE ON SCHEMA public TO {south}", NOTHING),
    ("GRANT TEMPORARY ON DATABASE {database} TO {south}", NOTHING),
    ("GRANT {north} TO {south}", MEMBER),
    ("CREATE ROLE stranger; GRANT {south} TO stranger", MEMBER),
    ("ALTER ROLE {south} CREATEROLE", POWER),
    ("ALTER ROLE {south} INHERIT", POWER),
    ("ALTER ROLE {south} CONNECTION LIMIT -1", POWER),
    ("ALTER ROLE {south} SET search_path = north", SETTINGS),
    ("ALTER ROLE {south} SET statement_timeout = 0", SETTINGS),
    ("ALTER ROLE {south} IN DATABASE {database} SET lock_timeout = 0", SETTINGS),
    ("ALTER TABLE south.people_employee ADD FOREIGN KEY (id) REFERENCES north.people_employee (id) NOT VALID",
     "no constraint leaves a schema"),
    ("ALTER TABLE north.people_employee ADD FOREIGN KEY (id) REFERENCES south.people_employee (id) NOT VALID",
     "no constraint leaves a schema"),
    ("CREATE VIEW south.v AS SELECT id FROM north.people_employee", "no view reads another schema"),
    ("CREATE VIEW north.v AS SELECT id FROM south.people_employee", "no view reads another schema"),
    ("ALTER TABLE south.auth_group ADD n bigint DEFAULT nextval('north.django_migrations_id_seq')",
     "no default reads another schema"),
    ("CREATE TABLE south.child () INHERITS (north.auth_group)", "no table inherits from another schema"),
    (f"CREATE FUNCTION north.f() {_FUNCTION}; "
     "CREATE TRIGGER t BEFORE INSERT ON south.auth_group FOR EACH ROW EXECUTE FUNCTION north.f()", TRIGGER),
    (f"CREATE FUNCTION south.f() {_FUNCTION}; "
     "CREATE TRIGGER t BEFORE INSERT ON south.auth_group FOR EACH ROW EXECUTE FUNCTION south.f(); "
     "ALTER TABLE south.auth_group DISABLE TRIGGER t", TRIGGER),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA south REVOKE INSERT ON TABLES FROM {south}",
     "a new table will be granted to its login"),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA south GRANT SELECT ON TABLES TO PUBLIC", NEW),
    ("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC", NEW),
    ("GRANT INSERT ON south.django_migrations TO {south}", "a table for reading is only read"),
    ("GRANT UPDATE ON south.audit_entry TO {south}", "a table for appending is never changed"),
    ("DROP TABLE south.scoring_score", HOLDS),
    ("CREATE FUNCTION south.f() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1; "
     "GRANT EXECUTE ON FUNCTION south.f() TO PUBLIC", RIGHTS),
    ("CREATE FUNCTION south.f() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1; "
     "GRANT EXECUTE ON FUNCTION south.f() TO {south}", RIGHTS),
    ("GRANT USAGE ON SCHEMA south TO PUBLIC", TO_PUBLIC),
    ("GRANT USAGE ON SCHEMA public TO PUBLIC", TO_PUBLIC),
    ("GRANT CONNECT ON DATABASE {database} TO PUBLIC", TO_PUBLIC),
    ("DROP TRIGGER audit_update ON south.people_employee", WATCHED),
    ("DROP TRIGGER audit_insert ON public.partnerships_agreement", WATCHED),
    ("ALTER TABLE south.people_employee DISABLE TRIGGER audit_delete", WATCHED),
    ("ALTER TABLE south.people_employee ENABLE REPLICA TRIGGER audit_delete", WATCHED),
    ("CREATE OR REPLACE FUNCTION south.audit_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
     " SET search_path = south, pg_temp SET \"TimeZone\" = 'UTC' AS 'BEGIN RETURN NULL; END'", WATCHED),
    ("ALTER FUNCTION south.audit_rows() SET search_path = north, pg_temp", WATCHED),
    ("DROP TRIGGER audit_insert ON south.accounts_user; CREATE TRIGGER audit_insert AFTER INSERT"
     " ON south.accounts_user REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
     " EXECUTE FUNCTION south.audit_rows()", WATCHED),
    ("DROP TRIGGER audit_insert ON south.people_employee; CREATE TRIGGER audit_insert AFTER INSERT"
     " ON south.people_employee REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
     " EXECUTE FUNCTION north.audit_rows()", WATCHED),
]  # fmt: skip
FAULTS_OF_AN_ADMINISTRATOR = [
    ("ALTER TABLE south.people_employee OWNER TO {south}", "a region's tables belong to the owner"),
    ("CREATE SCHEMA spare AUTHORIZATION {south}", "a login owns nothing"),
    ("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC", NOTHING),
    ("GRANT pg_read_all_data TO {south}", MEMBER),
    ("ALTER ROLE {south} SUPERUSER", POWER),
    ("ALTER ROLE {south} BYPASSRLS", POWER),
    ("GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {south}", OUTSIDE),
]
SEEN_BY_THE_WHOLE_FORM_ALONE = [
    ("CREATE TABLE north.only_here (id int)", HOLDS),  # south lacks it, though the code knows nothing of it
    ("GRANT SELECT ON north.accounts_user TO {host}", ALONE),
]


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """No surrounding transaction; the tests undo what they do themselves."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@contextmanager
def as_administrator(url: str) -> Iterator[None]:
    """The cluster's administrator on the tests' connection."""
    parts = urlsplit(url)
    connection.close()
    connection.fixed_login = Login(parts.username or "", parts.password or "")
    try:
        yield
    finally:
        connection.close()
        connection.fixed_login = None


def plant(fault: str) -> None:
    names = {name: role_of(name) for name in ("north", "south")} | {"host": role_of("public")}
    with connection.cursor() as cursor:
        cursor.execute(fault.format(**names, database=connection.settings_dict["NAME"]))


def found(region: str | None = None) -> set[str]:
    return {promise for promise, _thing in roles.broken_promises(region)}


def found_then_undone(fault: str) -> tuple[set[str], set[str], set[str]]:
    """What the whole form and both one-region forms say about a fault; GRANT and DDL are undone."""
    with transaction.atomic():
        plant(fault)
        answer = found(), found("south"), found("north")
        transaction.set_rollback(True)
    return answer


def test_a_sound_installation_keeps_every_promise(committed: None) -> None:
    with as_owner():
        assert roles.broken_promises() == []
        assert roles.broken_promises("north") == []
        assert roles.broken_promises("south") == []


@pytest.mark.parametrize(("fault", "promise"), FAULTS)
def test_a_fault_is_found_by_both_forms(committed: None, fault: str, promise: str) -> None:
    with as_owner():
        whole, one, _other = found_then_undone(fault)
    assert promise in whole
    assert promise in one


@pytest.mark.parametrize(("fault", "promise"), FAULTS_OF_AN_ADMINISTRATOR)
def test_an_administrators_fault_is_found_by_both_forms(
    committed: None, administrator_url: str, fault: str, promise: str
) -> None:
    with as_administrator(administrator_url):
        whole, one, _other = found_then_undone(fault)
    assert promise in whole
    assert promise in one


@pytest.mark.parametrize(("fault", "promise"), SEEN_BY_THE_WHOLE_FORM_ALONE)
def test_what_another_region_shows_is_found_by_the_whole_form(committed: None, fault: str, promise: str) -> None:
    with as_owner():
        whole, one, _other = found_then_undone(fault)
    assert promise in whole
    assert promise not in one


def test_a_fault_of_one_region_is_no_fault_of_another(committed: None) -> None:
    with as_owner():
        _whole, south, north = found_then_undone("ALTER ROLE {south} SET statement_timeout = 0")
    assert south == {SETTINGS}
    assert north == set()


def test_every_promise_of_the_proof_has_a_planted_fault(committed: None) -> None:
    lines = roles.proof_text().splitlines()
    promised = {
        line.split("'", 1)[1].rpartition("',")[0].replace("''", "'") for line in lines if line.startswith("SELECT '")
    }
    planted = {promise for _fault, promise in [*FAULTS, *FAULTS_OF_AN_ADMINISTRATOR, *SEEN_BY_THE_WHOLE_FORM_ALONE]}
    assert promised - planted == {"a region has a login and a schema"}  # tried below
    assert len(FAULTS) + len(FAULTS_OF_AN_ADMINISTRATOR) >= 25


def test_a_region_without_login_is_not_proved(committed: None) -> None:
    with as_owner():
        assert ("a region has a login and a schema", "nowhere") in roles.broken_promises("nowhere")


def test_the_cost_is_linear_and_that_of_one_region_constant(committed: None) -> None:
    """Counted in rows the plan touched, which no busy machine falsifies.

    Between two sizes the planner may take another way for one question, some thousand rows dearer or cheaper: the
    steps are so large that this is little beside them.
    """
    with as_owner(), transaction.atomic():
        add_regions(range(5))
        few, one_of_few = work(), work("north")
        add_regions(range(5, 15))
        middle = work()
        add_regions(range(15, 35))
        many, one_of_many = work(), work("north")
        transaction.set_rollback(True)
    assert few * 1.5 < many, (few, many)
    assert many - middle < (middle - few) * 2 * 1.2, (few, middle, many)
    assert one_of_many < one_of_few * 1.3, (one_of_few, one_of_many)
    assert one_of_many < many / 3


def add_regions(numbers: range) -> None:
    """Schemas of the real size, by DDL alone, each with its login."""
    with connection.cursor() as cursor:
        for number in numbers:
            schema = sql.Identifier(f"more_{number}")
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'north'")
            for (name,) in cursor.fetchall():
                statement = sql.SQL("CREATE TABLE {}.{} (LIKE north.{} EXCLUDING ALL)")
                cursor.execute(statement.format(schema, sql.Identifier(name), sql.Identifier(name)))
            roles.ensure_region(f"more_{number}")
        assert {promise for promise, _ in roles.broken_promises()} == set()


def work(region: str | None = None) -> int:
    def explain(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        if statement == roles.proof_text():
            statement = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}"
        return execute(statement, params, many, context)

    with connection.execute_wrapper(explain):
        rows = cast(list[Any], roles.broken_promises(region))
    return rows_of(rows[0][0][0]["Plan"])


def rows_of(node: dict[str, Any]) -> int:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    own = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return int(own) + sum(rows_of(child) for child in node.get("Plans", []))


def test_every_night_the_owner_proves_and_the_host_keeps_the_result(real_logins: None) -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["proof"]
    assert settings.CELERY_TASK_ROUTES[entry["task"]] == {"queue": "owner"}
    before = ProofReport.objects.filter(region="").count()
    tasks.prove_isolation("public")
    report = ProofReport.objects.filter(region="").latest("at")
    assert ProofReport.objects.filter(region="").count() == before + 1
    assert (report.broken, report.logins, report.promises) == ([], 3, len(proofs.promises()))
    with as_owner():
        plant("GRANT USAGE ON SCHEMA north TO {south}")
    tasks.prove_isolation("public")
    broken = f"no login enters a foreign schema: {role_of('south')} in north"
    assert ProofReport.objects.latest("at").broken == [broken]
