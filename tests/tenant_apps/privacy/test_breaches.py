"""Breaches: written down with a clock, told, and closed only when everybody has been told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from tenant_apps.privacy.models import Breach, BreachNotice
from tenant_apps.privacy.queries import breaches as queries
from tenant_apps.privacy.services import breaches
from tests.cast import TODAY
from tests.pdf import text_of
from tests.tenant_apps.people.people import CLERK
from tests.tenant_apps.privacy.conftest import Account, browser

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "title": "Laptop hilang",
    "happened": "Hilang di perjalanan",
    "happened_on": None,
    "discovered_at": AT - timedelta(hours=10),
    "data_hit": "Nama, NIP, dan nilai",
    "people": 12,
    "consequences": "Nama disalahgunakan",
    "measures": "Kata sandi diganti",
    "contact": "BKPSDM, lantai 2",
}


def tell(breach: Breach, to: str, actor: Any) -> BreachNotice:
    return breaches.told(
        breach_id=breach.id, to=to, recipient="Penerima", told_at=AT, how="Surat 1", actor=actor, at=AT
    )


def test_the_clock_runs_from_the_discovery_until_both_are_told(user: Account) -> None:
    administrator = user(role="personnel_admin")
    breach = breaches.record(**FACTS, actor=administrator, at=AT)
    shown = queries.breach(administrator, breach.id, TODAY, AT)
    assert (shown.hours, [str(each) for each in shown.lacking]) == (62, ["person", "authority"])
    tell(breach, "public", administrator)
    tell(breach, "authority", administrator)
    with pytest.raises(ConflictError):
        breaches.close(breach_id=breach.id, lesson="Disandikan", actor=administrator, at=AT)
    assert queries.breach(administrator, breach.id, TODAY, AT).is_running
    for _click in range(2):
        tell(breach, "person", administrator)
    assert BreachNotice.objects.count() == 3
    assert not queries.breach(administrator, breach.id, TODAY, AT).is_running
    breaches.close(breach_id=breach.id, lesson="Disandikan", actor=administrator, at=AT)
    with pytest.raises(ConflictError):
        tell(breach, "public", administrator)
    assert Breach.objects.get().closed_by_name == administrator.name


@pytest.mark.parametrize(
    "wrong",
    [
        {"discovered_at": AT + timedelta(hours=1)},
        {"title": "\x00"},
        {"measures": " "},
        {"happened_on": datetime(2026, 11, 25, tzinfo=UTC).date()},
    ],
)
def test_what_cannot_be_is_not_written(user: Account, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidError):
        breaches.record(**{**FACTS, **wrong}, actor=user(role="personnel_admin"), at=AT)
    assert not Breach.objects.exists()


def test_nobody_else_writes_or_reads_it(user: Account) -> None:
    breach = breaches.record(**FACTS, actor=user(role="personnel_admin"), at=AT)
    with pytest.raises(ForbiddenError):
        breaches.record(**FACTS, actor=user(CLERK), at=AT)
    assert browser(user(role="auditor")).get(f"/privasi/kegagalan/{breach.id}/").status_code == 403
    assert Breach.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "words"), [("person", "data pribadi Anda"), ("authority", "melaporkan"), ("public", "mengumumkan")]
)
def test_the_letters_are_filled_from_the_record(user: Account, to: str, words: str) -> None:
    administrator = user(role="personnel_admin")
    breach = breaches.record(**FACTS, actor=administrator, at=AT)
    answer = browser(administrator).get(f"/privasi/kegagalan/{breach.id}/surat/{to}/")
    text = text_of(answer.content)
    for part in (words, "Nama, NIP, dan nilai", "Kata sandi diganti", "BKPSDM, lantai 2"):
        assert part in text


def test_programs_keep_the_register_by_its_clock(user: Account) -> None:
    officer, register = browser(user(role="data_protection_officer")), "/api/v1/privacy/breaches/"
    facts = {**FACTS, "discovered_at": (timezone.now() - timedelta(hours=10, minutes=30)).isoformat()}
    send = {"content_type": "application/json"}
    made = officer.post(register, facts, **send).json()
    assert (made["hours_left"], made["running"], made["lacking"]) == (61, True, ["person", "authority"])
    assert officer.post(register, facts, **send).json()["id"] == made["id"]
    one = f"{register}{made['id']}/"
    assert officer.post(one, {**facts, "people": None, "title": "\x00"}, **send).status_code == 400
    assert officer.post(one, {**facts, "people": None}, **send).json()["people"] is None
    assert officer.post(f"{one}close/", {"lesson": "Disandikan"}, **send).status_code == 409
    now = timezone.now().isoformat()
    for to in ("person", "authority", "person"):
        notice = {"to": to, "recipient": "Penerima", "told_at": now, "how": "Surat 1"}
        told = officer.post(f"{one}notices/", notice, **send).json()
    assert (told["running"], len(told["notices"]), told["notices"][0]["written_by_name"]) == (
        False,
        2,
        "Akun data_protection_officer",
    )
    assert officer.get(f"{one}letters/authority/").content.startswith(b"%PDF")
    assert officer.get(f"{one}letters/lain/").status_code == 404
    assert officer.post(f"{one}close/", {"lesson": "Disandikan"}, **send).json()["lesson"] == "Disandikan"
    assert officer.get(register).json()["breaches"][0]["closed_by_name"] == "Akun data_protection_officer"
    assert browser(user(CLERK)).get(register).status_code == 403
