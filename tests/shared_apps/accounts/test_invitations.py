from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from shared_apps.accounts import services
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.accounts.rules import INVITATION_DAYS
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, link_in

Commit = Any


@pytest.fixture
def link(regions: None, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Commit) -> str:
    """North invites an administrator; the path of the link in the letter."""
    with inside("north"), django_capture_on_commit_callbacks(execute=True):
        services.create_invitation(
            email="Ratna@North.example.id", name="Ratna Andini", role="personnel_admin", day=TODAY, actor=OPERATOR
        )
    assert [letter.to for letter in mailoutbox] == [["ratna@north.example.id"]]
    return link_in(mailoutbox[0].body)


def token_of(link: str) -> str:
    return link.split("/")[2]


def test_the_letter_names_role_inviter_and_the_address_of_the_domain_row(
    link: str, mailoutbox: list[EmailMessage]
) -> None:
    body = mailoutbox[0].body
    assert "http://north.localhost/undangan/" in body
    assert "Administrator kepegawaian" in body
    assert OPERATOR.name in body
    assert "di Merit Bersama Pemerintah Kota North." in body
    assert mailoutbox[0].subject == "Undangan Merit Bersama Pemerintah Kota North dari Operator tuan rumah"


def test_the_token_is_not_stored(link: str) -> None:
    with inside("north"):
        stored = Invitation.objects.get(email="ratna@north.example.id")
        assert bytes(stored.token_sha256) not in token_of(link).encode()
        assert len(bytes(stored.token_sha256)) == 32


def test_accepting_opens_an_account_with_role_and_verified_address_and_walks_in(link: str, north: Client) -> None:
    page = north.get(link)
    assert page.status_code == 200
    assert "Ratna Andini" in page.content.decode()
    answer = north.post(link, {"password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    with inside("north"):
        user = User.objects.get(email="ratna@north.example.id")
        assert user.check_password(PASSWORD)
        assert Appointment.objects.get(user=user).role == "personnel_admin"
        assert EmailAddress.objects.get(user=user).verified
    assert north.get("/akun-saya/").status_code == 200


def test_an_invitation_is_accepted_once(link: str, north: Client) -> None:
    north.post(link, {"password": PASSWORD})
    with inside("north"):
        before = User.objects.get(email="ratna@north.example.id").password
    again = Client(HTTP_HOST="north.localhost").post(link, {"password": "Lain-Sekali-99-Kata"})
    assert again.status_code == 410
    assert "sudah dipakai" in again.content.decode()
    with inside("north"):
        assert User.objects.get(email="ratna@north.example.id").password == before


def test_an_expired_invitation_says_so_and_changes_nothing(link: str) -> None:
    late = TODAY + timedelta(days=INVITATION_DAYS)
    with inside("north"):
        with pytest.raises(ConflictError) as refused:
            services.accept_invitation(token=token_of(link), password=PASSWORD, day=late)
        assert refused.value.code == "invitation_expired"
        assert not User.objects.filter(email="ratna@north.example.id").exists()
        services.accept_invitation(token=token_of(link), password=PASSWORD, day=late - timedelta(days=1))


def test_a_newer_invitation_replaces_the_older_one(link: str, regions: None) -> None:
    with inside("north"):
        services.create_invitation(
            email="ratna@north.example.id", name="Ratna", role="auditor", day=TODAY, actor=OPERATOR
        )
        with pytest.raises(ConflictError) as refused:
            services.accept_invitation(token=token_of(link), password=PASSWORD, day=TODAY)
    assert refused.value.code == "invitation_replaced"


@pytest.mark.parametrize("elsewhere", ["south.localhost", "host.localhost"])
def test_a_link_of_north_is_unknown_elsewhere_and_changes_nothing(link: str, elsewhere: str) -> None:
    stranger = Client(HTTP_HOST=elsewhere)
    assert stranger.get(link).status_code == 404
    assert stranger.post(link, {"password": PASSWORD}).status_code == 404
    for name in ("south", "public"):
        with inside(name):
            assert not User.objects.filter(email="ratna@north.example.id").exists()
    with inside("north"):
        assert Invitation.objects.get(email="ratna@north.example.id").accepted_at is None


def test_a_row_copied_with_its_hash_does_not_make_the_link_valid_elsewhere(link: str) -> None:
    with inside("north"):
        stolen = Invitation.objects.get(email="ratna@north.example.id")
        kept = {field.name: getattr(stolen, field.name) for field in Invitation._meta.concrete_fields}
    with inside("south"):
        Invitation(**kept).save(force_insert=True)
        with pytest.raises(NotFoundError):
            services.accept_invitation(token=token_of(link), password=PASSWORD, day=TODAY)


def test_a_forged_link_is_unknown(link: str, north: Client) -> None:
    forged = link[:-3] + ("aa/" if link[-3:] != "aa/" else "bb/")
    assert north.get(forged).status_code == 404


@pytest.mark.parametrize("weak", ["pendek", "12345678901234", "password123", "ratna@north.example.id", "Ratna Andini"])
def test_weak_passwords_are_refused_beside_the_field(link: str, north: Client, weak: str) -> None:
    answer = north.post(link, {"password": weak})
    assert answer.status_code == 422
    with inside("north"):
        assert not User.objects.filter(email="ratna@north.example.id").exists()
        assert Invitation.objects.get(email="ratna@north.example.id").accepted_at is None


def test_the_regional_head_has_an_account_without_an_employee(regions: None) -> None:
    with inside("north"):
        invitation = services.create_invitation(
            email="bupati@north.example.id", name="Bupati", role="regional_head", day=TODAY, actor=OPERATOR
        )
        assert invitation.employee_id is None


def test_roles_of_the_host_are_not_given_in_a_region_nor_the_reverse(regions: None) -> None:
    for name, role in (("north", "host_operator"), ("public", "personnel_admin"), ("north", "superuser")):
        with inside(name):
            before = Invitation.objects.count()
            with pytest.raises(InvalidError):
                services.create_invitation(email="x@x.example.id", name="X", role=role, day=TODAY, actor=OPERATOR)
            assert Invitation.objects.count() == before


def test_without_the_right_nobody_invites(regions: None, mailoutbox: list[EmailMessage]) -> None:
    with inside("north"):
        plain, head = account("sari@north.example.id"), account("wali@north.example.id", role="regional_head")
        before = Invitation.objects.count()
        for actor in (plain, head):
            with pytest.raises(ForbiddenError):
                services.create_invitation(email="x@x.example.id", name="X", role="auditor", day=TODAY, actor=actor)
            with pytest.raises(ForbiddenError):
                services.invite_many(employees=[(uuid4(), "X", "x@x.example.id")], day=TODAY, actor=actor)
        assert Invitation.objects.count() == before


def test_many_employees_are_invited_and_those_with_accounts_left_out(
    regions: None, mailoutbox: list[EmailMessage]
) -> None:
    known = uuid4()
    with inside("north"):
        admin = account("adm@north.example.id", role="personnel_admin")
        account("ada@north.example.id", employee_id=known)
        employees = [
            (uuid4(), "Budi", "Budi@north.example.id"),
            (uuid4(), "Citra", "citra@north.example.id"),
            (known, "Ada", "baru@north.example.id"),
            (uuid4(), "Dewi", "bukan surel"),
            (uuid4(), "Budi lain", "budi@north.example.id"),
        ]
        result = services.invite_many(employees=employees, day=TODAY, actor=admin)
        assert services.deliver(result.ids, day=TODAY).sent == 2
    assert result.with_account == ("Ada",)
    assert result.wrong_address == ("Dewi", "Budi lain")
    assert sorted(letter.to[0] for letter in mailoutbox) == ["budi@north.example.id", "citra@north.example.id"]


def test_nothing_is_sent_when_the_transaction_fails(
    regions: None, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Commit
) -> None:
    with inside("north"), django_capture_on_commit_callbacks(execute=True):
        account("ratna@north.example.id")
        with pytest.raises(ConflictError):
            services.create_invitation(
                email="ratna@north.example.id", name="Ratna", role="auditor", day=TODAY, actor=OPERATOR
            )
    assert mailoutbox == []
