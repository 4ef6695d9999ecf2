"""Sessions as their owner sees them: noted cheaply, ended from any of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shared_apps.accounts import devices, sessions
from shared_apps.accounts.models import User, UserSession
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, sign_in

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id")


def browser(agent: str = WINDOWS) -> Client:
    """Another device."""
    return Client(HTTP_HOST="north.localhost", HTTP_USER_AGENT=agent)


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (WINDOWS, ("Firefox", "Windows")),
        (PHONE, ("Chrome", "Android")),
        (f"{PHONE} Edg/140.0", ("Edge", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Chrome/140.0 Safari/537.36", ("Chrome", "macOS")),
        ("curl/8.5.0", ("", "")),
        ("", ("", "")),
        ("x" * 1000 + "Firefox/1", ("", "")),
    ],
)
def test_a_device_is_named_by_what_people_recognise(agent: str, named: tuple[str, str]) -> None:
    assert (devices.browser_of(agent), devices.system_of(agent)) == named


def test_every_device_is_listed_and_another_one_is_ended(sari: User) -> None:
    desk, phone = browser(), browser(PHONE)
    for each in (desk, phone):
        sign_in(each, sari.email)
    page = desk.get("/akun-saya/").content.decode()
    assert "Firefox di Windows" in page
    assert "Chrome di Android" in page
    assert page.count("Perangkat ini") == 1
    with inside("north"):
        theirs = UserSession.objects.get(system="Android")
    assert desk.post(f"/akun-saya/sesi/{theirs.pk}/akhiri/").headers["Location"] == "/akun-saya/"
    assert phone.get("/akun-saya/").status_code == 302
    assert "Sesi di Chrome di Android sudah diakhiri" in desk.get("/akun-saya/").content.decode()
    assert desk.post(f"/akun-saya/sesi/{theirs.pk}/akhiri/").status_code == 404  # a second tab


def test_all_the_others_are_ended_at_once(sari: User) -> None:
    desk, others = browser(), [browser(PHONE), browser("curl/8")]
    for each in (desk, *others):
        sign_in(each, sari.email)
    assert "Perangkat yang tidak dikenali" in desk.get("/akun-saya/").content.decode()
    assert desk.post("/akun-saya/sesi/akhiri/").status_code == 302
    assert [each.get("/akun-saya/").status_code for each in (desk, *others)] == [200, 302, 302]


def test_ending_the_own_session_signs_out(sari: User) -> None:
    desk = browser()
    sign_in(desk, sari.email)
    with inside("north"):
        own = UserSession.objects.get(user=sari)
    assert desk.post(f"/akun-saya/sesi/{own.pk}/akhiri/").headers["Location"] == "/masuk/"
    with inside("north"):
        assert not UserSession.objects.filter(user=sari).exists()
        assert not Session.objects.exists()


def test_programs_list_and_end_their_owners_sessions_alone(sari: User) -> None:
    desk, phone, other = browser(), browser(PHONE), browser()
    for each in (desk, phone):
        sign_in(each, sari.email)
    with inside("north"):
        account("tono@north.example.id")
    sign_in(other, "tono@north.example.id")
    told = {each["device"]: each for each in desk.get("/api/v1/me/sessions/").json()}
    assert {name: each["current"] for name, each in told.items()} == {
        "Firefox di Windows": True,
        "Chrome di Android": False,
    }
    end = f"/api/v1/me/sessions/{told['Chrome di Android']['id']}/end/"
    assert other.post(end).status_code == 404
    assert (desk.post(end).status_code, desk.post(end).status_code) == (204, 404)
    assert phone.get("/akun-saya/").status_code == 302
    login = {"login": sari.email, "password": PASSWORD}
    raw = browser().post("/api/v1/token/", login, content_type="application/json").json()["token"]
    program = Client(HTTP_HOST="north.localhost", HTTP_AUTHORIZATION=f"Bearer {raw}")
    assert [each["current"] for each in program.get("/api/v1/me/sessions/").json()] == [False]
    assert program.post("/api/v1/me/sessions/end/").json() == {"ended": 1}
    assert [each.get("/akun-saya/").status_code for each in (desk, other)] == [302, 200]
    sign_in(desk, sari.email)
    own = desk.get("/api/v1/me/sessions/").json()[0]["id"]
    assert desk.post(f"/api/v1/me/sessions/{own}/end/").status_code == 204
    assert desk.get("/akun-saya/").status_code == 302


def test_nobody_ends_the_session_of_another_or_of_another_region(sari: User, south: Client) -> None:
    hers, his = browser(), browser()
    sign_in(hers, sari.email)
    with inside("north"):
        account("tono@north.example.id")
        session = UserSession.objects.get(user=sari)
    with inside("south"):
        account("wati@south.example.id")
    sign_in(his, "tono@north.example.id")
    sign_in(south, "wati@south.example.id")
    for stranger in (his, south):
        assert stranger.post(f"/akun-saya/sesi/{session.pk}/akhiri/").status_code == 404
        assert stranger.post(f"/akun-saya/sesi/{uuid4()}/akhiri/").status_code == 404
        stranger.post("/akun-saya/sesi/akhiri/")
    assert hers.get("/akun-saya/").status_code == 200


def test_signing_out_and_a_new_password_leave_no_session_behind(sari: User) -> None:
    desk, phone = browser(), browser(PHONE)
    for each in (desk, phone):
        sign_in(each, sari.email)
    assert desk.post("/akun-saya/sandi/", {"old": PASSWORD, "new": "Kebun-Teh-12-Bukit"}).status_code == 302
    assert desk.get("/akun-saya/").status_code == 200
    with inside("north"):
        assert [each.system for each in UserSession.objects.filter(user=sari)] == ["Windows"]
    desk.post("/masuk/keluar/")
    with inside("north"):
        assert not UserSession.objects.filter(user=sari).exists()


def test_the_key_itself_is_not_stored(sari: User) -> None:
    desk = browser()
    sign_in(desk, sari.email)
    with inside("north"), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_usersession t")
        assert desk.cookies["sessionid"].value not in cursor.fetchall()[0][0]


def test_in_use_costs_one_row_in_some_minutes(sari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = browser()
    sign_in(desk, sari.email)
    with CaptureQueriesContext(connection) as asked:
        for _time in range(3):
            desk.get("/akun-saya/")
    assert not [each for each in asked.captured_queries if "INSERT INTO" in each["sql"] or "UPDATE" in each["sql"]]
    later = timezone.now() + sessions.SEEN_EVERY + timedelta(seconds=1)
    monkeypatch.setattr("shared_apps.accounts.middleware.timezone.now", lambda: later)
    with CaptureQueriesContext(connection) as asked:
        for _time in range(3):
            desk.get("/akun-saya/")
    assert sum("INSERT INTO" in each["sql"] for each in asked.captured_queries) == 1
    with inside("north"):
        kept = UserSession.objects.get(user=sari)
    assert kept.last_seen_at == later.replace(second=0, microsecond=0)
    assert kept.signed_in_at < kept.last_seen_at


def test_a_closed_account_keeps_no_session(sari: User, north: Client) -> None:
    hers = browser()
    sign_in(hers, sari.email)
    with inside("north"):
        account("adm@north.example.id", role="personnel_admin")
    sign_in(north, "adm@north.example.id")
    north.post(f"/peran/akun/{sari.pk}/tutup/")
    with inside("north"):
        assert not UserSession.objects.filter(user=sari).exists()
    assert hers.get("/akun-saya/").status_code == 302


def test_what_is_over_is_not_listed(sari: User) -> None:
    desk = browser()
    sign_in(desk, sari.email)
    past: Any = timezone.now() - timedelta(minutes=1)
    with inside("north"):
        sessions.record_seen(user=sari, key="old", agent=PHONE, now=past, expires_at=past)
    assert "Android" not in desk.get("/akun-saya/").content.decode()
