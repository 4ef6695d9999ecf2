"""Addresses of a region: renamed, added, chosen, removed; what is refused; and where an old one leads."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.audit.models import Entry
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tenants.lifecycle import addresses
from tenants.regions import queries
from tenants.regions.models import Domain, Region
from tenants.regions.services import inside
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import host_user
from tests.tenants.lifecycle.conftest import Scene

AT = datetime(2026, 11, 24, 5, tzinfo=UTC)


def act(what: str, scene: Scene, domain: str, **more: Any) -> Any:
    if what == "rename":
        more.setdefault("keep_old", True)
    given = {"region_id": scene.region.id, "domain": domain, "actor": OPERATOR, "at": AT, **more}
    with schema_context("public"):
        return getattr(addresses, what)(**given)


def all_of(scene: Scene) -> dict[str, str]:
    with schema_context("public"):
        found = Domain.objects.filter(tenant_id=scene.region.id)
        return {d.domain: "primary" if d.is_primary else "old" if d.is_old else "more" for d in found}


def told(scene: Scene) -> list[str]:
    with schema_context("north"):
        return list(Entry.objects.filter(method="HOST").order_by("id").values_list("path", flat=True))


def test_a_renamed_region_answers_at_its_new_address_and_the_old_one_leads_there(scene: Scene) -> None:
    browser = scene.browser(scene.administrator)
    act("rename", scene, " Utara.Example.ID. ")
    assert all_of(scene) == {"utara.example.id": "primary", "north.localhost": "old"}
    answer = browser.get("/pegawai/?q=a%20b")
    assert (answer.status_code, answer.headers["Location"]) == (301, "http://utara.example.id/pegawai/?q=a%20b")
    assert browser.head("/masuk/").status_code == 301
    assert browser.get("/api/v1/units/").status_code == 301
    assert scene.browser(host="utara.example.id").get("/masuk/").status_code == 200
    assert scene.browser(host="UTARA.example.id").get("/masuk/").status_code == 200
    assert told(scene) == ["Alamat utama menjadi utara.example.id; north.localhost dialihkan ke yang baru"]


def test_the_audit_of_the_region_has_one_language(scene: Scene) -> None:
    console = scene.console
    console.cookies["django_language"] = "en"
    sent = {"tindakan": "tambah", "domain": "kedua.example.id"}
    assert console.post(f"/daerah/{scene.region.id}/alamat/", sent).status_code == 302
    assert told(scene) == ["Alamat tambahan: kedua.example.id"]


def test_what_is_sent_to_an_old_address_goes_nowhere(scene: Scene) -> None:
    act("rename", scene, "utara.example.id")
    answer = scene.browser().post("/masuk/", {"login": "a@example.id", "password": "rahasia"})
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "http://utara.example.id" in page
    assert "tidak disimpan" in page
    problem = scene.browser().post("/api/v1/token/", {"login": "a", "password": "b"})
    assert (problem.status_code, problem.json()["code"]) == (410, "address_moved")


def test_a_dropped_address_is_nobodys_and_may_be_taken(scene: Scene) -> None:
    act("rename", scene, "utara.example.id", keep_old=False)
    assert all_of(scene) == {"utara.example.id": "primary"}
    assert scene.browser().get("/masuk/").status_code == 404
    assert scene.browser().get("/-/certificate", {"domain": "north.localhost"}).status_code == 404


def test_an_old_address_keeps_its_certificate(scene: Scene) -> None:
    act("rename", scene, "utara.example.id")
    for name in ("north.localhost", "utara.example.id"):
        assert scene.browser().get("/-/certificate", {"domain": name}).status_code == 200


def test_a_second_address_serves_too_and_may_become_the_primary(scene: Scene) -> None:
    act("add", scene, "kedua.example.id")
    for host in ("north.localhost", "kedua.example.id"):
        assert scene.browser(host=host).get("/masuk/").status_code == 200
    act("make_primary", scene, "kedua.example.id")
    assert all_of(scene) == {"kedua.example.id": "primary", "north.localhost": "more"}
    act("remove", scene, "north.localhost")
    assert all_of(scene) == {"kedua.example.id": "primary"}
    assert told(scene) == [
        "Alamat tambahan: kedua.example.id",
        "Alamat utama menjadi kedua.example.id",
        "Alamat dihapus: north.localhost",
    ]


def test_mails_name_the_primary_address(scene: Scene) -> None:
    act("rename", scene, "utara.example.id")
    with inside("north"):
        accounts.ensure_invited(email="baru@example.id", name="Baru", role="auditor", actor=OPERATOR, day=TODAY)
    assert "http://utara.example.id/undangan/" in mail.outbox[-1].body
    with schema_context("public"):
        assert queries.by_name("north").own_address == "http://utara.example.id"


def test_back_to_the_old_address(rolled: Scene) -> None:
    act("rename", rolled, "utara.example.id")
    act("rename", rolled, "north.localhost")
    assert all_of(rolled) == {"north.localhost": "primary", "utara.example.id": "old"}
    act("add", rolled, "utara.example.id")
    assert all_of(rolled) == {"north.localhost": "primary", "utara.example.id": "more"}


@pytest.mark.parametrize("taken", ["south.localhost", "SOUTH.localhost", "host.localhost"])
@pytest.mark.parametrize("what", ["rename", "add"])
def test_nobody_elses_address_is_taken(rolled: Scene, what: str, taken: str) -> None:
    with pytest.raises(ConflictError) as refused:
        act(what, rolled, taken)
    assert set(refused.value.fields) == {"domain"}
    assert all_of(rolled) == {"north.localhost": "primary"}


@pytest.mark.parametrize(
    "wrong", ["", "x", "http://solo.example.id", "solo.example.id/", "solo_kota.id", "www.solo.example.id", "a" * 300]
)
@pytest.mark.parametrize("what", ["rename", "add"])
def test_what_is_no_address_is_refused(rolled: Scene, what: str, wrong: str) -> None:
    with pytest.raises(InvalidError):
        act(what, rolled, wrong)
    assert all_of(rolled) == {"north.localhost": "primary"}


@pytest.mark.parametrize("what", ["make_primary", "remove"])
def test_only_the_regions_own_addresses_are_chosen_or_removed(rolled: Scene, what: str) -> None:
    for foreign in ("south.localhost", "host.localhost", "nowhere.example.id"):
        with pytest.raises(NotFoundError):
            act(what, rolled, foreign)
    assert all_of(rolled) == {"north.localhost": "primary"}
    with schema_context("public"):
        assert Domain.objects.filter(domain="south.localhost").exists()


def test_the_primary_address_is_not_removed(rolled: Scene) -> None:
    with pytest.raises(ConflictError):
        act("remove", rolled, "north.localhost")
    assert all_of(rolled) == {"north.localhost": "primary"}


@pytest.mark.parametrize("what", ["rename", "add", "make_primary", "remove"])
def test_only_operators_change_addresses(rolled: Scene, what: str) -> None:
    with pytest.raises(ForbiddenError):
        act(what, rolled, "lain.example.id", actor=host_user("Tamu Biasa", operator=False))
    assert all_of(rolled) == {"north.localhost": "primary"}


def test_a_region_being_prepared_keeps_its_address(rolled: Scene) -> None:
    Region.objects.filter(id=rolled.region.id).update(state="preparing")
    with pytest.raises(ConflictError):
        act("rename", rolled, "utara.example.id")
    assert all_of(rolled) == {"north.localhost": "primary"}


def test_a_double_click_is_one_change(scene: Scene) -> None:
    found: list[Domain] = []

    def click() -> None:
        found.append(act("rename", scene, "utara.example.id"))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert {each.domain for each in found} == {"utara.example.id"}
    assert all_of(scene) == {"utara.example.id": "primary", "north.localhost": "old"}
    assert len(told(scene)) == 1


def test_the_page_says_how_many_passkeys_end(scene: Scene) -> None:
    address = f"/daerah/{scene.region.id}/alamat/"
    assert "Tidak ada kunci sandi" in scene.console.get(address, {"tindakan": "ganti"}).content.decode()
    with schema_context("north"):
        for person in (scene.administrator, scene.auditor):
            Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})
    page = scene.console.get(address, {"tindakan": "ganti"}).content.decode()
    assert "2 kunci sandi (passkey) terikat pada nama host lama" in page
    sent = {"tindakan": "ganti", "domain": "utara.example.id", "keep_old": "on"}
    assert scene.console.post(address, sent).status_code == 302
    assert all_of(scene) == {"utara.example.id": "primary", "north.localhost": "old"}
    page = scene.console.get(address).content.decode()
    assert "Kota North di utara.example.id" in page
    assert "Alamat lama, dialihkan" in page


def test_the_page_adds_chooses_and_removes(rolled: Scene) -> None:
    address = f"/daerah/{rolled.region.id}/alamat/"
    for what, domain, after in (
        ("tambah", "kedua.example.id", {"north.localhost": "primary", "kedua.example.id": "more"}),
        ("utama", "kedua.example.id", {"north.localhost": "more", "kedua.example.id": "primary"}),
        ("hapus", "north.localhost", {"kedua.example.id": "primary"}),
    ):
        assert rolled.console.post(address, {"tindakan": what, "domain": domain}).status_code == 302
        assert all_of(rolled) == after
    for sent in ({"tindakan": "hapus", "domain": "kedua.example.id"}, {"tindakan": "lain", "domain": "x.id"}, {}):
        assert rolled.console.post(address, sent).status_code == 422
    refused = rolled.console.post(address, {"tindakan": "tambah", "domain": "south.localhost"})
    assert "Sudah dipakai daerah lain atau tuan rumah" in refused.content.decode()


def test_the_api_does_the_same(rolled: Scene) -> None:
    address = f"/api/v1/regions/{rolled.region.id}/addresses/"
    sent = {"action": "rename", "domain": "utara.example.id", "keep_old": False}
    answer = rolled.console.post(address, sent, content_type="application/json")
    only = {"domains": [{"domain": "utara.example.id", "is_primary": True, "is_old": False}]}
    assert (answer.status_code, answer.json()) == (200, only)
    assert rolled.console.get(address).json() == only
    taken = rolled.console.post(
        address, {"action": "add", "domain": "south.localhost"}, content_type="application/json"
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "address_taken")
