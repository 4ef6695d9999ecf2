"""Discipline and health are read by an appointment of their own, and by the person; everybody else reads the score."""

import io
import zipfile
from datetime import date
from importlib.resources import files

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.accounts import services as accounts
from shared_apps.audit.models import Change
from shared_apps.scoring_templates import services as host
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import START, id_of
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY, TYPICAL
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn
from tests.tenant_apps.workspace.test_account import text
from tests.tenant_apps.workspace.test_paper import words_of

CLOSED = "Rinciannya tidak ditampilkan"


def also(role: str, nip: str = "", *, first: str = "") -> Client:
    """Somebody with a second appointment."""
    user = town.account(nip, role=first)
    accounts.appoint(user=user, role=role, day=START, actor=OPERATOR)
    return town.browser(user)


def page_of(nip: str) -> str:
    return f"/pimpinan/pegawai/{id_of(nip)}/"


def gates(client: Client, address: str) -> dict[str, str]:
    schemes = client.get(address).json()["schemes"]
    found: dict[str, str] = next(each for each in schemes if each["scheme"] == "talent_national")["gates"]
    return found


def test_whoever_lacks_it_reads_the_score_and_nothing_it_could_be_worked_out_from(as_: SignedIn) -> None:
    lineage = f"/api/v1/subtree/people/{id_of(town.RATNA)}/lineage/"
    for client in (as_(town.DIVISION_HEAD), as_(role="regional_head"), as_(role="personnel_admin")):
        for leaf in ("", "rincian/", "rincian/cetak/"):
            words = text(client.get(page_of(town.RATNA) + leaf))
            assert "80,25" in words, leaf
            assert "8.025 ÷ 100" not in words, leaf
            assert "16,50 / 20" not in words, leaf
        words = text(client.get(f"{page_of(town.RATNA)}rincian/"))
        assert CLOSED in words
        assert "7.100 ÷ 100 = 71,00" in words  # the axis without it is as open as ever
        assert "8.025÷100" not in words_of(client, f"{page_of(town.RATNA)}rincian/pdf/")
        told = client.get(lineage).json()
        assert not any("discipline_record" in scheme["origins"] for scheme in told["schemes"])
        assert gates(client, lineage) == {"serving_sanction": "hidden"}


def test_the_person_and_whoever_is_appointed_read_all_of_it(as_: SignedIn) -> None:
    lineage = f"/api/v1/subtree/people/{id_of(town.RATNA)}/lineage/"
    reader_of_it, of_health = also("discipline_reader", town.DIVISION_HEAD), also("health_reader", town.BOARD_HEAD)
    assert "8.025 ÷ 100 = 80,25" in text(as_(town.RATNA).get("/akun/rincian/"))
    assert "8.025 ÷ 100 = 80,25" in text(reader_of_it.get(f"{page_of(town.RATNA)}rincian/"))
    assert (
        gates(reader_of_it, lineage) == gates(as_(town.RANK_A), "/api/v1/me/lineage/") == {"serving_sanction": "open"}
    )
    assert CLOSED in text(of_health.get(f"{page_of(town.RATNA)}rincian/"))


def test_the_permission_alone_shows_nobody(as_: SignedIn) -> None:
    assert as_(role="discipline_reader").get(page_of(town.RATNA)).status_code == 404


def test_a_closed_gate_is_told_to_those_who_may_know(as_: SignedIn) -> None:
    with schema_context("north"):
        services.enter_results(
            period=Period.objects.get(code="2026-TW4"),
            employee_id=id_of(town.RATNA),
            values={"discipline_record": "serving_now"},
            evidence="SK 9",
            actor=OPERATOR,
            at=AT,
        )
    gate = "Sedang menjalani hukuman disiplin"
    for leaf in ("", "rincian/"):
        assert gate not in text(as_role(as_, leaf).get(page_of(town.RATNA) + leaf))
    assert gate in text(as_(town.RATNA).get("/akun/"))
    assert gate in text(also("discipline_reader", town.BOARD_HEAD).get(page_of(town.RATNA)))


def as_role(as_: SignedIn, leaf: str) -> Client:
    return as_(town.DIVISION_HEAD) if leaf else as_(role="committee_member")


def test_results_are_entered_and_handed_out_without_it(as_: SignedIn) -> None:
    administrator = as_(role="personnel_admin")
    both = also("discipline_reader", town.SEKDA, first="personnel_admin")
    form = f"/periode/2026-TW4/pegawai/{id_of(town.RATNA)}/"
    with schema_context("north"):
        before = list(Observation.objects.order_by("id").values())
    page = administrator.get(form).content.decode()
    assert "m:discipline_record" not in page
    assert "memerlukan wewenang tersendiri: Rekam jejak disiplin" in text(administrator.get(form))
    typed = {"m:discipline_record": "heavy", "evidence": "SK 1"}
    assert administrator.post(form, typed).status_code == 422
    api = f"/api/v1/periods/2026-TW4/results/{id_of(town.RATNA)}/"
    sent = {"values": {"discipline_record": "none"}, "evidence": "SK 1"}
    assert administrator.post(api, sent, content_type="application/json").status_code == 422
    for client, has in ((administrator, False), (both, True)):
        header = reader.read(client.get("/periode/2026-TW4/contoh/").content, name="c.xlsx").find_header(["nip"])
        assert ("catatan_disiplin" in header) is has
    with schema_context("north"):
        assert list(Observation.objects.order_by("id").values()) == before
    assert "m:discipline_record" in both.get(form).content.decode()
    assert both.post(form, typed).status_code == 302


def test_a_sheet_does_not_tell_whether_a_guess_was_right(as_: SignedIn) -> None:
    with schema_context("north"):
        period = Period.objects.get(code="2026-TW4")
        administrator = town.account(role="personnel_admin")
        for guess in ("Bersih", "Berat"):
            table = reader.read(write_csv(("nip", "discipline_record"), [(town.RATNA, guess)]), name="h.csv")
            made = services.import_results(table=table, period=period, actor=administrator, at=AT, dry_run=True)
            assert (made.new, made.changed, made.same) == (0, 0, 1), guess


def test_the_audit_tells_that_it_changed_and_not_what(as_: SignedIn) -> None:
    with schema_context("north"):
        row = Observation.objects.get(
            period__code="2026-TW4", employee_id=id_of(town.RATNA), measure="discipline_record"
        )
        Observation.objects.filter(pk=row.pk).update(code="heavy", evidence="SK 12")
        made = list(Change.objects.filter(row_id=str(row.pk)).order_by("at"))
        other = Change.objects.filter(table_name="scoring_observation", after__measure="awards").first()
    assert [each.operation for each in made] == ["I", "U"]
    assert other is not None
    for client, is_open in ((as_(role="auditor"), False), (also("discipline_reader", first="personnel_admin"), True)):
        for each in made:
            page = text(client.get(f"/audit/perubahan/{each.id}/"))
            assert ("***" in page) is not is_open
            assert ("none" in page or "heavy" in page) is is_open
        assert "***" not in text(client.get(f"/audit/perubahan/{other.id}/"))
        found = client.get("/api/v1/audit/changes/?data=scoring_observation").json()["results"]
        changed = next(each for each in found if each["id"] == str(made[1].id))
        assert (changed["after"]["code"] == "heavy") is is_open
        workbook = zipfile.ZipFile(io.BytesIO(client.get("/audit/ekspor/?data=scoring_observation").content))
        assert any(b"SK 12" in workbook.read(name) for name in workbook.namelist()) is is_open


@pytest.fixture(scope="module")
def fit(published: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The host publishes talent with a measure of health in the place of discipline."""
    plain = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        text_of = plain.replace("discipline_record", "health_fitness")
        host.publish(text=text_of, version="2025.9", changelog="Kesehatan", actor=OPERATOR, day=FIRST_DAY)


@pytest.fixture
def examined(fit: None, as_: SignedIn) -> None:
    """The running quarter uses it."""
    with schema_context("north"):
        period = Period.objects.get(code="2026-TW4")
        services.adopt_scheme(
            period=period, template_key="talent_national", version="2025.9", overrides=CUTS, actor=OPERATOR, at=AT
        )
        columns = {key: value for key, value in TYPICAL.items() if key != "discipline_record"}
        rows = [(town.RATNA, *columns.values(), "none")]
        table = reader.read(write_csv(("nip", *columns, "health_fitness"), rows), name="h.csv")
        services.import_results(table=table, period=period, actor=OPERATOR, at=AT)
        services.run_period(period=period, actor=OPERATOR)


def test_a_measure_of_health_is_governed_the_same_way(examined: None, as_: SignedIn) -> None:
    address = f"{page_of(town.RATNA)}rincian/"
    assert CLOSED in text(as_(town.DIVISION_HEAD).get(address))
    assert CLOSED in text(also("discipline_reader", town.BOARD_HEAD).get(address))
    assert "8.025 ÷ 100 = 80,25" in text(also("health_reader", first="regional_head").get(address))
    assert "8.025 ÷ 100 = 80,25" in text(as_(town.RATNA).get("/akun/rincian/"))


def test_an_appointment_that_ended_opens_nothing(as_: SignedIn) -> None:
    user = town.account(town.DIVISION_HEAD)
    accounts.appoint(user=user, role="discipline_reader", day=START, ends_on=date(2026, 3, 1), actor=OPERATOR)
    assert CLOSED in text(town.browser(user).get(f"{page_of(town.RATNA)}rincian/"))
