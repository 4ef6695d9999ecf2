"""What must not be done yet is refused and changes nothing; a departure may be undone until the erasure."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pyrage
import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.audit.models import Change
from shared_apps.errors import ConflictError, DomainError, InvalidError
from shared_apps.jobs.models import Job
from shared_apps.leaving import services as leaving
from shared_apps.leaving.models import Notice
from tenant_apps.people.models import Employee
from tenants.departure import archive, days, packing, queries, services, tasks, telling
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.mail import UNRELIABLE, Unreliable
from tests.shared_apps.accounts.scene import inside
from tests.tenants.departure import scene
from tests.tenants.departure.scene import AT, DAY, FIRST, NAME, REASON, SECOND


@pytest.fixture
def administrator(real_logins: None) -> Iterator[User]:
    """The region's, who receives."""
    yield scene.with_administrator()
    scene.cleared(NAME)


def untouched(departure: Departure, rows: dict[str, str]) -> None:
    """Everything of the region is as it was, nothing was asked for, no task waits."""
    assert queries.by_id(departure.id).confirmed_at is None
    assert not Job.objects.filter(kind="erase_region").exists()
    with as_owner():
        assert packing.fingerprints(NAME) == rows
    assert scene.answers(NAME) == 200


def rows_of(name: str) -> dict[str, str]:
    with as_owner():
        return packing.fingerprints(name)


def ask(departure: Departure, **changed: Any) -> Departure:
    return services.ask_erasure(**{"departure_id": departure.id, "actor": FIRST, "at": AT, "day": DAY, **changed})


def confirm(departure: Departure, **changed: Any) -> Job:
    given = {"departure_id": departure.id, "actor": SECOND, "at": AT, "day": DAY, "name": departure.region_name}
    return services.confirm_erasure(**{**given, **changed})


def test_nothing_is_erased_before_handover_day_and_second_person(administrator: User) -> None:
    departure = scene.begun()
    rows = rows_of(NAME)
    with pytest.raises(ConflictError, match="region_active"):
        ask(departure, order="Surat Wali Kota 1/2026")
    with pytest.raises(ConflictError, match="not_handed_over"):
        ask(departure)
    untouched(departure, rows)

    services.close(departure_id=departure.id, actor=FIRST, at=AT, day=DAY)
    with pytest.raises(ConflictError, match="not_handed_over"):
        ask(departure)
    scene.work(services.ask_pack(departure_id=departure.id, actor=FIRST, at=AT, day=DAY))
    departure = queries.by_id(departure.id)
    with pytest.raises(ConflictError, match="not_handed_over"):
        ask(departure, day=date(2099, 1, 1))
    with inside(NAME):
        for typed in ("", "abc", "0" * 64):
            with pytest.raises(InvalidError, match="checksum_differs"):
                leaving.confirm_receipt(typed=typed, actor=administrator, at=AT, day=DAY)
    assert services.take_receipts(at=AT) == 0
    with inside(NAME):
        leaving.confirm_receipt(typed=departure.pack["sha256"], actor=administrator, at=AT, day=DAY)
    services.take_receipts(at=AT)
    departure = queries.by_id(departure.id)
    rows = rows_of(NAME)
    assert departure.erase_on is not None
    with pytest.raises(ConflictError, match="too_early"):
        ask(departure, day=departure.erase_on - timedelta(days=1))
    with pytest.raises(ConflictError, match="not_asked"):
        confirm(departure, day=departure.erase_on)

    ask(departure, day=departure.erase_on)
    with pytest.raises(ConflictError, match="too_early"):
        confirm(departure, day=departure.erase_on - timedelta(days=1))
    with pytest.raises(ConflictError, match="same_person"):
        confirm(departure, day=departure.erase_on, actor=FIRST)
    with pytest.raises(InvalidError, match="name_differs"):
        confirm(departure, day=departure.erase_on, name="Kota Lain")
    untouched(departure, rows)


def test_a_written_order_replaces_handover_and_day_but_not_the_second_person(administrator: User) -> None:
    departure = scene.closed()
    ask(departure, order="Surat Wali Kota 800/12/2026")
    with pytest.raises(ConflictError, match="same_person"):
        confirm(departure, actor=FIRST)
    scene.work(confirm(departure))
    departure = queries.by_id(departure.id)
    assert departure.state == State.ERASED
    assert "Surat Wali Kota 800/12/2026" in departure.certificate


def test_a_region_leaves_once_and_needs_a_reason(administrator: User) -> None:
    with pytest.raises(InvalidError, match="reason_missing"):
        services.begin(region_id=scene.region().id, reason=" singkat ", actor=FIRST, at=AT, day=DAY)
    assert not Departure.objects.exists()
    departure = scene.begun()
    with pytest.raises(ConflictError, match="already_leaving"):
        scene.begun()
    with pytest.raises(ConflictError, match="departure_elsewhere"):
        services.ask_pack(departure_id=departure.id, actor=FIRST, at=AT, day=DAY)
    assert Departure.objects.count() == 1
    assert len([letter for letter in mail.outbox if "berakhir" in letter.subject]) == 1


def test_an_extended_agreement_undoes_everything_until_the_erasure(administrator: User) -> None:
    departure = scene.receive_by(administrator)
    with inside(NAME), pytest.raises(DomainError):
        leaving.name_recipient(recipient="", actor=administrator, day=DAY)
    services.cancel(departure_id=departure.id, reason="Perpanjangan PKS 2/2026", actor=SECOND, at=AT, day=DAY)
    assert scene.region().state == Region.State.ACTIVE
    with inside(NAME):
        assert Notice.objects.get().stage == "cancelled"
        Employee.objects.create(name="Sesudah perpanjangan", employment_type="pns")
    with pytest.raises(ConflictError, match="departure_over"):
        ask(departure, order="Surat 1")
    again = scene.begun()
    assert again.id != departure.id
    ordered = services.close(departure_id=again.id, actor=FIRST, at=AT, day=DAY)
    ask(ordered, order="Surat 2")
    confirm(ordered)
    with pytest.raises(ConflictError):
        services.cancel(departure_id=again.id, reason=REASON, actor=SECOND, at=AT, day=DAY)


def test_a_pack_made_again_needs_a_receipt_of_its_own(administrator: User) -> None:
    departure = scene.receive_by(administrator)
    later = AT + timedelta(days=1)
    scene.work(services.ask_pack(departure_id=departure.id, actor=FIRST, at=later, day=DAY))
    anew = queries.by_id(departure.id)
    assert (anew.state, anew.handed_over_at, anew.erase_on) == (State.PACKED, None, None)
    assert anew.pack["sha256"] != departure.pack["sha256"]
    assert services.take_receipts(at=later) == 0
    with inside(NAME):
        assert Notice.objects.get().received_at is None


def test_a_pack_is_closed_for_everybody_but_the_regions_own_key(administrator: User) -> None:
    departure = scene.closed()
    key = pyrage.x25519.Identity.generate()
    with inside(NAME):
        leaving.name_recipient(recipient=str(key.to_public()), actor=administrator, day=DAY)
    scene.work(services.ask_pack(departure_id=departure.id, actor=FIRST, at=AT, day=DAY))
    departure = queries.by_id(departure.id)
    path = scene.pack_of(departure)
    assert [each.name for each in path.parent.iterdir()] == [departure.pack["name"]]
    assert departure.pack["is_encrypted"]
    assert archive.digest_of(path) == departure.pack["sha256"]
    with pytest.raises(InvalidError):
        archive.Reader(path)
    clear = path.with_name("terbuka.zip")
    pyrage.decrypt_file(str(path), str(clear), [key])
    assert archive.Reader(clear).manifest["fingerprint"] == departure.pack["fingerprint"]


def test_the_day_tells_closes_and_waits_for_nobody(administrator: User) -> None:
    ends = date(2027, 6, 1)
    for left in (200, 91):
        days.daily(actor=FIRST, at=AT, day=ends - timedelta(days=left))
        assert not Departure.objects.exists()
    sent = len(mail.outbox)
    for left in (90, 89, 31, 30, 29, 7, 6, 1):
        days.daily(actor=FIRST, at=AT, day=ends - timedelta(days=left))
    departure = Departure.objects.get()
    assert departure.notices == [7, 30, 90]
    assert scene.region().state == Region.State.ACTIVE
    letters = [letter for letter in mail.outbox[sent:] if letter.to == [administrator.email]]
    assert len(letters) == 4  # once when it begins, then at each of the three
    days.daily(actor=FIRST, at=AT, day=ends)
    assert scene.region().state == Region.State.READ_ONLY
    assert Departure.objects.get().state == State.READ_ONLY
    assert Departure.objects.count() == 1  # north and south run on for years


def test_what_the_clock_does_is_written_down_on_both_sides(administrator: User) -> None:
    agreement = scene.region().agreement
    assert agreement is not None
    agreement.starts_on, agreement.ends_on = date(2026, 1, 2), date(2026, 11, 20)
    agreement.save()
    tasks.daily("public")
    assert scene.region().state == Region.State.READ_ONLY
    written = Change.objects.filter(table_name="departure_departure")
    assert set(written.values_list("actor_name", flat=True)) == {"Merit Bersama"}
    with inside(NAME):
        assert set(Change.objects.filter(table_name="leaving_notice").values_list("actor_name", flat=True)) == {
            "Merit Bersama"
        }


def test_a_mail_server_that_is_down_keeps_nothing_from_happening(administrator: User) -> None:
    Unreliable.ahead[:] = [ConnectionRefusedError()]
    with override_settings(EMAIL_BACKEND=UNRELIABLE):
        departure = scene.begun()
        assert departure.state == State.NOTICE
        assert mail.outbox[-1].to != [administrator.email]
        telling.tell(departure.id, actor=FIRST, at=AT)
    assert mail.outbox[-1].to == [administrator.email]


def test_the_administrator_reads_downloads_in_parts_and_receives(administrator: User) -> None:
    browser = Client(HTTP_HOST=f"{NAME}.localhost")
    departure = scene.packed()
    with inside(NAME):
        browser.force_login(administrator)
    page = browser.get("/kerja-sama/").content.decode()
    assert departure.pack["sha256"][:32] in page
    assert "Nyatakan diterima" in page
    banner = browser.get("/organisasi/").content.decode()
    assert "Paket akhir siap diunduh" in banner
    whole = browser.get("/kerja-sama/paket/")
    content = b"".join(whole.streaming_content)
    assert (whole.status_code, whole["Accept-Ranges"], whole["ETag"]) == (
        200,
        "bytes",
        f'"{departure.pack["sha256"]}"',
    )
    half = len(content) // 2
    first = browser.get("/kerja-sama/paket/", headers={"Range": f"bytes=0-{half - 1}"})
    second = browser.get("/kerja-sama/paket/", headers={"Range": f"bytes={half}-", "If-Range": whole["ETag"]})
    assert (first.status_code, second.status_code) == (206, 206)
    assert second["Content-Range"] == f"bytes {half}-{len(content) - 1}/{len(content)}"
    assert b"".join(first.streaming_content) + b"".join(second.streaming_content) == content
    other = browser.get("/kerja-sama/paket/", headers={"Range": "bytes=5-", "If-Range": '"an older one"'})
    assert other.status_code == 200
    other.close()
    assert browser.get("/kerja-sama/paket/", headers={"Range": f"bytes={len(content)}-"}).status_code == 416
    assert browser.post("/kerja-sama/terima/", {"checksum": "12345678"}).status_code == 422
    assert browser.post("/kerja-sama/terima/", {"checksum": departure.pack["sha256"]}).status_code == 302
    connection.set_schema_to_public()
    with schema_context("public"):
        services.take_receipts(at=AT)
    assert queries.by_id(departure.id).state == State.HANDED_OVER
