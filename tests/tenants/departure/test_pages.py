"""The operators' pages, from the notice to the certificate: two people, each refusal in words."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from shared_apps import signatures
from shared_apps.accounts.models import User
from shared_apps.signatures import rules as signing
from tenants.departure import queries, rules, services
from tenants.departure.rules import State
from tests.shared_apps.accounts.scene import inside
from tests.tenants.conftest import at_host, host_user
from tests.tenants.departure import scene
from tests.tenants.departure.scene import AT, DAY, NAME, REASON


@pytest.fixture
def administrator(real_logins: None) -> Iterator[User]:
    """The region's."""
    yield scene.with_administrator()
    scene.cleared(NAME)


class Browser:
    """Somebody at the host, on the page of one region."""

    def __init__(self, user: User) -> None:
        self.client: Client = at_host(user)
        self.page = f"/daerah/{scene.region().id}/akhir/"

    def get(self, path: str = "", **headers: str) -> HttpResponse:
        answer = self.client.get(path or self.page, headers=headers)
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        return answer

    def act(self, verb: str, **fields: str) -> HttpResponse:
        answer = self.client.post(f"{self.page}{verb}/", fields)
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        return answer


def test_two_operators_bring_a_region_out_by_their_pages(administrator: User) -> None:
    first, second = Browser(host_user("Dadan Koswara")), Browser(host_user("Euis Komala"))
    region = Client(HTTP_HOST=f"{NAME}.localhost")
    with inside(NAME):
        region.force_login(administrator)
    assert "berjalan" in first.get().content.decode()
    refused = first.act("mulai", reason="x")
    assert (refused.status_code, "paling sedikit 10 huruf" in refused.content.decode()) == (422, True)
    assert first.act("hapus").status_code == 404
    assert first.act("lain").status_code == 404
    assert first.act("mulai", reason=REASON, ends_on=DAY.isoformat()).status_code == 302
    assert "Akhir kerja sama" in region.get("/organisasi/").content.decode()
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    assert first.act("tutup").status_code == first.act("paket").status_code == 302

    job = queries.pack_job(queries.holding(NAME))
    assert job is not None
    part = first.get(**{"HX-Request": "true"})
    assert "hx-get" in part.content.decode()
    assert "<html" not in part.content.decode()
    scene.work(job)
    assert first.get(**{"HX-Request": "true"})["HX-Refresh"] == "true"
    departure = queries.holding(NAME)
    assert departure.pack["sha256"][:32] in first.get().content.decode()

    early = first.act("hapus", order="")
    assert (early.status_code, "belum dinyatakan diterima" in early.content.decode()) == (422, True)
    assert region.post("/kerja-sama/terima/", {"checksum": departure.pack["sha256"]}).status_code == 302
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    services.take_receipts(at=AT)
    assert "Baru boleh dihapus mulai" in first.act("hapus", order="").content.decode()
    assert first.act("hapus", order="Surat 1/2026").status_code == 302
    own = first.act("setujui", name=departure.region_name)
    assert (own.status_code, "orang lain" in own.content.decode()) == (422, True)
    assert second.act("setujui", name="Kota Lain").status_code == 422
    assert scene.answers(NAME) == 200
    assert second.act("setujui", name=departure.region_name).status_code == 302

    erasing = queries.erase_job(departure)
    assert erasing is not None
    scene.work(erasing)
    departure = queries.by_id(departure.id)
    assert departure.state == State.ERASED
    assert "dimusnahkan" in second.get().content.decode()
    assert departure.region_name in second.get("/akhir-kerja-sama/").content.decode()
    certified(second, f"/akhir-kerja-sama/{departure.id}/sertifikat.")


def certified(browser: Browser, path: str) -> None:
    """Both forms are signed by this installation's key, for this purpose alone."""
    for kind, begins in (("json", b"{"), ("pdf", b"%PDF-")):
        content, file = browser.get(path + kind).content, signing.read(browser.get(f"{path}{kind}.sig").content)
        assert content.startswith(begins)
        key = signatures.public_key()
        assert signatures.verify(content, file.signature, purpose=rules.CERTIFICATE, public_key=key)
        assert not signatures.verify(content, file.signature, purpose=rules.PURPOSE, public_key=key)
    assert json.loads(browser.get(f"{path}json").content)["found_afterwards"] == []
    assert browser.get(f"{path}xml").status_code == 404
