"""The lineage on paper: all of the page, with the fingerprints and the way to check it; only for who may see it."""

import re
from importlib.resources import files

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.scoring_templates import services as host
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Run, Score
from tests.cast import OPERATOR
from tests.pdf import text_of
from tests.tenant_apps.people.people import id_of
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn
from tests.tenant_apps.workspace.test_account import text

HOSTILE = '#read("/etc/passwd") *tebal* $x^2$ // #panic() \\\\" [a] <b>'
MOST_BYTES = 400_000


def words_of(client: Client, address: str) -> str:
    """What is set on the paper, without what lines and columns do to it."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert len(answer.content) < MOST_BYTES
    return re.sub(r"\s+", "", text_of(answer.content))


def run_of(template: str) -> Run:
    with schema_context("north"):
        return Run.objects.select_related("scheme").get(
            period__code="2026-TW4", is_current=True, scheme__template_key=template
        )


def test_the_paper_holds_every_number_who_entered_it_and_how_to_check_it(as_: SignedIn) -> None:
    words = words_of(as_(town.RATNA), "/akun/rincian/pdf/")
    told = (
        "Ratna Andini",
        "Analis SDM Aparatur Ahli Muda",
        "7.100 ÷ 100 = 71,00.",
        "8.025 ÷ 100 = 80,25.",
        "(0,00 + 100,00 + 80,00) ÷ 3 = 60,00.",
        "Diisi Operator tuan rumah",
        "hasil.csv, baris",
        "Kepka BKN 411/2025",
        "talent_national 2025.1",
        "asn_performance 2022.1",
        "2 desimal, setengah ke atas",
        "Penghargaan: Tingkat instansi",
        "Kotak 5",
    )
    for each in told:
        assert re.sub(r"\s+", "", each) in words, each
    for template in ("talent_national", "asn_performance"):
        run = run_of(template)
        scheme = run.scheme
        for proof in (str(run.id), scheme.content_hash, scheme.scheme_hash, scheme.calculation_hash, run.results_hash):
            assert proof.replace(" ", "") in words, proof
        with schema_context("north"):
            assert f"meritreplay--regionnorth--run{run.id}--person{id_of(town.RATNA)}" in words


def test_the_same_rows_give_the_same_bytes(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    assert mine.get("/akun/rincian/pdf/").content == mine.get("/akun/rincian/pdf/").content


def test_the_page_for_the_printer_says_the_same_unfolded(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    answer = mine.get("/akun/rincian/cetak/")
    page = text(answer)
    assert 'class="lin"' not in answer.content.decode()  # nothing folded
    for each in (
        "7.100 ÷ 100 = 71,00",
        "8.025 ÷ 100 = 80,25",
        "Diisi Operator tuan rumah",
        "merit replay --region north",
    ):
        assert each in page, each
    assert run_of("talent_national").results_hash in page


def test_an_earlier_period_is_printed_as_it_closed(as_: SignedIn) -> None:
    assert "65,25" in words_of(as_(town.RATNA), "/akun/rincian/pdf/?periode=2026-TW3")


def test_a_leader_prints_whom_they_lead_and_nobody_else_prints_them(as_: SignedIn) -> None:
    clerk = f"/pimpinan/pegawai/{id_of(town.CLERK)}/rincian/"
    head, stranger, camat = as_(town.DIVISION_HEAD), as_(town.RATNA), as_(town.CAMAT)
    unknown = head.get("/pimpinan/pegawai/01900000-0000-7000-8000-000000000000/rincian/pdf/")
    assert "FitriHandayani" in words_of(head, f"{clerk}pdf/")
    assert head.get(f"{clerk}cetak/").status_code == 200
    for client in (stranger, camat):
        for leaf in ("pdf/", "cetak/"):
            refused = client.get(clerk + leaf)
            assert refused.status_code == unknown.status_code == 404
            assert "Fitri" not in refused.content.decode()
    assert Client(HTTP_HOST="north.localhost").get(f"{clerk}pdf/").status_code == 302


def test_a_cookie_of_another_region_opens_nothing(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    elsewhere = Client(HTTP_HOST="south.localhost")
    elsewhere.cookies = mine.cookies
    assert elsewhere.get("/akun/rincian/pdf/").status_code == 302


def test_who_has_nothing_yet_is_told_so(as_: SignedIn) -> None:
    mine = as_(town.NEW)
    assert mine.get("/akun/rincian/pdf/").status_code == 404
    assert "cetak/" not in mine.get("/akun/rincian/").content.decode()


@pytest.fixture(scope="module")
def hostile(published: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A published version whose titles are written for the typesetter."""
    plain = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    changed = plain.replace('"Poin umpan balik 360"', f'"{escaped}"')
    assert changed != plain
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        host.publish(text=changed, version="2025.6", changelog="Judul", actor=OPERATOR, day=FIRST_DAY)


def test_a_title_is_text_whatever_it_looks_like(hostile: None, as_: SignedIn) -> None:
    with schema_context("north"):
        period = Period.objects.get(code="2026-TW4")
        services.adopt_scheme(
            period=period, template_key="talent_national", version="2025.6", overrides=CUTS, actor=OPERATOR, at=AT
        )
        services.run_period(period=period, actor=OPERATOR)
        assert Score.objects.filter(run__scheme__template_version="2025.6").exists()
    mine = as_(town.RATNA)
    words = words_of(mine, "/akun/rincian/pdf/")
    for each in ('#read("/etc/passwd")', "*tebal*", "$x^2$", "//#panic()", "[a]<b>"):
        assert each in words, each
    assert "root:" not in words
    assert "&lt;b&gt;" in mine.get("/akun/rincian/cetak/").content.decode()
