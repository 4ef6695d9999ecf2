"""Suspended, read only, resumed: each transition, what the database then allows, and what both audits say."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django_tenants.utils import schema_context

from merit import commands_doctor
from shared_apps.accounts.models import User
from shared_apps.audit.models import Change, Entry
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tenant_apps.organisation.models import Government
from tenants.lifecycle import rules, services
from tenants.regions import erasure, grants
from tenants.regions.database import roles
from tenants.regions.database import tables as tables_of_regions
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region
from tests.cast import OPERATOR
from tests.tenants.conftest import host_user
from tests.tenants.lifecycle.conftest import Scene

AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
REASON = "Perpanjangan perjanjian ditunggu"
STATES = list(Region.State)


def become(scene: Scene, target: str, *, actor: object = OPERATOR, reason: str = REASON) -> Job:
    return services.BECOME[Region.State(target)](region_id=scene.region.id, reason=reason, actor=actor, at=AT)


def writes(table: str) -> set[str]:
    """What the region's login may do to a table, asked under that login."""
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p WHERE has_table_privilege(%s, p)",
            [f"north.{table}"],
        )
        return {name for (name,) in cursor.fetchall()}


def tables() -> list[str]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'north' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def broken(region: str | None = None) -> list[tuple[str, str]]:
    with schema_context("public"), as_owner():
        return roles.broken_promises(region)


@pytest.mark.parametrize(("state", "target"), list(product(STATES, STATES)))
def test_every_transition_is_allowed_or_refused_as_the_table_says(rolled: Scene, state: str, target: str) -> None:
    if target == Region.State.PREPARING:
        assert not rules.may_become(state, target)
        return
    Region.objects.filter(id=rolled.region.id).update(state=state)
    if rules.may_become(state, target):
        job = become(rolled, target)
        asked_at_once = target != Region.State.ACTIVE  # the writes come back with the owner's transaction
        assert (rolled.state(), job.queue) == (target if asked_at_once else state, "owner")
    else:
        with pytest.raises(ConflictError):
            become(rolled, target)
        assert rolled.state() == state
        assert not Job.objects.filter(kind="life").exists()


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert {
        "preparing": frozenset(),
        "active": {"read_only", "suspended"},
        "read_only": {"active", "suspended"},
        "suspended": {"active", "read_only"},
    } == rules.TRANSITIONS


@pytest.mark.parametrize("target", ["read_only", "suspended", "active"])
def test_only_an_operator_changes_a_region(rolled: Scene, target: str) -> None:
    Region.objects.filter(id=rolled.region.id).update(state="suspended" if target == "active" else "active")
    before = rolled.state()
    with pytest.raises(ForbiddenError):
        become(rolled, target, actor=host_user("Tamu Biasa", operator=False))
    assert rolled.state() == before
    become(rolled, target, actor=rolled.operator)


@pytest.mark.parametrize("reason", ["", "   ", "pendek", "x" * 501])
def test_without_a_reason_nothing_changes(rolled: Scene, reason: str) -> None:
    with pytest.raises(InvalidError) as refused:
        become(rolled, "suspended", reason=reason)
    assert set(refused.value.fields) == {"reason"}
    assert rolled.state() == "active"


def test_neither_the_host_nor_a_stranger_is_suspended(rolled: Scene) -> None:
    host = Region.objects.get(schema_name="public")
    for region_id in (host.id, new_id()):
        with pytest.raises(NotFoundError):
            services.suspend(region_id=region_id, reason=REASON, actor=OPERATOR, at=AT)


def test_a_second_click_changes_nothing_more(rolled: Scene) -> None:
    become(rolled, "read_only")
    with pytest.raises(ConflictError):
        become(rolled, "read_only")
    first = become(rolled, "active")
    assert become(rolled, "active").id == first.id  # asked for twice, one job


def test_the_database_refuses_every_business_table(scene: Scene) -> None:
    job = become(scene, "read_only")
    assert (job.state, scene.state()) == ("done", "read_only")
    kept, all_tables = set(tables_of_regions.kept()), tables()
    assert {"people_employee", "scoring_observation", "organisation_unit", "organisation_government"} <= {
        *all_tables
    } - kept
    for table in all_tables:
        if table not in kept:
            assert writes(table) == {"SELECT"}, table
        elif table not in [*settings.READ_ONLY_TABLES, *settings.APPEND_ONLY_TABLES]:
            assert writes(table) == {"SELECT", "INSERT", "UPDATE", "DELETE"}, table
    with schema_context("north"):
        for act in (
            lambda: Government.objects.update(name="x"),
            lambda: Government.objects.all().delete(),
            lambda: Government.objects.create(employee_quota=1, is_only=True),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                act()
        User.objects.filter(id=scene.auditor.id).update(name="Bagus P.")  # accounts are no business
    assert broken() == []


def test_a_resumed_region_writes_as_before(scene: Scene) -> None:
    become(scene, "read_only")
    become(scene, "suspended")
    assert writes("people_employee") == {"SELECT"}
    become(scene, "active")
    assert scene.state() == "active"
    assert writes("people_employee") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert broken() == []


def test_both_audits_tell_who_when_and_why(scene: Scene) -> None:
    for target in ("read_only", "suspended", "read_only", "active"):
        become(scene, target)
    with schema_context("north"):
        rows = list(Entry.objects.filter(method="HOST").order_by("id").values_list("path", "reason", "actor_name"))
        assert [path for path, _reason, _name in rows] == [
            f"Keadaan daerah menjadi: {word}" for word in ("hanya dibaca", "ditangguhkan", "hanya dibaca", "aktif")
        ]
        assert {reason for _path, reason, _name in rows} == {REASON}
        assert {name for *_, name in rows} == {f"{OPERATOR.name}, Pemerintah Provinsi Jawa Barat"}
    with schema_context("public"):
        told = Change.objects.filter(table_name="regions_region", row_id=str(scene.region.id), after__has_key="state")
        states = [change.after["state"] for change in told.order_by("at")]
        assert states[-4:] == ["read_only", "suspended", "read_only", "active"]  # before: its provisioning


VERBS = {"INSERT INTO": " DEFAULT VALUES", "DELETE FROM": "", "TRUNCATE": "", "LOCK": ""}


def attempts(table: str) -> list[str]:
    """Every way to write a table."""
    name = f'north."{table}"'
    return [f"{verb} {name}{rest}" for verb, rest in VERBS.items()]


def test_no_business_row_is_written_by_whatever_statement(scene: Scene) -> None:
    become(scene, "read_only")
    business = [table for table in tables() if table not in tables_of_regions.kept()]
    assert len(business) > 15
    for table in business:
        with schema_context("north"):
            for attempt in attempts(table):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(attempt)


def test_leftovers_and_losses_are_broken_promises_until_the_doctor_comes(scene: Scene) -> None:
    become(scene, "read_only")
    login = role_of("north")
    with schema_context("public"), as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT INSERT ON north.people_employee TO {login}")
        cursor.execute(f"REVOKE SELECT ON north.people_assignment FROM {login}")  # noqa: S608  not a query
        cursor.execute(f"REVOKE UPDATE ON north.accounts_user FROM {login}")
        cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA north GRANT UPDATE ON TABLES TO {login}")
    sealed = "a region that is only read or suspended writes nothing of its business"
    found = set(broken())
    assert found == set(broken("north"))
    assert found == {
        (sealed, f"{login} on north.people_employee"),
        (sealed, f"{login} on north.people_assignment"),
        (sealed, f"{login} would write new tables: UPDATE"),
        ("a login reads and writes all tables of its schema", f"{login} on north.accounts_user"),
    }
    examined = commands_doctor.examine()
    assert not [ill for ill in examined.ills if ill.startswith("broken promise")]
    assert writes("people_employee") == {"SELECT"}  # repaired to what the state says, not back to writable
    assert examined.regions == {"active": 1, "read_only": 1}


def test_a_wave_keeps_the_state_and_new_tables_are_only_read(scene: Scene) -> None:
    become(scene, "read_only")
    with schema_context("public"), as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE north.brand_new (id int)")  # what a migration that needs no grant leaves
    assert writes("brand_new") == {"SELECT"}
    with schema_context("public"), as_owner():
        grants.ensure("north")  # what a wave does after new tables
    assert writes("brand_new") == {"SELECT"}
    become(scene, "active")
    assert writes("brand_new") == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_nothing_of_its_life_is_found_when_a_region_is_forgotten(rolled: Scene) -> None:
    become(rolled, "read_only")
    assert "tugas penyiapan, 2" in erasure.remains("north")
    erasure.forget("north")
    assert not Job.objects.filter(kind="life").exists()
