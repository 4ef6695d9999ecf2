"""What is asked, decided and ended, between host and region; and that the host learns of no person by it."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.audit.models import Change
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.mailbox import services as mailbox
from shared_apps.mailbox.models import Message
from shared_apps.support import services as region_side
from shared_apps.support.models import Grant
from shared_apps.support.rules import DECIDED
from tenants.regions.database import support_roles
from tenants.regions.models import Region
from tenants.support import queries, services
from tenants.support.models import Request
from tests.government import everything_in
from tests.shared_apps.accounts.scene import account, inside
from tests.tenants.conftest import at_host, host_user
from tests.tenants.support.conftest import Scene, broken, tend

CANARY = "kanariutara"


def state_of(request: Request) -> str:
    with schema_context("public"):
        request.refresh_from_db()
    return request.state


def grant_of(request: Request) -> Grant:
    with schema_context("north"):
        return Grant.objects.get(id=request.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "ya"}, "reason"),
        ({"rooms": []}, "rooms"),
        ({"rooms": ["django_session"]}, "rooms"),
        ({"hours": 25}, "hours"),
        ({"hours": 0}, "hours"),
    ],
)
def test_an_incomplete_request_is_none(scene: Scene, wrong: dict[str, Any], field: str) -> None:
    asked: dict[str, Any] = {"reason": "Skor tidak muncul", "rooms": ["people"], "hours": 2} | wrong
    with schema_context("public"), pytest.raises(InvalidError) as refused:
        services.ask(
            region_id=scene.region.id, actor=scene.operator, at=timezone.now(), day=timezone.localdate(), **asked
        )
    assert list(refused.value.fields) == [field]
    assert at_host(scene.operator).post(f"/daerah/{scene.region.id}/dukungan/", asked).status_code == 422
    with schema_context("public"):
        assert not Request.objects.exists()
    with schema_context("north"):
        assert not Grant.objects.exists()
    assert mail.outbox == []


def test_one_request_at_a_time(scene: Scene) -> None:
    scene.ask()
    with pytest.raises(ConflictError):
        scene.ask()
    with schema_context("north"):
        assert Grant.objects.count() == 1


def test_who_is_no_operator_asks_nothing(scene: Scene) -> None:
    with schema_context("public"), pytest.raises(ForbiddenError):
        services.ask(
            region_id=scene.region.id,
            reason="Skor tidak muncul",
            rooms=["people"],
            hours=2,
            actor=host_user("Tamu Saja", operator=False),
            at=timezone.now(),
            day=timezone.localdate(),
        )


def test_a_region_that_cannot_be_entered_was_not_asked(scene: Scene) -> None:
    with schema_context("public"):
        Region.objects.filter(schema_name="north").update(state=Region.State.SUSPENDED)
        with pytest.raises(ConflictError):
            scene.ask()
        assert not Request.objects.exists()


def test_a_request_that_was_lost_on_the_way_is_brought_later(scene: Scene) -> None:
    """Killed between the host's row and the region's; and another region's door keeps nobody waiting."""
    request = scene.ask()
    with schema_context("north"):
        Grant.objects.all().delete()
    with schema_context("public"):
        Request.objects.update(delivered_at=None)
        Region.objects.filter(schema_name="north").update(state=Region.State.SUSPENDED)
        tend()
        Region.objects.filter(schema_name="north").update(state=Region.State.ACTIVE)
    tend()
    assert grant_of(request).reason == request.reason
    with schema_context("public"):
        assert Request.objects.get().delivered_at is not None


def test_only_the_administrator_decides(scene: Scene) -> None:
    request, now, day = scene.ask(), timezone.now(), timezone.localdate()
    with inside("north"):
        head = account("wali@example.id", name="Wali", role="regional_head")
        for who in (scene.auditor, head):
            with pytest.raises(ForbiddenError):
                region_side.approve(grant_id=request.id, hours=1, rooms=["people"], actor=who, at=now, day=day)
            with pytest.raises(ForbiddenError):
                region_side.refuse(grant_id=request.id, reason="x", actor=who, at=now, day=day)
    assert grant_of(request).state == "asked"
    tend()
    assert support_roles.standing() == set()


@pytest.mark.parametrize(("hours", "rooms"), [(3, ["people"]), (0, ["people"]), (1, []), (1, ["audit"])])
def test_no_more_is_approved_than_was_asked(scene: Scene, hours: int, rooms: list[str]) -> None:
    request = scene.ask(rooms=("people", "organisation"), hours=2)
    with pytest.raises(InvalidError):
        scene.approve(request, hours=hours, rooms=tuple(rooms))
    assert grant_of(request).state == "asked"


def test_less_may_be_approved(scene: Scene) -> None:
    request = scene.ask(rooms=("people", "organisation", "audit"), hours=24)
    scene.approve(request, hours=2, rooms=("organisation", "accounts"))
    tend()
    assert state_of(request) == "approved"
    assert request.rooms == ["organisation"]
    assert request.expires_at is not None
    assert request.decided_at is not None
    assert (request.expires_at - request.decided_at).total_seconds() < 2 * 3600 + 5
    assert broken() == []


def test_a_region_that_lies_gets_no_more_than_was_asked_and_nothing_elsewhere(scene: Scene) -> None:
    request = scene.ask(rooms=("organisation",), hours=1)
    lie = {
        "grant": str(request.id),
        "state": "approved",
        "expires_at": "2099-01-01T00:00:00+00:00",
        "rooms": ["audit"],
    }
    with schema_context("south"):
        mailbox.send(kind=DECIDED, content=lie)
    tend()
    assert (state_of(request), support_roles.standing()) == ("asked", set())
    with schema_context("north"):
        mailbox.send(kind=DECIDED, content=lie | {"rooms": ["audit", "organisation"]})
    tend()
    assert (state_of(request), request.rooms) == ("approved", ["organisation"])
    assert request.expires_at is not None
    assert (request.expires_at - timezone.now()).total_seconds() <= 3600
    with schema_context("north"):
        mailbox.send(kind=DECIDED, content={"grant": str(request.id), "state": "everything"})
    tend()
    assert state_of(request) == "approved"


def test_decided_once(scene: Scene) -> None:
    request, now, day = scene.ask(), timezone.now(), timezone.localdate()
    with inside("north"):
        region_side.refuse(grant_id=request.id, reason="Tidak perlu", actor=scene.administrator, at=now, day=day)
    with pytest.raises(ConflictError):
        scene.approve(request)
    tend()
    assert (state_of(request), support_roles.standing()) == ("refused", set())


def test_the_operator_gives_back(scene: Scene) -> None:
    request = scene.given()
    supporter = scene.supporter(request)
    path = f"/daerah/{scene.region.id}/dukungan/{request.id}/akhiri/"
    assert at_host(scene.operator).post(path).status_code == 302
    assert supporter.get("/pegawai/").status_code == 403
    tend()
    assert support_roles.standing() == set()
    ended = grant_of(request)
    assert (ended.state, ended.ended_by_name) == ("ended", scene.operator.name)
    assert at_host(scene.operator).post(path).status_code == 409


@pytest.mark.parametrize("state", [Region.State.ACTIVE, Region.State.READ_ONLY, Region.State.SUSPENDED])
def test_all_grants_of_a_region_that_departs_end_at_once(scene: Scene, state: str) -> None:
    request = scene.given()
    with schema_context("public"):
        Region.objects.filter(schema_name="north").update(state=state)
        assert services.end_all("south", "Perjanjian berakhir") == 0
        assert len(support_roles.standing()) == 1
        assert services.end_all("north", "Perjanjian berakhir") == 1
    assert (state_of(request), support_roles.standing()) == ("ended", set())
    if state != Region.State.SUSPENDED:
        assert grant_of(request).end_reason == "Perjanjian berakhir"


def test_a_request_is_decided_where_nothing_else_may_be_written(scene: Scene) -> None:
    request = scene.ask()
    with schema_context("public"):
        Region.objects.filter(schema_name="north").update(state=Region.State.READ_ONLY)
    browser = scene.browser(scene.administrator)
    asked = {"hours": "1", "rooms": ["people", "organisation"]}
    assert browser.post(f"/dukungan/{request.id}/izinkan/", asked).status_code == 302
    tend()
    assert scene.supporter(request).get("/pegawai/").status_code == 200


def test_every_decision_stands_in_the_audit_with_who_took_it(scene: Scene) -> None:
    request = scene.ask()
    scene.browser(scene.administrator).post(f"/dukungan/{request.id}/izinkan/", {"hours": "1", "rooms": ["people"]})
    with schema_context("north"):
        changes = Change.objects.filter(table_name="support_grant", row_id=str(request.id)).order_by("at")
        assert [(each.operation, each.actor_name) for each in changes][1:] == [("U", scene.administrator.name)]
        assert changes[0].operation == "I"


def test_the_host_learns_of_no_person_by_asking(scene: Scene) -> None:
    """Names of those who decide, reasons and people stay in the region, whatever becomes of the request."""
    with schema_context("north"):
        User.objects.filter(id=scene.administrator.id).update(name=f"{CANARY} Andini")
        scene.administrator.refresh_from_db()
        account(f"{CANARY}@example.id", name=f"{CANARY} Pegawai")
    day = timezone.localdate()
    for turn in ("refuse", "revoke", "end"):
        request = scene.ask(rooms=("accounts", "people"))
        if turn != "refuse":
            scene.approve(request)
            tend()
            assert scene.supporter(request).get(f"/pegawai/?q={CANARY}").status_code == 403  # without organisation
        with inside("north"):
            if turn == "end":
                region_side.end(grant_id=request.id, by=f"{CANARY} x", reason=CANARY, at=timezone.now())
            else:
                act = getattr(region_side, turn)
                act(grant_id=request.id, reason=CANARY, actor=scene.administrator, at=timezone.now(), day=day)
        tend()
        assert state_of(request) in {"refused", "revoked", "ended"}
    with schema_context("public"):
        assert Message.objects.filter(kind=DECIDED).count() == 5
        told = str(queries.in_words(timezone.now()))
    page = at_host(scene.operator).get(f"/daerah/{scene.region.id}/dukungan/").content.decode()
    assert CANARY not in page + told
    assert [table for table, text in everything_in("public").items() if CANARY in text] == []
    assert any(CANARY in text for text in everything_in("north").values()), "else nothing was looked for"
