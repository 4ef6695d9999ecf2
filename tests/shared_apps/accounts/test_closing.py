"""Accounts end: closed by hand, or on the day their employee leaves."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from shared_apps.accounts import services
from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError
from tests.cast import TODAY
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, link_in, sign_in

GONE, STAYS = uuid4(), uuid4()


def register_of_the_test(employee_id: UUID, day: date) -> bool:
    """Stands where the register of people stands: one of them left today."""
    return employee_id != GONE


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", role="personnel_admin")


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account("sari@north.example.id", employee_id=GONE)


def test_a_closed_account_ends_at_once_and_its_sessions_for_good(
    admin: User, sari: User, north: Client, host: Client
) -> None:
    hers = Client(HTTP_HOST="north.localhost")
    sign_in(north, admin.email)
    sign_in(hers, sari.email)
    with inside("north"):
        raw, _token = services.issue_token(user=sari, name="Rekap", now=timezone.now())
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {raw}"}
    assert "sari@north.example.id" in north.get("/peran/?cari=sari").content.decode()
    assert hers.get("/akun-saya/").status_code == 200

    assert north.post(f"/peran/akun/{sari.pk}/tutup/").status_code == 302
    assert hers.get("/akun-saya/").status_code == 302
    assert sign_in(Client(HTTP_HOST="north.localhost"), sari.email) == "/masuk/tidak-aktif/"
    assert hers.get("/api/v1/schema/", **bearer).status_code == 401  # type: ignore[arg-type]

    assert north.post(f"/peran/akun/{sari.pk}/buka/").status_code == 302
    assert hers.get("/akun-saya/").status_code == 302
    assert sign_in(hers, sari.email) == "/"


def test_nobody_closes_their_own_account_or_without_the_right(admin: User, sari: User) -> None:
    with inside("north"):
        now = timezone.now()
        with pytest.raises(ConflictError):
            services.deactivate(user_id=admin.pk, day=TODAY, at=now, actor=admin)
        with pytest.raises(ForbiddenError):
            services.deactivate(user_id=admin.pk, day=TODAY, at=now, actor=sari)
        assert User.objects.get(pk=admin.pk).is_active


def test_who_left_neither_signs_in_nor_goes_on(sari: User, north: Client, settings: Any) -> None:
    with inside("north"):
        stays = account("tono@north.example.id", employee_id=STAYS)
        raw, _token = services.issue_token(user=sari, name="Rekap", now=timezone.now())
    bearer: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {raw}"}
    sign_in(north, sari.email)
    assert north.get("/akun-saya/").status_code == 200
    settings.ACCOUNTS_MAY_ENTER = f"{__name__}.register_of_the_test"
    assert north.get("/akun-saya/").status_code == 302
    anew = Client(HTTP_HOST="north.localhost")
    assert sign_in(anew, sari.email) == "/masuk/tidak-aktif/"
    assert "_auth_user_id" not in anew.session
    login = {"login": sari.email, "password": PASSWORD}
    assert anew.post("/api/v1/token/", login, content_type="application/json").status_code == 401
    assert anew.get("/api/v1/schema/", **bearer).status_code == 401
    assert sign_in(anew, stays.email) == "/"


def test_an_invitation_of_who_left_opens_nothing(
    admin: User, north: Client, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.ACCOUNTS_MAY_ENTER = f"{__name__}.register_of_the_test"
    with inside("north"):
        waiting = services.invite_many(employees=[(GONE, "Sari", "sari@north.example.id")], day=TODAY, actor=admin)
        services.deliver(waiting.ids, day=TODAY)
    link = link_in(str(mailoutbox[0].body))
    assert north.get(link).status_code == 410
    assert north.post(link, {"password": PASSWORD}).status_code == 410
    with inside("north"):
        assert not User.objects.filter(email="sari@north.example.id").exists()
