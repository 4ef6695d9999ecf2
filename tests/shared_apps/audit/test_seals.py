"""Audit rows are sealed in a chain; whoever changes a byte afterwards, the owner included, is found."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from merit import commands_audit
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.audit import sealing, tasks
from shared_apps.audit.models import Change, Entry, Seal
from tenants.regions import sealing as all_regions
from tenants.regions.database.base import as_owner
from tests.cast import OPERATOR

OLD = datetime(2026, 1, 1, tzinfo=UTC)


def request(path: str = "/") -> Entry:
    return Entry.objects.create(at=timezone.now(), actor_name="Ani", method="POST", path=path, status=200)


def as_the_owner(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)


def seal(schema: str = "north") -> int:
    with as_owner():
        return sealing.seal(schema, at=timezone.now())


@pytest.fixture
def sealed(real_logins: None) -> None:
    """Three seals in north."""
    for n in range(3):
        with schema_context("north"):
            User.objects.create(email=f"{n}@example.id", name=f"Nama {n}")
            User.objects.update(name=f"Ganti {n}")
            request(f"/{n}/")
        assert seal() > 0


def verdict(**heads: Any) -> sealing.Verdict:
    with schema_context("north"):
        return sealing.verify("north", **heads)


def test_what_was_sealed_holds(sealed: None) -> None:
    assert seal() == 0
    found = verdict()
    assert (found.holds, found.seals, len(found.head)) == (True, 3, 64)
    with schema_context("north"):
        seals = list(Seal.objects.order_by("number"))
        assert {each for seal in seals for each in seal.changes} == set(Change.objects.values_list("id", flat=True))
        assert {each for seal in seals for each in seal.entries} == set(Entry.objects.values_list("id", flat=True))
        assert found.head == seals[-1].head


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE north.audit_change SET actor_name = 'Budi' WHERE id = ANY({changes})", "changed"),
        ('UPDATE north.audit_change SET after = \'{{"name": "X"}}\' WHERE id = ANY({changes})', "changed"),
        ("UPDATE north.audit_change SET at = at + interval '1 microsecond' WHERE id = ANY({changes})", "changed"),
        ("UPDATE north.audit_change SET login = 'other' WHERE id = ANY({changes})", "changed"),
        ("UPDATE north.audit_entry SET path = '/1' WHERE id = ANY({entries})", "changed"),
        ("UPDATE north.audit_entry SET reason = ' ' WHERE id = ANY({entries})", "changed"),
        ("DELETE FROM north.audit_change WHERE id = ANY({changes})", "row_removed"),
        ("DELETE FROM north.audit_entry WHERE id = ANY({entries})", "row_removed"),
        ("DELETE FROM north.audit_seal WHERE number = 2", "seal_removed"),
        ("UPDATE north.audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2", "changed"),
        ("UPDATE north.audit_seal SET changes = changes[2:] WHERE number = 2", "changed"),
        ("UPDATE north.audit_seal SET changes = array_reverse_of(changes) WHERE number = 2", "changed"),
        ("UPDATE north.audit_seal SET head = repeat('0', 64) WHERE number = 2", "changed"),
    ],
)
def test_whatever_the_owner_changes_the_first_bad_seal_is_named(sealed: None, tampering: str, what: str) -> None:
    turned = "(SELECT array_agg(x ORDER BY n DESC) FROM unnest(changes) WITH ORDINALITY u (x, n))"
    members = {
        name: f"(ARRAY(SELECT unnest({name}) FROM north.audit_seal WHERE number = 2))"  # noqa: S608
        for name in ("changes", "entries")
    }
    as_the_owner(tampering.format(**members).replace("array_reverse_of(changes)", turned))
    first = verdict().faults[0]
    assert (first.seal, first.what) == (2, what)


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO north.audit_entry (id, at, actor_name, method, path, route, status, address, reason)"
        " VALUES (gen_random_uuid(), '2026-01-01', 'Budi', 'POST', '/', '', 200, '', '')",
        "INSERT INTO north.audit_change (id, at, table_name, row_id, operation, actor_name, login)"
        " VALUES (gen_random_uuid(), '2026-01-01', 'accounts_user', '1', 'I', 'Budi', 'x')",
    ],
)
def test_a_row_written_into_the_past_is_found(sealed: None, row: str) -> None:
    as_the_owner(row)
    assert seal() == 0
    assert [fault.what for fault in verdict().faults] == ["row_inserted"]


def test_a_chain_made_anew_is_not_the_one_that_was_told(sealed: None) -> None:
    told = {3: verdict().head}
    assert verdict(heads=told).holds
    as_the_owner("UPDATE north.audit_entry SET path = '/1' WHERE path = '/2/'; DELETE FROM north.audit_seal")
    assert seal() > 0
    assert verdict().holds
    assert [(fault.seal, fault.what) for fault in verdict(heads=told).faults] == [(3, "seal_removed")]
    assert not verdict(heads={1: "0" * 64}).holds


def test_a_row_that_commits_late_comes_into_a_later_seal(sealed: None) -> None:
    with schema_context("north"):
        late = Entry.objects.create(at=timezone.now() - timedelta(hours=5), method="POST", path="/", status=200)
    assert seal() == 1
    with schema_context("north"):
        assert Seal.objects.latest("number").entries == [late.id]
    assert verdict().holds


def test_after_a_night_without_seals_nothing_is_left_out(real_logins: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 3)
    begun = timezone.now() - timedelta(hours=20)
    with schema_context("north"):
        rows = [Entry(at=begun + timedelta(hours=n), method="POST", path=f"/{n}/", status=200) for n in range(8)]
        Entry.objects.bulk_create(rows)
    while seal():
        assert verdict().holds
    with schema_context("north"):
        assert {each for one in Seal.objects.all() for each in one.entries} == {row.id for row in rows}
    as_the_owner(
        "INSERT INTO north.audit_entry (id, at, actor_name, method, path, route, status, address, reason)"
        " VALUES (gen_random_uuid(), now() - interval '20 hours', 'Budi', 'POST', '/', '', 200, '', '')"
    )
    assert seal() == 0
    assert [fault.what for fault in verdict().faults] == ["row_inserted"]


def test_no_login_seals(regions: None) -> None:
    with schema_context("north"):
        request()
        with pytest.raises(ProgrammingError), transaction.atomic():
            sealing.seal("north", at=timezone.now())
        assert not Seal.objects.exists()


def test_heads_go_to_the_host_and_to_the_auditors(sealed: None, capsys: pytest.CaptureFixture[str]) -> None:
    with schema_context("north"):
        auditor = User.objects.create(email="auditor@example.id", name="Auditor")
        accounts.appoint(user=auditor, role="auditor", day=date(2026, 1, 2), actor=OPERATOR)
    all_regions.seal_audits("public")
    tasks.send_head("north")
    head = verdict().head
    assert [(letter.to, head in str(letter.body)) for letter in mail.outbox] == [(["auditor@example.id"], True)]
    assert all_regions.heads_of("north") == {4: head}
    assert all_regions.heads_of("south") == {}

    assert commands_audit.verify(["--region", "north", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "region": "north",
        "holds": True,
        "told": 1,
        "seals": 4,
        "head": head,
        "faults": [],
    }
    as_the_owner("UPDATE north.audit_entry SET status = 201")
    assert commands_audit.verify(["--region", "north"]) == 1
    assert "seal 1: a row, or the seal itself, is not what was sealed" in capsys.readouterr().err


def test_the_host_is_sealed_too(real_logins: None) -> None:
    with schema_context("public"):
        request()
    all_regions.seal_audits("public")
    assert commands_audit.verify(["--region", "public"]) == 0
    with schema_context("public"):
        assert Seal.objects.count() == 1


def test_every_region_is_asked_for_its_head(regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    send: Callable[..., None] = lambda task, args, queue: asked.append((task, args, queue))  # noqa: E731
    monkeypatch.setattr(all_regions.current_app, "send_task", send)
    all_regions.send_heads("public")
    assert asked == [("shared_apps.audit.tasks.send_head", [name], "region") for name in ("north", "south")]
