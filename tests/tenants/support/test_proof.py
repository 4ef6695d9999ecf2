"""The proof finds every planted fault of a support login, in its whole and in its one-region form."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import schema_context
from psycopg import sql

from tenants.regions import proofs
from tenants.regions.database import roles, support_roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of, support_login_of
from tenants.support import queries
from tests.tenants.support.conftest import Scene

LIVING = "a support login belongs to a living grant"
ENDS = "a support login ends with its grant"
READS = "a support login reads what its grant names, and nothing else"
NOTHING = "a support login has no power, owns nothing and is a member of nothing"
GIVEN = "a support login has the settings it was given"
FAULTS = [
    ("CREATE ROLE {prefix}stranger LOGIN", LIVING),
    ("CREATE ROLE {prefix}stranger LOGIN; GRANT SELECT ON north.people_employee TO {prefix}stranger", LIVING),
    ("UPDATE public.host_support_request SET expires_at = now() - interval '1 second'", LIVING),
    ("UPDATE public.host_support_request SET state = 'revoked'", LIVING),
    ("ALTER ROLE {own} VALID UNTIL 'infinity'", ENDS),
    ("ALTER ROLE {own} VALID UNTIL '2099-01-01'", ENDS),
    ("GRANT SELECT ON north.scoring_score TO {own}", READS),
    ("GRANT SELECT ON south.people_employee TO {own}", READS),
    ("GRANT SELECT ON public.accounts_user TO {own}", READS),
    ("GRANT SELECT (password) ON north.accounts_user TO {own}", READS),
    ("GRANT INSERT ON north.people_employee TO {own}", READS),
    ("GRANT SELECT ON north.people_employee TO {own} WITH GRANT OPTION", READS),
    ("GRANT USAGE ON SCHEMA south TO {own}", READS),
    ("GRANT CREATE ON SCHEMA north TO {own}", READS),
    ("GRANT USAGE ON SEQUENCE north.auth_permission_id_seq TO {own}", READS),
    ("GRANT TEMPORARY ON DATABASE {database} TO {own}", READS),
    ("GRANT EXECUTE ON FUNCTION north.audit_rows() TO {own}", READS),
    ("ALTER DEFAULT PRIVILEGES IN SCHEMA north GRANT SELECT ON TABLES TO {own}", READS),
    ("REVOKE SELECT ON north.people_employee FROM {own}", READS),
    ("GRANT {north} TO {own}", NOTHING),
    ("GRANT {own} TO {north}", NOTHING),
    ("ALTER ROLE {own} CREATEROLE", NOTHING),
    ("ALTER ROLE {own} INHERIT", NOTHING),
    ("ALTER ROLE {own} CONNECTION LIMIT -1", NOTHING),
    ("ALTER ROLE {own} SET default_transaction_read_only = off", GIVEN),
    ("ALTER ROLE {own} SET search_path = south", GIVEN),
    ("ALTER ROLE {own} RESET statement_timeout", GIVEN),
    ("ALTER ROLE {own} IN DATABASE {database} SET idle_session_timeout = 0", GIVEN),
]


def test_every_planted_fault_is_found_and_a_sound_grant_is_none(scene: Scene) -> None:
    request = scene.given()
    names = {
        "own": support_login_of(request.id).user,
        "north": role_of("north"),
        "prefix": f"{settings.DATABASE_ROLE_PREFIX}_s_",
        "database": connection.settings_dict["NAME"],
    }
    missed = []
    with schema_context("public"), as_owner():
        assert roles.broken_promises() == roles.broken_promises("north") == roles.broken_promises("south") == []
        for fault, promise in FAULTS:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(fault.format(**names))
                for form in (None, "north"):
                    if promise not in {broken for broken, _thing in roles.broken_promises(form)}:
                        missed.append((fault, form))
                transaction.set_rollback(True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER ROLE {} INHERIT").format(sql.Identifier(names["own"])))
            assert roles.broken_promises("south") == [], "another region's grant is none of south's"
            transaction.set_rollback(True)
    assert missed == []


def test_every_promise_has_a_planted_fault_and_is_counted() -> None:
    lines = support_roles.proof_text().splitlines()
    promised = {line.split("'", 2)[1] for line in lines if line.startswith("SELECT '")}
    assert promised == {promise for _fault, promise in FAULTS}
    assert promised <= proofs.promises()


def test_what_was_taken_is_given_again_and_what_was_added_is_taken(scene: Scene) -> None:
    request = scene.given()
    own = sql.Identifier(support_login_of(request.id).user)
    with schema_context("public"), as_owner():
        with connection.cursor() as cursor:
            for statement in (
                "GRANT SELECT ON north.scoring_score TO {}",
                "REVOKE SELECT ON north.people_employee FROM {}",
                "ALTER ROLE {} VALID UNTIL 'infinity'",
                "ALTER ROLE {} RESET ALL",
            ):
                cursor.execute(sql.SQL(statement).format(own))
        assert {promise for promise, _ in roles.broken_promises()} == {ENDS, READS, GIVEN}
        request.refresh_from_db()
        assert request.expires_at is not None
        assert request.expires_at < timezone.now() + timedelta(hours=1)
        support_roles.ensure_support(queries.login_of(request))
        assert roles.broken_promises() == []
