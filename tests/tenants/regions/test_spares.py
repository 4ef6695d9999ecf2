"""Spare regions: prepared ahead, claimed by renaming, and then like any other region to the last grant."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.audit.models import Change
from shared_apps.jobs.models import Job
from tenant_apps.organisation.models import Government
from tenants.regions import tasks
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import login_of, role_of
from tenants.regions.fleet import base_schema, catalogue, ddl, spares, status, versions, waves
from tenants.regions.models import Region
from tenants.regions.rules import SPARE_PREFIX, is_schema_name
from tests.tenants.conftest import record
from tests.tenants.regions.test_asking_for_a_region import ask
from tests.tenants.regions.test_base_schema import execute, rows
from tests.tenants.regions.test_fleet import TABLE, Bring, bring

__all__ = ["bring"]
FIRST, SECOND = f"{SPARE_PREFIX}1", f"{SPARE_PREFIX}2"


@pytest.fixture(autouse=True)
def no_login_is_left(real_logins: None) -> None:
    """Logins belong to the cluster: those of the tests before are still there."""
    with as_owner():
        for name in ("merit_spare_1", "merit_spare_2", "east", "magelang"):
            if not rows("SELECT 1 FROM pg_namespace WHERE nspname = %s", name):
                execute(f"DROP ROLE IF EXISTS {role_of(name)}")


def schemas() -> list[str]:
    return [name for (name,) in rows("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'merit_spare%%'")]


def logins() -> list[str]:
    return [name for (name,) in rows("SELECT rolname::text FROM pg_roles WHERE rolname LIKE '%%merit_spare%%'")]


def test_a_spare_becomes_the_region_and_is_like_one_that_was_copied(real_logins: None, monkeypatch: Any) -> None:
    with as_owner():
        assert spares.tend(1) == [FIRST]
        base_schema.ensure()
        before = rows("SELECT oid FROM pg_namespace WHERE nspname = %s", FIRST)
    monkeypatch.setattr(ddl.Text, "for_schema", lambda *_: pytest.fail("it was copied although a spare was ready"))
    job = ask(record())
    tasks.provision("public", str(job.id))

    region = Region.objects.get(schema_name="magelang")
    assert (region.state, region.version) == (Region.State.ACTIVE, versions.code_version())
    assert [step.error for step in Job.objects.get(id=job.id).steps.all()] == [None] * 6
    with as_owner():
        assert rows("SELECT oid FROM pg_namespace WHERE nspname = 'magelang'") == before
        assert (schemas(), logins()) == ([], [])
        assert catalogue.lines("magelang", with_grants=True) == catalogue.lines("north", with_grants=True)
        assert rows("SELECT obj_description('magelang'::regnamespace, 'pg_namespace')") == [(None,)]
        assert roles.broken_promises() == []
        definitions = rows(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'magelang'::regnamespace"
            " UNION ALL SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid"
            " WHERE c.relnamespace = 'magelang'::regnamespace"
            " UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = 'magelang'::regnamespace"
        )
        assert [text for (text,) in definitions if "spare" in text] == []
    assert Client().get("/masuk/", HTTP_HOST=f"{region.domains.get().domain}").status_code == 200


def test_its_login_its_triggers_and_its_sequences_are_its_own(real_logins: None) -> None:
    with as_owner():
        spares.tend(2)
        assert spares.claim("east")
        assert roles.broken_promises("east") == []
        assert SECOND in schemas()
    with schema_context("east"), connection.cursor() as cursor:  # under the password derived from the new name
        cursor.execute("SELECT current_user::text, current_setting('search_path')")
        assert cursor.fetchone() == (login_of("east").user, "east, public")
        Government.objects.update(name="x")
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b') RETURNING id")
        Government.objects.all().delete()
    with as_owner():
        assert rows("SELECT count(*) FROM merit_spare_2.audit_change") == [(0,)]


def test_what_is_written_in_a_claimed_region_is_audited_there(real_logins: None) -> None:
    with as_owner():
        spares.tend(1)
    job = ask(record())
    tasks.provision("public", str(job.id))
    with schema_context("magelang"):
        assert Change.objects.filter(table_name="organisation_government").exists()


def test_a_spare_is_no_region(real_logins: None) -> None:
    with as_owner():
        spares.tend(2)
        assert {one.schema_name for one in status.fleet()} == {"north", "south"}
        assert roles.broken_promises() == []
        assert roles.broken_promises(FIRST) == []
    assert not Region.objects.filter(schema_name__startswith=SPARE_PREFIX).exists()
    for host in ("merit-spare-1.localhost", f"{FIRST}.localhost"):
        assert Client().get("/", HTTP_HOST=host).status_code == 404
    assert not is_schema_name(FIRST)


def test_there_are_as_many_as_wanted_and_half_made_ones_are_made_anew(real_logins: None, settings: Any) -> None:
    settings.SPARE_REGIONS = 2
    tasks.tend_spares("public")
    with as_owner():
        assert schemas() == [FIRST, SECOND]
        oids = rows("SELECT oid FROM pg_namespace WHERE nspname IN (%s, %s) ORDER BY nspname", FIRST, SECOND)
        execute(f"COMMENT ON SCHEMA {FIRST} IS NULL")  # as if it had been killed before the end
    tasks.tend_spares("public")
    with as_owner():
        again = rows("SELECT oid FROM pg_namespace WHERE nspname IN (%s, %s) ORDER BY nspname", FIRST, SECOND)
        assert again[0] != oids[0]
        assert again[1] == oids[1]
        assert roles.broken_promises() == []
    settings.SPARE_REGIONS = 0
    tasks.tend_spares("public")
    with as_owner():
        assert (schemas(), logins()) == ([], [])


@pytest.mark.parametrize(
    "spoil",
    [
        f"ALTER TABLE {FIRST}.people_employee ADD extra int",
        f"COMMENT ON SCHEMA {FIRST} IS 'another version'",
        "CREATE SCHEMA east",
    ],
)
def test_one_that_is_not_fit_is_not_claimed_and_nothing_changed(real_logins: None, spoil: str) -> None:
    with as_owner():
        spares.tend(1)
        execute(spoil)
        assert not spares.claim("east")
        assert (schemas(), len(logins())) == ([FIRST], 1)
        assert rows("SELECT 1 FROM pg_roles WHERE rolname = %s", login_of("east").user) == []


def test_while_others_are_being_made_the_region_is_copied(real_logins: None) -> None:
    from tests.tenants.regions.test_fleet import another_owner

    with as_owner():
        spares.tend(1)
        with another_owner() as other:
            other.execute("SELECT pg_advisory_lock(hashtext('merit.spares'))")
            assert not spares.claim("east")
        assert spares.claim("east")


def test_the_fleet_drops_spares_of_the_version_before(bring: Bring) -> None:
    with as_owner():
        spares.tend(1)
    bring(TABLE)
    with as_owner():
        assert waves.migrate().broken == []  # a spare without the new table would break a promise
        assert schemas() == []
        assert spares.tend(1) == [FIRST]
        assert spares.claim("east")
        assert catalogue.lines("east", with_grants=True) == catalogue.lines("north", with_grants=True)


def test_a_later_migration_runs_in_a_claimed_region(real_logins: None) -> None:
    with as_owner():
        spares.tend(1)
        spares.claim("east")
        call_command("migrate_schemas", schema_name="east", verbosity=0, interactive=False)
        assert not [one for one in roles.broken_promises() if "lacks" not in one[1]]
