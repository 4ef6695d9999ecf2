"""A lost second factor: taken away by another administrator, or by the operator; told, audited, set up anew."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client

from merit import commands_region
from shared_apps.accounts.models import Appointment, User
from shared_apps.audit.models import Change, Entry
from tests.cast import TODAY
from tests.shared_apps.accounts.scene import account, inside, sign_in
from tests.shared_apps.accounts.test_authenticator import connect_app

REASON = "Ponsel hilang di perjalanan dinas"
NEEDED = "/masuk/langkah-kedua/"


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", name="Tono Prakoso", role="personnel_admin")


@pytest.fixture
def sari(regions: None, north: Client) -> Client:
    """The browser of an administrator who connected an app; then the phone is lost."""
    with inside("north"):
        account("sari@north.example.id", role="personnel_admin")
    connect_app(north)
    return north


def id_of_sari() -> UUID:
    with inside("north"):
        return User.objects.get(email="sari@north.example.id").pk


def page() -> str:
    return f"/peran/akun/{id_of_sari()}/langkah-kedua/"


def factors() -> int:
    with inside("north"):
        return Authenticator.objects.count()


def test_another_administrator_resets_it_and_the_next_sign_in_sets_up_a_new_one(
    sari: Client, admin: User, settings: Any, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, admin.email)
    assert page() in browser.get("/peran/").content.decode()
    assert browser.post(page(), {"reason": " "}).status_code == 422
    assert factors() == 2  # the app and its recovery codes
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(page(), {"reason": REASON}).headers["Location"] == "/peran/"
    assert factors() == 0
    assert sari.get("/akun-saya/").status_code == 302
    assert [letter.to for letter in mailoutbox] == [["sari@north.example.id"]]
    assert "diatur ulang oleh Tono Prakoso" in mailoutbox[0].body
    assert REASON in mailoutbox[0].body
    with inside("north"):
        entry = Entry.objects.get(reason=REASON)
        gone = Change.objects.filter(table_name="mfa_authenticator", operation="D", actor_id=admin.pk)
        assert gone.filter(request_id=entry.request_id).count() == 2
    assert browser.post(page(), {"reason": REASON}).status_code == 409  # a double click
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(sari, "sari@north.example.id")
    assert sari.get("/peran/").headers["Location"] == NEEDED


@pytest.mark.parametrize("role", ["", "agency_admin", "auditor", "regional_head"])
def test_who_gives_no_roles_resets_nobodys(sari: Client, role: str) -> None:
    with inside("north"):
        other = account("lain@north.example.id")
        if role:
            held = Appointment(user=other, role=role, starts_on=TODAY, given_by_name="Uji")
            held.unit_id = uuid4() if role == "agency_admin" else None
            held.save()
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, other.email)
    assert browser.post(page(), {"reason": REASON}).status_code == 403
    answer = browser.post(f"/api/v1/accounts/{id_of_sari()}/second-factor/reset/", {"reason": REASON})
    assert answer.status_code == 403
    assert factors() == 2


def test_nobody_resets_their_own(sari: Client) -> None:
    assert sari.get(page()).status_code == 403
    assert sari.post(page(), {"reason": REASON}).status_code == 403
    answer = sari.post(f"/api/v1/accounts/{id_of_sari()}/second-factor/reset/", {"reason": REASON})
    assert (answer.status_code, answer.json()["code"]) == (403, "own_second_factor")
    assert factors() == 2


def test_the_operator_helps_the_last_administrator_and_no_one_else(
    sari: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    with inside("north"):
        auditor = account("pemeriksa@north.example.id", role="auditor")
        Authenticator.objects.create(user=auditor, type="totp", data={})
    facts = ["--reason", REASON, "--as-name", "Dadan"]
    refused = commands_region.reset_second_factor(["north", "--email", auditor.email, *facts])
    assert (refused, factors()) == (1, 3)
    assert "bukan administrator" in capsys.readouterr().err
    assert commands_region.reset_second_factor(["north", "--email", "SARI@north.example.id", *facts]) == 0
    assert "sets a second factor up anew" in capsys.readouterr().out
    assert factors() == 1
    with inside("north"):
        entry = Entry.objects.get(reason=REASON)
        assert (entry.actor_name, entry.method) == ("Dadan", "HOST")
        assert Change.objects.filter(request_id=entry.request_id, actor_name="Dadan", operation="D").count() >= 2
