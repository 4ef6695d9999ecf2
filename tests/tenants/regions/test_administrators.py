"""The host invites a region's administrator again, until somebody is one."""

from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Invitation
from tenants.regions.models import Region
from tests.mail import UNRELIABLE, Unreliable
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, link_in
from tests.tenants.conftest import at_host, host_user

NEW = {"name": "Ratna Andini", "email": "ratna@north.example.id"}


@pytest.fixture
def path(regions: None) -> str:
    with schema_context("public"):
        north: UUID = Region.objects.get(schema_name="north").id
    return f"/daerah/{north}/administrator/"


def open_addresses() -> set[str]:
    with inside("north"):
        return set(Invitation.objects.filter(accepted_at=None, replaced_at=None).values_list("email", flat=True))


def test_another_address_takes_the_place_of_the_wrong_one(
    path: str, console: Client, mailoutbox: list[EmailMessage]
) -> None:
    assert "Undang ulang administrator" in console.get(path.removesuffix("administrator/")).content.decode()
    page = console.get(path).content.decode()
    assert "Kota North belum mempunyai administrator" in page
    assert "admin@north.example.id" in page
    assert console.post(path, NEW).status_code == 302
    assert open_addresses() == {NEW["email"]}
    (letter,) = mailoutbox
    assert letter.to == [NEW["email"]]
    assert "Dadan Koswara, Pemerintah Provinsi Jawa Barat" in letter.body
    link = link_in(str(letter.body))
    assert Client(HTTP_HOST="north.localhost").post(link, {"password": PASSWORD}).status_code == 302

    assert "sudah mempunyai administrator" in console.get(path).content.decode()
    assert console.post(path, {**NEW, "email": "lain@north.example.id"}).status_code == 422
    assert open_addresses() == set()
    assert len(mailoutbox) == 1


def test_a_letter_that_does_not_leave_is_said_and_can_be_sent_again(
    path: str, console: Client, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.EMAIL_BACKEND = UNRELIABLE
    Unreliable.ahead[:] = [ConnectionRefusedError(111, "down")]
    answer = console.post(path, NEW)
    assert (answer.status_code, "belum terkirim" in answer.content.decode()) == (422, True)
    assert console.post(path, NEW).status_code == 302
    assert [letter.to for letter in mailoutbox] == [[NEW["email"]]]


def test_who_has_no_role_at_the_host_sends_nothing(path: str, mailoutbox: list[EmailMessage]) -> None:
    stranger = at_host(host_user("Siti Aminah", operator=False))
    assert stranger.get(path).status_code == 403
    assert stranger.post(path, NEW).status_code == 403
    assert open_addresses() == {"admin@north.example.id"}
    with inside("north"):
        account("adm@north.example.id", role="personnel_admin")
    assert Client(HTTP_HOST="north.localhost").post(path, NEW).status_code == 404
    assert mailoutbox == []
