"""What happens to a row is written down by the database, whoever does it and however."""

from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django_tenants.utils import schema_context

from shared_apps.accounts.models import ApiToken, User
from shared_apps.audit import triggers
from shared_apps.audit.models import Change
from tenants.regions.database.base import as_owner


def changes(table: str = "accounts_user") -> list[Change]:
    return list(Change.objects.filter(table_name=table).order_by("at"))


def test_a_row_added_changed_and_removed_is_three_changes(regions: None) -> None:
    with schema_context("north"):
        user = User.objects.create(email="a@example.id", name="Ani")
        User.objects.filter(id=user.id).update(name="Budi")
        User.objects.filter(id=user.id).delete()
        added, changed, removed = changes()
        assert [each.operation for each in (added, changed, removed)] == ["I", "U", "D"]
        assert {each.row_id for each in (added, changed, removed)} == {str(user.id)}
        assert (added.before, added.after["name"], added.after["email"]) == (None, "Ani", "a@example.id")
        assert (changed.before, changed.after) == ({"name": "Ani"}, {"name": "Budi"})
        assert (removed.before["name"], removed.after) == ("Budi", None)
        assert added.login == connection.role


def test_what_stays_the_same_is_no_change(regions: None) -> None:
    with schema_context("north"):
        user = User.objects.create(email="a@example.id", name="Ani")
        User.objects.filter(id=user.id).update(name="Ani")
        User.objects.filter(name="Nobody").update(name="Somebody")
        assert [each.operation for each in changes()] == ["I"]


def test_a_secret_is_known_to_have_changed_and_not_what_it_is(regions: None) -> None:
    with schema_context("north"):
        user = User.objects.create(email="a@example.id", name="Ani", password="first-hash")
        User.objects.filter(id=user.id).update(password="second-hash")
        ApiToken.objects.create(
            user=user, name="T", token_sha256=b"x" * 32, scopes=["read"], expires_at="2027-01-01T00:00Z"
        )
        added, changed = changes()
        assert added.after["password"] == "***"
        assert (changed.before, changed.after) == ({"password": "***"}, {"password": "***"})
        assert changes("accounts_apitoken")[0].after["token_sha256"] == "***"
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(c::text, '') FROM audit_change c")
            everything = cursor.fetchone()[0]
        assert "hash" not in everything.replace("password_hash", "")
        assert "7878" not in everything


def test_a_key_that_changes_is_one_row_removed_and_one_added(regions: None) -> None:
    other = UUID(int=7)
    with schema_context("north"):
        user = User.objects.create(email="a@example.id", name="Ani")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET id = %s WHERE id = %s", [other, user.id])
        assert {(each.operation, each.row_id) for each in changes()[1:]} == {("D", str(user.id)), ("I", str(other))}


def test_many_rows_in_one_statement_are_all_there(regions: None) -> None:
    with schema_context("north"):
        User.objects.bulk_create(User(email=f"{n}@example.id", name=str(n)) for n in range(300))
        User.objects.bulk_create(
            [User(id=each.id, email=each.email, name=f"{each.name}!") for each in User.objects.all()],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name"],
        )
        found = changes()
        assert [sum(each.operation == kind for each in found) for kind in "IUD"] == [300, 300, 0]
        assert all(each.after == {"name": f"{each.before['name']}!"} for each in found if each.operation == "U")


def test_what_is_undone_left_no_change(regions: None) -> None:
    with schema_context("north"):
        with transaction.atomic():
            User.objects.create(email="a@example.id", name="Ani")
            transaction.set_rollback(True)
        assert changes() == []


@pytest.mark.parametrize(
    "attempt",
    [
        "INSERT INTO audit_change SELECT * FROM audit_change",
        "UPDATE audit_change SET actor_name = 'Another'",
        "DELETE FROM audit_change",
        "TRUNCATE audit_change",
        "INSERT INTO audit_seal (id, number, sealed_at, entries, changes, head)"
        " VALUES (gen_random_uuid(), 1, now(), '{}', '{}', '')",
        "SELECT audit_rows()",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_update ON accounts_user",
        "SET session_replication_role = replica",
        "CREATE TRIGGER mine AFTER INSERT ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()",
        "CREATE OR REPLACE FUNCTION audit_rows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
@pytest.mark.parametrize("schema", ["north", "public"])
def test_no_login_writes_or_silences_the_audit(regions: None, schema: str, attempt: str) -> None:
    with schema_context(schema):
        User.objects.create(email="a@example.id", name="Ani")
        before = list(Change.objects.values())
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)
        assert list(Change.objects.values()) == before
        User.objects.update(name="Budi")
        assert changes()[-1].after == {"name": "Budi"}


@pytest.mark.parametrize("schema", ["north", "south", "public"])
def test_every_table_is_watched_or_has_a_reason(regions: None, schema: str) -> None:
    with schema_context(schema):
        assert triggers.unwatched(schema) == []
        assert triggers.unexplained(schema) == []


def test_a_region_watches_its_own_rows_alone(regions: None) -> None:
    with schema_context("south"):
        User.objects.create(email="a@example.id", name="Ani")
        assert len(changes()) == 1
    for schema in ("north", "public"):
        with schema_context(schema):
            assert changes() == []


@pytest.mark.parametrize(
    "fault",
    [
        "DROP TRIGGER audit_insert ON north.accounts_user",
        "ALTER TABLE north.accounts_user DISABLE TRIGGER audit_update",
        "DROP TRIGGER audit_update ON north.accounts_user; CREATE TRIGGER audit_update AFTER UPDATE ON"
        " north.accounts_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT"
        " EXECUTE FUNCTION north.audit_rows()",
        "DROP FUNCTION north.audit_rows() CASCADE",
    ],
)
def test_a_trigger_that_is_missing_off_or_tells_secrets_is_found_and_put_back(real_logins: None, fault: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(fault)
        assert "accounts_user" in triggers.unwatched("north")
        assert "accounts_user" in triggers.attach_triggers("north")
        assert (triggers.unwatched("north"), triggers.attach_triggers("north")) == ([], [])


@pytest.mark.parametrize(
    "fault",
    [
        "GRANT EXECUTE ON FUNCTION north.audit_rows() TO PUBLIC",
        "ALTER FUNCTION north.audit_rows() SET search_path = south",
        "ALTER FUNCTION north.audit_rows() SECURITY INVOKER",
        "CREATE OR REPLACE FUNCTION north.audit_rows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_a_function_that_is_not_ours_is_put_back(real_logins: None, fault: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(fault)
        triggers.attach_triggers("north")
    with schema_context("north"):
        User.objects.create(email="a@example.id", name="Ani")
        assert len(changes()) == 1


def test_a_table_of_a_later_migration_is_watched(real_logins: None) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE north.accounts_appointment; CREATE TABLE north.accounts_appointment (id uuid)")
        assert triggers.attach_triggers("north") == ["accounts_appointment"]
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_appointment VALUES (%s)", [UUID(int=1)])
        assert [each.row_id for each in changes("accounts_appointment")] == [str(UUID(int=1))]
