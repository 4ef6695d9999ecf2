from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from shared_apps.accounts import access, services
from shared_apps.accounts.models import ApiToken, Appointment, Invitation, User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, sign_in


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", name="Ratna Andini", role="personnel_admin")


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id")


def test_my_account_shows_tokens_and_ends_them(sari: User, north: Client) -> None:
    sign_in(north, sari.email)
    with inside("north"):
        _, token = services.issue_token(user=sari, name="Rekap bulanan", now=timezone.now())
        _, foreign = services.issue_token(user=account("lain@north.example.id"), name="Asing", now=timezone.now())
    page = north.get("/akun-saya/").content.decode()
    assert "Rekap bulanan" in page
    assert "Asing" not in page
    assert north.post(f"/akun-saya/token/{foreign.id}/cabut/").status_code == 404
    assert north.post(f"/akun-saya/token/{token.id}/cabut/").status_code == 302
    with inside("north"):
        assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
        assert ApiToken.objects.get(pk=foreign.pk).revoked_at is None


def test_a_new_password_keeps_this_session_and_ends_the_others(sari: User, north: Client) -> None:
    other = Client(HTTP_HOST="north.localhost")
    sign_in(north, sari.email)
    sign_in(other, sari.email)
    wrong = north.post("/akun-saya/sandi/", {"old": "salah", "new": "Kebun-Teh-12-Bukit"})
    assert wrong.status_code == 422
    assert "Kata sandi lama tidak cocok" in wrong.content.decode()
    assert north.post("/akun-saya/sandi/", {"old": PASSWORD, "new": "pendek"}).status_code == 422
    assert north.post("/akun-saya/sandi/", {"old": PASSWORD, "new": "Kebun-Teh-12-Bukit"}).status_code == 302
    assert north.get("/akun-saya/").status_code == 200
    assert other.get("/akun-saya/").status_code == 302


def test_the_language_is_remembered_by_the_account(sari: User, north: Client) -> None:
    sign_in(north, sari.email)
    answer = north.post("/akun-saya/bahasa/", {"language": "en"})
    assert answer.cookies["django_language"].value == "en"
    assert north.post("/akun-saya/bahasa/", {"language": "xx"}).status_code == 422
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, sari.email)
    assert browser.cookies["django_language"].value == "en"


def test_signing_out_asks_and_ends_the_session(sari: User, north: Client) -> None:
    sign_in(north, sari.email)
    assert north.get("/masuk/keluar/").status_code == 200
    assert north.post("/masuk/keluar/").status_code == 302
    assert north.get("/akun-saya/").status_code == 302


def test_the_administrator_invites_to_a_role_and_takes_it_back(
    admin: User, north: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: object
) -> None:
    sign_in(north, admin.email)
    assert north.get("/peran/").status_code == 200
    wali = {"name": "Wali Kota", "email": "wali@north.example.id", "role": "regional_head"}
    assert north.post("/peran/undang/", {**wali, "role": "host_operator"}).status_code == 422
    assert north.post("/peran/undang/", {**wali, "email": "bukan"}).status_code == 422
    assert north.post("/peran/undang/", wali).status_code == 302
    page = north.get("/peran/").content.decode()
    assert "wali@north.example.id" in page
    with inside("north"):
        auditor = account("periksa@north.example.id", role="auditor")
        held = Appointment.objects.get(user=auditor)
    assert north.post(f"/peran/{held.id}/akhiri/").status_code == 302
    with inside("north"):
        held.refresh_from_db()
        assert held.ends_on is not None
        assert access.roles_of(User.objects.get(pk=auditor.pk), timezone.localdate()) == frozenset()


def test_who_has_an_account_is_appointed_at_once(
    admin: User, sari: User, north: Client, mailoutbox: list[EmailMessage]
) -> None:
    sign_in(north, admin.email)
    form = {"name": "Sari", "email": "Sari@North.example.id", "role": "auditor"}
    answer = north.post("/peran/undang/", form, follow=True)
    assert "sudah mempunyai akun dan kini memegang peran Pemeriksa" in answer.content.decode()
    with inside("north"):
        assert access.roles_of(User.objects.get(pk=sari.pk), timezone.localdate()) == {Role.AUDITOR}
        assert not Invitation.objects.filter(email=sari.email).exists()
    assert mailoutbox == []
    assert north.post("/peran/undang/", form).status_code == 422  # twice is told
    with inside("north"):
        services.deactivate(user_id=sari.pk, day=TODAY, at=timezone.now(), actor=admin)
    assert north.post("/peran/undang/", {**form, "role": "regional_head"}).status_code == 422
    with inside("north"):
        assert [held.role for held in Appointment.objects.filter(user=sari)] == ["auditor"]


def test_the_last_administrator_stays(admin: User) -> None:
    with inside("north"):
        held = Appointment.objects.get(user=admin)
        Appointment.objects.exclude(pk=held.pk).delete()
        with pytest.raises(ConflictError):
            services.end_appointment(appointment_id=held.id, day=TODAY, actor=admin)
        held.refresh_from_db()
        assert held.ends_on is None


@pytest.mark.parametrize("path", ["/peran/", "/akun-saya/"])
def test_strangers_are_sent_to_sign_in_and_come_back(north: Client, path: str) -> None:
    answer = north.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/masuk/?next={path}")


def test_without_a_role_the_page_of_roles_is_forbidden_and_changes_nothing(sari: User, north: Client) -> None:
    sign_in(north, sari.email)
    assert north.get("/peran/").status_code == 403
    with inside("north"):
        before = Invitation.objects.count()
    form = {"name": "X", "email": "x@north.example.id", "role": "personnel_admin"}
    assert north.post("/peran/undang/", form).status_code == 403
    with inside("north"):
        assert Invitation.objects.count() == before
        assert access.roles_of(sari, TODAY) == frozenset()


def test_a_role_holds_from_its_first_day_until_the_day_it_ends(sari: User, admin: User) -> None:
    with inside("north"):
        until = TODAY + timedelta(days=3)
        services.appoint(user=sari, role="auditor", day=TODAY, ends_on=until, actor=admin)
        days = [TODAY - timedelta(days=1), TODAY, until - timedelta(days=1), until]
        assert [access.may(sari, Action.SEE_AUDIT, day) for day in days] == [False, True, True, False]


def test_appointing_needs_the_right_and_a_role_of_this_schema(sari: User, admin: User) -> None:
    with inside("north"):
        with pytest.raises(ForbiddenError):
            services.appoint(user=sari, role="personnel_admin", day=TODAY, actor=sari)
        with pytest.raises(InvalidError):
            services.appoint(user=sari, role=Role.HOST_OPERATOR, day=TODAY, actor=admin)
        services.appoint(user=sari, role="auditor", day=TODAY, actor=OPERATOR)
        with pytest.raises(ConflictError):
            services.appoint(user=sari, role="auditor", day=TODAY, actor=OPERATOR)
        assert [held.role for held in sari.appointments.all()] == ["auditor"]
