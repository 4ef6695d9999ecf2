"""The copy in the region's place: whole, or not at all; the neighbour never notices."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Invitation, User
from shared_apps.audit.models import Change, Entry
from shared_apps.errors import ConflictError
from shared_apps.files import queries as files
from shared_apps.files import services as stores
from shared_apps.files.models import StoredFile
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.backups import making, services, swapping
from tenants.backups.models import Restore
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.cast import OPERATOR, TODAY
from tests.tenants.backups.conftest import AT, CANARY, made, restored
from tests.tenants.backups.test_round_trip import everything, nothing_beside


def swap(copy: Restore) -> None:
    with services.acts.alone(copy.region, AT):
        swapping.swap(restore=copy, at=AT, pause=lambda _seconds: None)


@pytest.fixture
def copy(north: str) -> Restore:
    """A backup beside its region, which has changed since."""
    found = restored(made())
    assert found.holds, found.checks
    with schema_context("north"):
        User.objects.filter(name=CANARY).update(name="Diubah sesudahnya")
        stores.store(name="sesudah.csv", content=b"sesudah", actor=OPERATOR)
    return found


def name_in(schema_name: str) -> str:
    with schema_context(schema_name):
        return User.objects.get(email="siti@north.example.id").name


def contents(schema_name: str) -> dict[str, bytes]:
    with schema_context(schema_name):
        return {row.name: files.content_of(row.id)[1] for row in StoredFile.objects.all()}


def answers() -> int:
    connection.close()
    connection.set_schema_to_public()
    status = Client().get("/masuk/", HTTP_HOST="north.localhost").status_code
    connection.set_schema_to_public()
    return status


def test_afterwards_the_region_is_what_it_was_and_the_former_one_lies_aside(copy: Restore) -> None:
    neighbour = everything("south")
    swap(copy)
    assert (copy.state, copy.beside[:8]) == ("swapped", "north_o_")
    assert name_in("north") == CANARY
    assert contents("north") == {"rahasia.csv": CANARY.encode() * 200_000, "kosong.csv": b""}
    assert answers() == 200
    assert everything("south") == neighbour
    with as_owner():
        assert roles.broken_promises() == []
        roles.ensure_region(copy.beside)
    assert name_in(copy.beside) == "Diubah sesudahnya"
    assert contents(copy.beside)["sesudah.csv"] == b"sesudah"
    assert len(list(making.files_of("north").iterdir())) == 2


def test_people_sign_in_and_write_afterwards(copy: Restore) -> None:
    swap(copy)
    with schema_context("north"):
        user = User.objects.get(email="siti@north.example.id")
        user.set_password("rahasia-sekali-9")
        user.save()
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        accounts.appoint(user=user, role="personnel_admin", day=TODAY, actor=OPERATOR)
    browser = Client(HTTP_HOST="north.localhost")
    signed = browser.post("/masuk/", {"login": "siti@north.example.id", "password": "rahasia-sekali-9"})
    assert signed.status_code == 302
    written = browser.post("/peran/undang/", {"name": "Baru", "email": "baru@north.example.id", "role": "auditor"})
    assert written.status_code == 302
    with schema_context("north"):
        row = Invitation.objects.get(email="baru@north.example.id")
        assert Change.objects.filter(row_id=str(row.id)).exists()


def test_the_regions_auditor_reads_of_it(copy: Restore) -> None:
    swap(copy)
    with schema_context("north"):
        entry = Entry.objects.get(method="RESTORE")
    assert entry.actor_name == "Operator tuan rumah, Pemerintah Provinsi Jawa Barat"
    assert "25 Nov 2026" in entry.reason


def test_dropped_nothing_of_the_former_one_is_left(copy: Restore) -> None:
    swap(copy)
    services.drop(restore_id=copy.id, at=AT)
    assert nothing_beside()
    assert not making.files_of(copy.beside).exists()
    assert contents("north") == {"rahasia.csv": CANARY.encode() * 200_000, "kosong.csv": b""}
    assert name_in("north") == CANARY


def test_dropped_without_a_swap_the_region_is_untouched(copy: Restore) -> None:
    before = everything("north")
    services.drop(restore_id=copy.id, at=AT)
    assert nothing_beside()
    assert everything("north") == before
    assert contents("north")["sesudah.csv"] == b"sesudah"


def test_work_that_was_open_is_not_done_again_by_itself(north: str) -> None:
    with schema_context("north"):
        jobs.enqueue(task="tenant_apps.people.tasks.import_people", kind="import_people", key="x", actor=OPERATOR)
    copy = restored(made())
    swap(copy)
    with schema_context("north"):
        assert Job.objects.get(key="x").state == "failed"
        assert jobs.ring_old(at=timezone.now()) == 0


def test_nobody_looks_into_the_region_meanwhile(copy: Restore) -> None:
    before = everything("north")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT USAGE ON SCHEMA north TO merit_tests_r_south")
    with pytest.raises(ConflictError) as refused:
        swap(copy)
    assert refused.value.code == "support_under_way"
    assert everything("north") == before
    assert answers() == 200


def test_what_fails_leaves_the_region_open(copy: Restore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "CLOSED", -swapping.CLOSED)
    before = everything("north")
    with pytest.raises(ConflictError) as refused:
        swap(copy)
    assert refused.value.code == "swap_too_slow"
    assert " until " not in Region.objects.get(schema_name="north").version
    assert (everything("north"), answers()) == (before, 200)
    monkeypatch.undo()
    swap(copy)
    assert name_in("north") == CANARY


@pytest.mark.parametrize("state", ["restoring", "refused", "dropped"])
def test_only_what_was_proved_is_served(copy: Restore, state: str) -> None:
    Restore.objects.filter(id=copy.id).update(state=state)
    before = everything("north")
    with pytest.raises(ConflictError) as refused:
        swapping.swap(restore=copy, at=AT, pause=lambda _seconds: None)
    assert refused.value.code == "restore_not_verified"
    assert everything("north") == before


def test_the_maintenance_is_said_and_ends_by_itself(copy: Restore, settings: Any) -> None:
    """Killed while it is closed, the region opens again without anybody's help."""
    seen = []

    def look(_seconds: float) -> None:
        connection.set_schema_to_public()
        region = Region.objects.get(schema_name="north")
        seen.append(region.is_current)
        region.version = f"{region.version.partition(' ')[0]} until 2026-01-01T00:00:00+00:00"
        seen.append(region.is_current)

    swapping.swap(restore=copy, at=AT, pause=look)
    assert seen == [False, True]
    assert answers() == 200


class Killed(BaseException):
    """Stands for kill -9: no handler of the product may catch it."""


class KillBefore:
    """Lets n statements through and dies before the next one."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


def killed_and_again(copy: Restore, n: int) -> bool:
    """Whether it was killed at all; afterwards the old or the new is served whole, and again it finishes."""
    new = dict(everything(copy.beside))
    old = dict(everything("north"))
    try:
        with connection.execute_wrapper(KillBefore(n)):
            swap(copy)
    except Killed:
        pass
    else:
        return False
    connection.close()
    connection.set_schema_to_public()
    Region.objects.filter(schema_name="north", version__contains=" until ").update(
        version=Region.objects.get(schema_name="north").version.partition(" ")[0] + " until 2026-01-01T00:00:00+00:00"
    )  # the seconds have passed
    assert answers() == 200
    is_new = Restore.objects.get(id=copy.id).state == "swapped"
    expected, found = (new if is_new else old), everything("north")
    ours = ("accounts_user", "accounts_appointment", "files_storedfile")
    assert {name: found[name] for name in ours} == {name: expected[name] for name in ours}
    assert name_in("north") == (CANARY if is_new else "Diubah sesudahnya")
    assert set(contents("north")) == {"rahasia.csv", "kosong.csv"} | (set() if is_new else {"sesudah.csv"})
    with schema_context("north"):
        stores.store(name="di-antara.csv", content=b"antara", actor=OPERATOR)
    swap(copy)
    assert (copy.state, name_in("north"), answers()) == ("swapped", CANARY, 200)
    assert " until " not in Region.objects.get(schema_name="north").version
    assert contents("north").get("di-antara.csv") == (b"antara" if is_new else None)
    with as_owner():
        assert roles.broken_promises() == []
    return True


@pytest.mark.parametrize("n", [3, 14, 24, 34, 44])
def test_killed_before_a_statement_the_old_or_the_new_serves(copy: Restore, n: int) -> None:
    assert killed_and_again(copy, n)


@pytest.mark.deep
@pytest.mark.parametrize("n", range(0, 90, 3))  # each of the 90 was run once; all of them take five minutes
def test_killed_before_any_statement_the_old_or_the_new_serves(copy: Restore, n: int) -> None:
    if not killed_and_again(copy, n):
        assert n > 44  # it has fewer statements than that
