"""A region's first steps: what comes next is said from what is there, until everybody can see a score."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Appointment, User
from tenant_apps.organisation import services as organisation
from tenant_apps.workspace.rules.beginning import Facts, Stage, Standing, beginning
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.organisation.sheets import city
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn

WHOLE = Facts(units=600, people=8000, reached=7000, administrators=2, schemes=2, runs=2, period="2026")


def text_of(client: Client, path: str = "/mulai/") -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(path).content.decode()))


def test_an_empty_region_begins_with_its_structure_and_its_roles() -> None:
    found = beginning(Facts(units=1, administrators=1, roles_missing=("auditor",)))
    assert found.following is Stage.STRUCTURE
    ready = {stage for stage, standing in found.standings.items() if standing is Standing.READY}
    assert ready == {Stage.STRUCTURE, Stage.ROLES}
    assert found.done == 0


@pytest.mark.parametrize(
    ("missing", "following"),
    [
        ({"units": 1}, Stage.STRUCTURE),
        ({"people": 0}, Stage.PEOPLE),
        ({"reached": 0}, Stage.ACCOUNTS),
        ({"administrators": 1}, Stage.ROLES),
        ({"roles_missing": ("auditor",)}, Stage.ROLES),
        ({"schemes": 0, "runs": 0}, Stage.SCHEMES),
        ({"runs": 0}, Stage.RESULTS),
        ({}, None),
    ],
)
def test_what_is_missing_comes_next(missing: dict[str, object], following: Stage | None) -> None:
    assert beginning(replace(WHOLE, **missing)).following is following  # type: ignore[arg-type]


def test_whoever_sets_the_region_up_begins_there_and_reads_what_comes_next(regions: None) -> None:
    with schema_context("north"):
        administrator = User.objects.create(email="mulai@north.example.id", name="Mulai")
        Appointment.objects.create(user=administrator, role="personnel_admin", starts_on=TODAY, given_by_name="Uji")
        client = town.browser(administrator)
        assert client.get("/").headers["Location"] == "/mulai/"
        page = text_of(client)
        assert "0 dari 6 langkah selesai. Berikutnya: Struktur organisasi" in page
        assert "Menunggu langkah “Struktur organisasi”." in page
        links = client.get("/mulai/").content.decode()
        assert 'href="/organisasi/lembar/"' in links  # where any list will do, as the step promises
        assert 'href="/organisasi/nama-dan-warna/"' in links
        organisation.import_structure(
            table=city(), effective_from=TODAY, decree="Perwal 1/2026", actor=OPERATOR, occupied=lambda *_: {}
        )
        assert "1 dari 6 langkah selesai. Berikutnya: Data pegawai" in text_of(client)
        steps = client.get("/api/v1/beginning/").json()
        assert [(step["stage"], step["standing"]) for step in steps][:3] == [
            ("structure", "done"),
            ("people", "ready"),
            ("accounts", "waits"),
        ]


def test_with_a_first_result_the_leaders_view_comes_first_and_the_page_stays(as_: SignedIn) -> None:
    client = as_(role="personnel_admin")
    assert client.get("/").headers["Location"] == "/pimpinan/"
    assert 'href="/mulai/"' not in client.get("/pimpinan/").content.decode()
    page = text_of(client)
    assert "Nilai sudah dihitung" in page
    assert "administrator kedua" in page


def test_nobody_else_is_told_how_far_the_region_is(as_: SignedIn) -> None:
    for browser in (as_(town.RATNA), as_(role="auditor"), as_(role="regional_head")):
        assert browser.get("/mulai/").status_code == 403
        assert browser.get("/api/v1/beginning/").status_code == 403
