"""The whole way of a region out: told, closed, packed, imported elsewhere, received, erased by two, certified."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache

from shared_apps import signatures
from shared_apps.leaving.models import Notice
from shared_apps.signatures import rules as signing
from tenants.departure import archive, certificates, importing, packing, queries, rules, services
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.regions import erasure
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Domain, Region
from tests.government import Government
from tests.pdf import text_of
from tests.shared_apps.accounts.scene import inside
from tests.tenants.departure import scene
from tests.tenants.departure.scene import AT, DAY, FIRST, NAME, SECOND


@pytest.fixture
def made(real_logins: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Government]:
    """A government with everything in it."""
    yield scene.lived_in(monkeypatch)
    scene.cleared(NAME, "west")


def test_the_whole_way_out(made: Government, tmp_path: Path) -> None:
    with as_owner():
        south_before = packing.fingerprints("south")
    departure = scene.begun()
    assert departure.state == State.NOTICE
    assert scene.answers(NAME) == 200
    letters = [letter for letter in mail.outbox if "akan berakhir" in letter.subject]
    assert [letter.to for letter in letters] == [[made.users["administrator"].email]]
    assert f"http://{NAME}.localhost/kerja-sama/" in letters[0].body

    departure = services.close(departure_id=departure.id, actor=FIRST, at=AT, day=DAY)
    assert scene.region().state == Region.State.READ_ONLY
    with inside(NAME):
        assert Notice.objects.get().stage == "read_only"

    scene.work(services.ask_pack(departure_id=departure.id, actor=FIRST, at=AT, day=DAY))
    departure = queries.by_id(departure.id)
    copy = tmp_path / "paket.zip"
    copy.write_bytes(scene.pack_of(departure).read_bytes())
    assert archive.digest_of(copy) == departure.pack["sha256"]
    came = importing.import_pack(
        path=copy,
        schema_name="west",
        domain="west.localhost",
        code="33.73",
        administrator_name="Admin West",
        administrator_email="admin@west.example.id",
        actor=FIRST,
        at=AT,
        day=DAY,
    )
    assert came.fingerprint == departure.pack["fingerprint"]

    scene.receive(departure, made)
    departure = queries.by_id(departure.id)
    assert departure.state == State.HANDED_OVER
    assert departure.erase_on is not None
    assert departure.erase_on > DAY
    with inside(NAME):
        cache.set("x", made.word)
    scene.work(scene.confirmed(departure))

    departure = queries.by_id(departure.id)
    assert departure.state == State.ERASED
    assert erasure.remains(NAME) == []
    assert not Region.objects.filter(schema_name=NAME).exists()
    assert not Domain.objects.filter(domain=f"{NAME}.localhost").exists()
    assert not (settings.FILES_FOLDER / NAME).exists()
    everything = scene.everything_in_public()
    assert made.word not in everything
    assert f"admin@{NAME}.example.id" not in everything
    assert departure.region_name.casefold() in everything  # the agreement and the certificate are legal records
    assert scene.answers(NAME) == 404
    with as_owner():
        assert roles.broken_promises() == []
        assert packing.fingerprints("south") == south_before
    assert scene.answers("south") == scene.answers("west") == 200
    certified(departure)


def certified(departure: Departure) -> None:
    said = json.loads(departure.certificate)
    assert said["destroyed"]["tables"]["people_employee"] == 8
    assert said["destroyed"]["logins"] == [f"merit_tests_r_{NAME}"]
    assert said["destroyed"]["files"] > 0
    assert said["pack"]["sha256"] == departure.pack["sha256"]
    assert (said["asked"]["by"], said["confirmed"]["by"]) == (FIRST.name, SECOND.name)
    file = signing.read(departure.signature.encode())
    content = departure.certificate.encode()
    key = signatures.public_key()
    assert signatures.verify(content, file.signature, purpose=rules.CERTIFICATE, public_key=key)
    assert not signatures.verify(content + b" ", file.signature, purpose=rules.CERTIFICATE, public_key=key)
    paper = certificates.as_pdf(departure)
    words = " ".join(text_of(paper).split())
    assert "people_employee" in words
    assert departure.region_name in words
    assert paper == certificates.as_pdf(departure)
