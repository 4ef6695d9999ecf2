"""A newer version reaches a region: what stays, what must be decided, what it would change, taken or declined."""

import re
from importlib.resources import files

import pytest
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.scoring_templates import services as host
from tenant_apps.scoring import services
from tenant_apps.scoring.models import DeclinedVersion, Period, Run, Scheme, Score
from tenant_apps.scoring.schemes import document_of
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY, HEAD_OF_BOARD, RATNA, TYPICAL

PAGE = "/skema/2026/talent_national/2026.1/pembaruan/"
POINTS = "/nodes/education_points/choices"
OWN_CUTS = {str(cut["path"]): str(cut["value"]) for cut in CUTS}


@pytest.fixture
def newer(published: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The host publishes 2026.1: other points for education, and the name of an axis may not be changed any more."""
    text = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    changed = text.replace("{senior_secondary: 60,", "{senior_secondary: 55,").replace(
        "/nodes/*/title/id: {allow: free}", "/nodes/*/title/en: {allow: free}"
    )
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        host.publish(text=changed, version="2026.1", changelog="Pendidikan", actor=OPERATOR, day=FIRST_DAY)


@pytest.fixture
def period(newer: None, at_north: None) -> Period:
    """North uses 2025.1 with points of its own for one education and a name of its own for an axis."""
    cast.people_come()
    found = cast.year()
    cast.adopt(found, "asn_performance", "2022.1")
    own = ({"path": f"{POINTS}/senior_secondary", "value": 65, "reason": "Petugas lapangan"},)
    name = ({"path": "/nodes/performance/title/id", "value": "Sumbu Kinerja (Y)"},)
    cast.adopt(found, "talent_national", "2025.1", (*CUTS, *own, *name))
    cast.bring(found, *((number, {**TYPICAL, "formal_education": "SLTA"}) for number in cast.PEOPLE))
    services.run_period(period=found, actor=OPERATOR)
    return found


def in_use(period: Period) -> Scheme:
    return Scheme.objects.get(period=period, template_key="talent_national", replaced_at=None)


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return " ".join(found[1].split())


DECISIONS = {f"d:{POINTS}": "mine", "d:/nodes/performance/title/id": "new", "reason": "Keputusan 9"}


def test_the_page_tells_what_changed_what_stays_and_what_must_be_decided(admin: Client, period: Period) -> None:
    page = admin.get(PAGE).content.decode()
    assert heading(page) == "Talenta ASN 2026.1: 2 pertentangan perlu diputuskan"
    assert "Poin pendidikan formal: " in page
    assert "Poin Poin" not in page
    assert "8 isian tetap berlaku" in page
    assert "Tingkat kinerja, Batas bawah Sesuai ekspektasi" in page
    for text in ("Keduanya berubah", "Kini terkunci", ">55<", ">60<", ">65<"):
        assert text in page
    assert in_use(period).template_version == "2025.1"


def test_the_shelf_leads_to_it(admin: Client, period: Period) -> None:
    page = admin.get("/skema/").content.decode()
    assert PAGE in page
    assert "/skema/2026/talent_national/2025.1/pembaruan/" not in page


@pytest.mark.parametrize("left_out", [f"d:{POINTS}", "d:/nodes/performance/title/id"])
def test_an_open_conflict_keeps_the_old_scheme(admin: Client, period: Period, left_out: str) -> None:
    before = list(Scheme.objects.order_by("id").values())
    answer = admin.post(PAGE, {name: value for name, value in DECISIONS.items() if name != left_out})
    assert answer.status_code == 422
    assert "1 pertentangan belum diputuskan" in answer.content.decode()
    assert list(Scheme.objects.order_by("id").values()) == before


def test_decided_it_is_taken_with_the_regions_own_values(admin: Client, period: Period) -> None:
    assert admin.post(PAGE, DECISIONS).status_code == 302
    scheme = in_use(period)
    assert scheme.template_version == "2026.1"
    own = {each["path"]: each["value"] for each in scheme.customisation["overrides"]}
    assert own == {**OWN_CUTS, f"{POINTS}/senior_secondary": "65"}
    axis = document_of(scheme).nodes["performance"].title
    assert axis is not None
    assert axis.id == "Sumbu kinerja"


def test_another_value_is_typed_and_checked(admin: Client, period: Period) -> None:
    path = f"{POINTS}/senior_secondary"
    other = {**DECISIONS, f"d:{POINTS}": "other", f"v:{path}": "500"}
    refused = admin.post(PAGE, other)
    assert refused.status_code == 422
    assert 'value="500"' in refused.content.decode()
    assert in_use(period).template_version == "2025.1"
    assert admin.post(PAGE, {**other, f"v:{path}": "62"}).status_code == 302
    own = {each["path"]: each["value"] for each in in_use(period).customisation["overrides"]}
    assert own[path] == "62"


def test_the_effect_is_seen_first_and_the_decisions_are_kept(admin: Client, period: Period) -> None:
    new = {**DECISIONS, f"d:{POINTS}": "new"}
    page = admin.post(PAGE, {**new, "act": "preview"}).content.decode()
    assert heading(page) == "Tidak ada orang yang berpindah predikat atau kotak"  # one point of the potential
    assert re.search(r"Sumbu potensial [0-9,]+ → [0-9,]+", page)
    assert f'name="d:{POINTS}" value="new"' in page
    assert in_use(period).template_version == "2025.1"
    again = admin.post(PAGE, {**new, "act": "edit"}).content.decode()
    assert re.search(rf'name="d:{POINTS}" value="new" required checked', again)


def test_the_old_version_can_be_taken_again_and_old_runs_stay(admin: Client, period: Period) -> None:
    before = Score.objects.count()
    assert admin.post(PAGE, DECISIONS).status_code == 302
    back = admin.get("/skema/2026/talent_national/2025.1/pembaruan/")
    assert back.status_code == 200
    decisions = dict.fromkeys(
        re.findall(r'name="(d:[^"]+)" value="new" required(?! disabled)', back.content.decode()), "new"
    )
    assert admin.post("/skema/2026/talent_national/2025.1/pembaruan/", decisions).status_code == 302
    assert in_use(period).template_version == "2025.1"
    assert Score.objects.count() == before
    assert Run.objects.filter(scheme__template_key="talent_national").count() == 1


def test_it_is_declined_with_a_reason_that_the_host_reads(admin: Client, period: Period) -> None:
    refused = admin.post(PAGE, {"act": "decline", "reason": " "})
    assert refused.status_code == 422
    assert not DeclinedVersion.objects.exists()
    assert admin.post(PAGE, {"act": "decline", "reason": "Menunggu Perwal"}).status_code == 302
    declined = DeclinedVersion.objects.get()
    assert (str(declined), declined.reason) == ("talent_national 2026.1", "Menunggu Perwal")
    assert "ditolak" in admin.get("/skema/").content.decode()
    assert in_use(period).template_version == "2025.1"


def test_said_again_the_newer_reason_counts(period: Period) -> None:
    for reason in ("Menunggu Perwal", "Menunggu anggaran"):
        services.decline_version(
            template_key="talent_national", version="2026.1", reason=reason, actor=OPERATOR, at=AT
        )
    assert DeclinedVersion.objects.get().reason == "Menunggu anggaran"


@pytest.mark.parametrize("who", [RATNA, HEAD_OF_BOARD])
def test_nobody_else_decides(period: Period, who: str) -> None:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(cast.account(who))
    before = list(Scheme.objects.order_by("id").values())
    assert client.get(PAGE).status_code in {403, 404}
    assert client.post(PAGE, DECISIONS).status_code in {403, 404}
    assert list(Scheme.objects.order_by("id").values()) == before


@pytest.mark.parametrize("version", ["2025.1", "2030.1"])
def test_what_is_no_upgrade_is_not_there(admin: Client, version: str) -> None:
    assert admin.get(f"/skema/2026/talent_national/{version}/pembaruan/").status_code == 404
