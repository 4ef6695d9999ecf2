"""The drill by the real command, the nightly round, retention, erasing."""

import fcntl
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django_tenants.utils import schema_context

from merit import commands_backup
from shared_apps.errors import ConflictError, ForbiddenError, NotFoundError
from shared_apps.jobs.models import Job
from tenants.backups import keys, making, queries, services, tasks
from tenants.backups.models import Backup, Recipient, Restore
from tenants.backups.rules import CHECKS, kept
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.cast import OPERATOR, TODAY
from tests.tenants.backups.conftest import AT, made, restored
from tests.tenants.backups.test_round_trip import everything, nothing_beside


def run(command: Any, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    code = command([*words, "--json"])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_drill_does_it_all_and_reports(north: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, neighbour = everything("north"), everything("south")
    code, (report,) = run(commands_backup.drill, "north", capsys=capsys)
    assert code == 0, report
    assert [(each["check"], each["holds"]) for each in report["checks"]] == [(name, True) for name in CHECKS]
    assert (report["state"], report["holds"]) == ("dropped", True)
    assert nothing_beside()
    assert (everything("north"), everything("south")) == (before, neighbour)
    with as_owner():
        assert roles.broken_promises() == []
    assert Backup.objects.get().verified_at is not None
    assert commands_backup.drill(["north"]) == 0
    assert "ok  sign_in" in capsys.readouterr().out


def test_from_the_first_command_to_the_last(north: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands_backup.make, "north", capsys=capsys)[0] == 0
    code, (copy,) = run(commands_backup.restore, "north", capsys=capsys)
    assert (code, copy["state"]) == (0, "verified")
    assert len(run(commands_backup.show, "north", capsys=capsys)[1]) == 2
    code, (swapped,) = run(commands_backup.swap, "north", capsys=capsys)
    assert (code, swapped["state"]) == (0, "swapped")
    run(commands_backup.drop, "north", capsys=capsys)
    assert nothing_beside()


def test_a_drill_that_fails_says_so(north: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The very thing that a look at a restored region does not show: its first write fails."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION north.no_more() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
            " CREATE TRIGGER no_more BEFORE INSERT ON north.accounts_invitation EXECUTE FUNCTION north.no_more()"
        )
    code, (report,) = run(commands_backup.drill, "north", capsys=capsys)
    assert (code, report["state"], report["checks"][-1]["check"]) == (1, "refused", "write")
    assert nothing_beside()
    sentence, ills = queries.in_words(datetime.now(tz=UTC))
    assert "failed" in sentence
    assert [ill[:28] for ill in ills] == ["the last drill of north fail"]


def test_every_night_each_region_is_backed_up_and_one_drilled(north: str) -> None:
    services.nightly(at=AT)
    assert sorted(Job.objects.filter(queue="backups", state="queued").values_list("kind", "arguments__region")) == [
        ("backup_drill", "north"),
        ("backup_make", "south"),
    ]
    for job in Job.objects.filter(queue="backups", state="queued"):
        getattr(tasks, job.kind)("public", str(job.id))
    assert {job.state for job in Job.objects.filter(kind__startswith="backup_")} == {"done"}
    assert Restore.objects.get().region == "north"
    services.nightly(at=AT + timedelta(days=1))
    assert Job.objects.get(state="queued", kind="backup_drill").arguments["region"] == "south"


def test_the_doctor_says_how_old_they_are(north: str) -> None:
    assert queries.in_words(datetime.now(tz=UTC)) == ("none yet", [])
    assert len(queries.in_words(datetime.now(tz=UTC) + timedelta(days=3))[1]) == 2
    made()
    assert queries.in_words(AT + timedelta(hours=2))[0].startswith("1 of 2 regions, the newest 2026-11-25 01:30")
    assert "the last backup of north" in queries.in_words(AT + timedelta(days=3))[1][0]


def test_retention_keeps_seven_days_four_weeks_twelve_months() -> None:
    nights = [datetime(2025, 1, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(500)]
    stay = kept(nights)
    assert set(nights[-7:]) <= stay
    assert 7 + 2 + 10 <= len(stay) <= 7 + 4 + 12
    assert min(stay) > nights[-1] - timedelta(days=366)
    assert kept([]) == set()
    assert kept(nights[:1]) == set(nights[:1])


def test_what_is_surplus_goes_from_the_disk(north: str) -> None:
    first, last = made(), making.make(schema_name="north", at=AT + timedelta(hours=1), actor=OPERATOR)
    assert services.prune(schema_name="north", at=AT) == [first.file]
    assert [path.name for path in making.place("north").glob("*.age")] == [last.file]
    assert Backup.objects.get() == last


def test_erased_nothing_opens_and_nothing_is_left(north: str) -> None:
    backup, other = made(), made("south")
    copy = restored(backup)
    stolen = (making.place("north") / backup.file).read_bytes()
    services.give_recipient(
        region_id=Region.objects.get(schema_name="north").id,
        recipient=keys.recipient_of("south"),
        given_by="x",
        actor=OPERATOR,
        day=TODAY,
        at=AT,
    )
    destroyed = services.erase_all("north", at=AT)
    assert destroyed == [copy.beside, "kunci cadangan north", backup.file]
    assert not making.place("north").exists()
    assert nothing_beside()
    assert not Backup.objects.filter(region="north").exists()
    assert not Recipient.objects.exists()
    assert services.erase_all("north", at=AT) == []
    (making.place("south") / other.file).write_bytes(stolen)
    other.sha256 = backup.sha256
    other.save()
    assert restored(other).state == "refused"
    assert not (settings.KEYS_FOLDER / "north.age-key").exists()


def test_erasing_waits_for_a_backup_that_is_being_made(north: str) -> None:
    folder = making.place("north")
    folder.mkdir(parents=True)
    with (folder / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        def ends() -> None:
            (folder / "late.age").write_bytes(b"the last part of it")
            fcntl.flock(held, fcntl.LOCK_UN)

        worker = threading.Timer(0.5, ends)
        worker.start()
        destroyed = services.erase_all("north", at=AT)
        worker.join()
    assert "late.age" in destroyed
    assert not folder.exists()


def test_only_an_operator_asks_and_one_thing_at_a_time(north: str) -> None:
    region = Region.objects.get(schema_name="north")
    from tests.tenants.conftest import host_user

    with pytest.raises(ForbiddenError):
        services.ask(kind="backup_make", region_id=region.id, actor=host_user("Eko", operator=False), day=TODAY)
    assert not Job.objects.filter(kind="backup_make").exists()
    operator = host_user()
    services.ask(kind="backup_make", region_id=region.id, actor=operator, day=TODAY)
    with pytest.raises(ConflictError):
        services.ask(kind="backup_drill", region_id=region.id, actor=operator, day=TODAY)
    Job.objects.filter(kind="backup_make").delete()
    with pytest.raises(NotFoundError):
        services.ask(kind="backup_swap", region_id=region.id, actor=operator, day=TODAY, subject=made("south").id)
    assert not Job.objects.filter(kind="backup_swap").exists()


def test_the_region_itself_never_sees_the_hosts_rows(north: str) -> None:
    made()
    with schema_context("north"), connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("SELECT * FROM public.backups_backup")
