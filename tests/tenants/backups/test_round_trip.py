"""What comes out of a backup is what went in, and of what was changed on the way nothing comes out."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Appointment, User
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.files import queries as files
from shared_apps.files.models import StoredFile
from tenants.backups import archive, content, keys, making, restoring, services
from tenants.backups.models import Backup, Recipient, Restore
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.cast import OPERATOR, TODAY
from tests.tenants.backups.conftest import AT, CANARY, made, restored

ODD = """
CREATE TABLE north.odd (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, words text, points numeric, exact numeric(12, 4),
    list text[], grid int[][], facts jsonb, bits bytea, seen timestamptz, span interval, ratio float8, small real,
    twice numeric GENERATED ALWAYS AS (points * 2) STORED, "Ünïcödé column" text DEFAULT 'a\\b', day date, flag boolean
);
INSERT INTO north.odd
    (words, points, exact, list, grid, facts, bits, seen, span, ratio, small, "Ünïcödé column", day, flag)
VALUES
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('', 'NaN', 0.5000, '{}', '{}', '{}', '', 'infinity', '0', 'NaN', '-0', '', 'infinity', false),
    (E'tab\\t, new\\nline, \\\\N, \\r', 71.20, -1.2500, ARRAY['a,b', NULL, '', '"', E'\\\\'], '{{1,2},{3,4}}',
     '{"b": [1.10, null], "a": "é\\u0001"}', '\\x00ff5c', '2026-11-25 01:02:03.000004+07', '1 mon -2 days 03:00:00.5',
     0.1, 3.4e38, '𐍈 ꦗꦮ 😀', '0044-03-15 BC', true),
    (repeat('Panjang sekali; ', 200000), 12345678901234567890.000000000000000000001, 0, ARRAY['x'], NULL, '[]', '\\x',
     now(), '-1 year', 1e-307, 1.17e-38, 'biasa', '2026-11-25', NULL)
"""


def as_administrator(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)


def everything(schema_name: str) -> dict[str, content.Facts]:
    with content.owners(schema_name, is_snapshot=True) as opened:
        return {table.name: content.facts(opened, table) for table in content.tables(opened, schema_name)}


def numbers(schema_name: str) -> dict[str, int | None]:
    with content.owners(schema_name, is_snapshot=True) as opened:
        return content.sequences(opened, schema_name)


@pytest.fixture
def odd(north: str) -> str:
    """A table with every kind of value, which no migration would make; so the proof is asked without it."""
    as_administrator(ODD)
    return north


def copied(backup: Backup) -> Restore:
    """Restored and compared; a table nobody knows is not among what a region must have."""
    return restored(backup)


def test_every_kind_of_value_comes_back_exactly(odd: str) -> None:
    before, sequences = everything("north"), numbers("north")
    assert before["odd"].rows == 4
    assert sequences["odd_id_seq"] == 4
    copy = restored(made())
    checks = {each["check"]: each["holds"] for each in copy.checks}
    assert {"opened", "rows", "catalogue", "sequences", "files"} <= {name for name, holds in checks.items() if holds}
    assert everything(copy.beside) == before
    assert numbers(copy.beside) == sequences
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM north.odd EXCEPT SELECT * FROM "{copy.beside}".odd')  # noqa: S608
        assert cursor.fetchall() == []


def test_people_roles_and_files_come_back(north: str) -> None:
    copy = restored(made())
    assert copy.holds, copy.checks
    with as_owner():
        roles.ensure_region(copy.beside)
    with schema_context(copy.beside):
        assert User.objects.get(email="siti@north.example.id").name == CANARY
        assert Appointment.objects.get(role="auditor").starts_on == TODAY
        found = {row.name: files.content_of(row.id)[1] for row in StoredFile.objects.all()}
    assert found == {"rahasia.csv": CANARY.encode() * 200_000, "kosong.csv": b""}


def test_nothing_but_the_number_of_people_is_told(north: str) -> None:
    made()
    backup = Backup.objects.get()
    assert (backup.state, backup.recipients, backup.verified_at) == ("made", 1, None)
    assert (backup.rows, backup.files) == (sum(facts.rows for facts in everything("north").values()), 2)
    assert CANARY not in str(vars(backup))


def test_a_copy_can_be_read_by_nobody_and_the_region_is_untouched(north: str) -> None:
    before = everything("north")
    copy = restored(made())
    assert everything("north") == before
    with as_owner():
        assert roles.broken_promises() == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [f"merit_tests_r_{copy.beside}"])
        assert cursor.fetchone() is None
        cursor.execute("SELECT has_schema_privilege('merit_tests_r_north', %s, 'USAGE')", [copy.beside])
        assert cursor.fetchone() == (False,)


def test_sessions_are_not_brought_back(north: str) -> None:
    with schema_context("north"):
        Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    copy = restored(made())
    assert copy.holds, copy.checks
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{copy.beside}".django_session')  # noqa: S608
        assert cursor.fetchone() == (0,)


def file_of(backup: Backup) -> Path:
    return making.place(backup.region) / backup.file


def test_no_letter_of_it_lies_on_the_disk(north: str) -> None:
    backup = made()
    held = file_of(backup).read_bytes()
    for word in (CANARY, "siti@north", "accounts_user", "CREATE TABLE"):
        assert word.encode() not in held
    assert [path.name for path in making.place("north").iterdir()] == [backup.file]
    assert file_of(backup).stat().st_mode & 0o777 == 0o600
    assert (settings.KEYS_FOLDER / "north.age-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", [60, 0.5, -1])
def test_one_changed_byte_is_refused(north: str, place: float) -> None:
    backup = made()
    path, before = file_of(backup), everything("north")
    held = bytearray(path.read_bytes())
    position = int(place * len(held)) if isinstance(place, float) else place
    held[position] ^= 1
    path.write_bytes(held)
    refused(restored(backup), "opened")
    backup.sha256 = archive.digest_of(path)  # whoever changes the file may change the row: the seal finds it still
    backup.save()
    refused(restored(backup), "opened")
    assert everything("north") == before


def refused(copy: Restore, check: str) -> None:
    """Said by its name; nothing of the copy is left."""
    assert (copy.state, copy.checks[-1]["check"], copy.checks[-1]["holds"]) == ("refused", check, False)
    assert nothing_beside()
    assert not making.files_of(copy.beside).exists()


def nothing_beside() -> bool:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '_[ro]_[0-9a-f]{6}$'"
            " UNION SELECT rolname FROM pg_roles WHERE rolname ~ 'merit_tests_r_.*_[ro]_[0-9a-f]{6}$'"
        )
        return cursor.fetchall() == []


def test_a_shortened_file_is_refused(north: str) -> None:
    backup = made()
    path = file_of(backup)
    path.write_bytes(path.read_bytes()[:-100])
    backup.sha256 = archive.digest_of(path)
    backup.save()
    refused(restored(backup), "opened")


def test_the_key_of_another_region_opens_nothing(north: str) -> None:
    backup = made()
    keys.recipient_of("south")
    own, other = (settings.KEYS_FOLDER / f"{name}.age-key" for name in ("north", "south"))
    own.write_text(other.read_text())
    refused(restored(backup), "opened")


def test_a_backup_of_another_region_is_not_restored_as_this_one(north: str) -> None:
    backup, other = made(), made("south")
    file_of(backup).write_bytes(file_of(other).read_bytes())
    own = settings.KEYS_FOLDER / "north.age-key"
    own.write_text((settings.KEYS_FOLDER / "south.age-key").read_text())
    backup.sha256 = other.sha256
    backup.save()
    refused(restored(backup), "opened")


def test_without_its_key_it_stays_closed(north: str) -> None:
    backup = made()
    assert keys.destroy("north")
    assert not keys.destroy("north")
    copy = restored(backup)
    assert copy.state == "refused"
    assert "Kunci" in copy.checks[0]["told"]


def without_a_file(parts: list[archive.Part]) -> list[archive.Part]:
    gone = next(part.name.split("/")[1] for part in parts if part.name.startswith("files/"))
    return [part for part in parts if f"files/{gone}/" not in part.name]


def with_another_name(parts: list[archive.Part]) -> list[archive.Part]:
    return [
        part._replace(content=part.content.replace(CANARY.encode(), b"Siti Kenari Dipalsu"))
        if part.name.startswith("tables/accounts_user/")
        else part
        for part in parts
    ]


def without_an_index(parts: list[archive.Part]) -> list[archive.Part]:
    head = json.loads(parts[0].content)
    head["after"].remove(next(each for each in head["after"] if each.startswith("CREATE INDEX")))
    return [parts[0]._replace(content=json.dumps(head).encode()), *parts[1:]]


@pytest.mark.parametrize(
    ("check", "forge"),
    [("rows", with_another_name), ("catalogue", without_an_index), ("files", without_a_file)],
)
def test_what_was_forged_with_the_public_key_is_found(north: str, check: str, forge: Any) -> None:
    """Whoever knows the recipient can seal an archive; its content is still compared."""
    backup = made()
    parts = list(archive.read(file_of(backup), keys.identity_of("north")))
    archive.write(forge(parts), file_of(backup), keys.recipients_for("north"))
    backup.sha256 = archive.digest_of(file_of(backup))
    backup.save()
    refused(restored(backup), check)


def test_the_region_opens_it_with_the_key_it_keeps(north: str) -> None:
    own = pyrage.x25519.Identity.generate()
    services.give_recipient(
        region_id=Region.objects.get(schema_name="north").id,
        recipient=f" {own.to_public()}\n",
        given_by="Ratna Andini",
        actor=OPERATOR,
        day=TODAY,
        at=AT,
    )
    backup = made()
    assert backup.recipients == 2
    names = [part.name for part in archive.read(file_of(backup), own)]
    assert (names[0], names[-1]) == ("head.json", "manifest.json")
    opened = subprocess.run(
        ["tar", "tz"], input=pyrage.decrypt(file_of(backup).read_bytes(), [own]), capture_output=True
    )
    assert opened.stdout.decode().split("\n")[0] == "head.json"


def test_what_is_no_key_is_refused(north: str) -> None:
    region = Region.objects.get(schema_name="north")
    for nonsense in ("age1", str(pyrage.x25519.Identity.generate()), "../x"):
        with pytest.raises(InvalidError):
            services.give_recipient(
                region_id=region.id, recipient=nonsense, given_by="x", actor=OPERATOR, day=TODAY, at=AT
            )
    assert not Recipient.objects.exists()


def test_a_failure_half_way_leaves_no_backup(north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = next(path for path in making.files_of("north").iterdir() if path.stat().st_size)
    stored.chmod(0)
    monkeypatch.setattr(Path, "open", unreadable(Path.open, stored))
    with pytest.raises(PermissionError):
        made()
    monkeypatch.undo()
    assert Backup.objects.get().state == "failed"
    with services.acts.alone("north", AT):
        assert list(making.place("north").glob("*.part")) == []


def unreadable(original: object, path: Path) -> object:
    """Root reads everything; a disk that fails does not care."""

    def opened(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return original(self, *args, **options)  # type: ignore[operator]

    return opened


def test_two_at_once_are_one_after_the_other(north: str) -> None:
    with services.acts.alone("north", AT), pytest.raises(ConflictError) as refusal:
        services.make(schema_name="north", at=AT, actor=OPERATOR)
    assert refusal.value.code == "backup_busy"
    assert not Backup.objects.exists()


def test_what_a_killed_restore_left_is_put_away_by_the_next_act(north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(_act: object) -> str:
        raise Killed

    backup = made()
    monkeypatch.setattr(restoring, "_STEPS", (*restoring._STEPS[:6], killed, *restoring._STEPS[7:]))
    with pytest.raises(Killed):
        restored(backup)
    monkeypatch.undo()
    assert not nothing_beside()
    with services.acts.alone("north", AT):
        assert nothing_beside()
    assert Restore.objects.get().state == "refused"
    assert restored(backup).holds
