"""An anonymous answer: where too few people answered, nobody is told it or what it could be worked out from."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import services as host
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Score
from tenant_apps.scoring.queries.lineage import lineages_of
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import id_of
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY, TYPICAL
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn
from tests.tenant_apps.workspace.test_account import text

PRIVATE = "2025.7"
ANSWERS = "jumlah_jawaban_feedback_360"
HIDDEN_PARTS = ("48,00 / 60", "11,25 / 15", "8,00 / 10", "3,75 / 15")


@pytest.fixture(scope="module")
def anonymous(published: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The host publishes talent with a 360 answer that is private."""
    folder = files("shared_apps.scoring_templates") / "documents"
    plain = (folder / "talent_national_2025.yaml").read_text()
    changed = plain.replace(
        "{type: rating, scale: predicate, source: feedback,",
        "{private: true, type: rating, scale: predicate, source: feedback,",
    )
    assert changed != plain
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        host.publish(text=changed, version=PRIVATE, changelog="Rahasia", actor=OPERATOR, day=FIRST_DAY)


@pytest.fixture
def running(anonymous: None, as_: SignedIn) -> Iterator[Period]:
    """The running quarter uses it, and is computed; nobody has said of how many answers the results are made."""
    with schema_context("north"):
        period = Period.objects.get(code="2026-TW4")
        services.adopt_scheme(
            period=period, template_key="talent_national", version=PRIVATE, overrides=CUTS, actor=OPERATOR, at=AT
        )
        services.run_period(period=period, actor=OPERATOR)
        yield period


def answered(period: Period, nip: str, count: str) -> None:
    """The sheet says how many people answered."""
    columns = (*TYPICAL, ANSWERS)
    table = reader.read(write_csv(("nip", *columns), [(nip, *TYPICAL.values(), count)]), name="umpan-balik.csv")
    services.import_results(table=table, period=period, actor=OPERATOR, at=AT)


@pytest.mark.parametrize("count", ["", "0", "2"])
def test_too_few_or_nobody_knows_how_many_answers_hide_it_and_its_siblings(
    running: Period, as_: SignedIn, count: str
) -> None:
    answered(running, town.RATNA, count)
    mine = as_(town.RATNA)
    for page in (mine.get("/akun/"), mine.get("/akun/rincian/")):
        words = text(page)
        assert "71,00" in words  # what the template combines opens to its value only
        assert "80,25" in words  # the other axis is untouched
        assert not [part for part in HIDDEN_PARTS if part in words]
        assert "7.100 ÷ 100" not in words
    assert "Rinciannya tidak ditampilkan" in words
    assert "8.025 ÷ 100 = 80,25" in words


def test_three_answers_are_enough(running: Period, as_: SignedIn) -> None:
    answered(running, town.RATNA, "3")
    mine = as_(town.RATNA)
    assert all(part in text(mine.get("/akun/")) for part in HIDDEN_PARTS)
    words = text(mine.get("/akun/rincian/"))
    assert "7.100 ÷ 100 = 71,00" in words
    assert "Dari 3 jawaban" in words


def test_leaders_and_administrators_see_no_more_than_the_person(running: Period, as_: SignedIn) -> None:
    address = f"/pimpinan/pegawai/{id_of(town.RATNA)}/rincian/"
    for client in (as_(town.DIVISION_HEAD), as_(town.BOARD_HEAD), as_(role="regional_head")):
        words = text(client.get(address))
        assert "Rinciannya tidak ditampilkan" in words
        assert "7.100 ÷ 100" not in words


def test_a_number_that_was_entered_after_the_calculation_is_not_of_its_answers(running: Period, as_: SignedIn) -> None:
    """Five people answered what stands there now; of what was computed with, nobody knows."""
    answered(running, town.RATNA, "5")
    Observation.objects.filter(period=running, employee_id=id_of(town.RATNA), measure="feedback_360").update(
        code="very_good", answers=5
    )
    assert "7.100 ÷ 100" not in text(as_(town.RATNA).get("/akun/rincian/"))


def test_what_came_before_is_hidden_as_it_was_then(running: Period, as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    assert "65,25" in text(mine.get("/akun/?periode=2026-TW3"))
    page = text(mine.get("/akun/"))
    assert "Naik 5,75" in page
    assert "Anggota tim internal menjadi Ketua tim internal" not in page  # with it the answers could be worked out


def test_programs_get_the_result_and_never_the_answer(running: Period, as_: SignedIn) -> None:
    found = as_(town.RATNA).get("/api/v1/me/score/?period=2026-TW4").json()
    talent = next(each for each in found["schemes"] if each["scheme"] == "talent_national")
    numbers = {each["key"]: (each["number"], each["hidden"]) for each in talent["results"]}
    assert numbers["performance"] == ("71.00", False)


def test_the_row_holds_it_and_no_reader_is_told(running: Period) -> None:
    row = Score.objects.select_related("run__scheme").get(
        employee_id=id_of(town.RATNA),
        run__period=running,
        run__is_current=True,
        run__scheme__template_key="talent_national",
    )
    told = lineages_of([row], restricted=())[row.run_id]
    assert told.too_few == {"feedback_360"}
    assert {"feedback_360", "feedback_points", "awards", "awards_points", "predicate"} <= told.hidden
    assert "performance" not in told.hidden
    assert not {"potential", "formal_education"} & told.hidden


def test_the_number_of_answers_must_be_a_whole_number(running: Period) -> None:
    before = list(Observation.objects.order_by("id").values())
    with pytest.raises(InvalidError) as refusal:
        answered(running, town.RATNA, "dua")
    assert refusal.value.details["errors"][0]["column_name"] == ANSWERS
    assert list(Observation.objects.order_by("id").values()) == before


def test_it_can_be_typed_for_one_person(running: Period, as_: SignedIn) -> None:
    client: Client = as_(role="personnel_admin")
    address = f"/periode/2026-TW4/pegawai/{id_of(town.RATNA)}/"
    assert "Jumlah jawaban" in text(client.get(address))
    typed = {"m:feedback_360": "good", "a:feedback_360": "4", "evidence": "Berita acara 7"}
    assert client.post(address, typed).status_code == 302
    assert "7.100 ÷ 100 = 71,00" in text(as_(town.RATNA).get("/akun/rincian/"))
    assert client.post(address, typed | {"a:awards": "4"}).status_code == 422


@pytest.fixture(scope="module")
def alone(anonymous: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A version in which one private answer can be a whole axis: everything else may be missing."""
    plain = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    clause = '    clause: "Kepka BKN 411/2025: sumbu kinerja"\n'
    assert clause in plain
    changed = plain.replace("missing: refuse", "missing: exclude_and_renormalise", 4)
    changed = changed.replace(clause, f"{clause}    minimum_weight_present: 10\n")
    changed = changed.replace(
        "{type: rating, scale: predicate, source: feedback,",
        "{private: true, type: rating, scale: predicate, source: feedback,",
    )
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        host.publish(text=changed, version="2025.8", changelog="Sendiri", actor=OPERATOR, day=FIRST_DAY)


def test_an_axis_that_could_be_one_answer_is_in_no_list_and_in_no_average(alone: None, as_: SignedIn) -> None:
    period = Period.objects.get(code="2026-TW4")
    services.adopt_scheme(
        period=period, template_key="talent_national", version="2025.8", overrides=CUTS, actor=OPERATOR, at=AT
    )
    columns = ("nip", "feedback_360", ANSWERS)
    table = reader.read(write_csv(columns, [(town.RANK_B, "Baik", "2")]), name="umpan-balik.csv")
    services.import_results(table=table, period=period, actor=OPERATOR, at=AT)
    services.run_period(period=period, actor=OPERATOR)
    row = Score.objects.get(
        run__period=period, run__is_current=True, box=None, employee_id=id_of(town.RANK_B), performance=80
    )
    assert row.performance == 80  # it is computed, and nobody is told
    own = text(as_(town.RANK_B).get("/akun/"))
    assert "Tidak ditampilkan" in own
    assert "80,00" not in own
    head = as_(town.BOARD_HEAD)
    for address in ("/pimpinan/?kotak=5", "/pimpinan/?kotak=verifikasi", "/pimpinan/pegawai/?kotak=5"):
        page = text(head.get(address))
        assert "71,00" not in page, address
        assert "80,00" not in page, address
    found = head.get("/api/v1/subtree/scores/?period=2026-TW4").json()["results"]
    assert {(each["performance"], each["potential"]) for each in found} == {(None, None)}
    assert 5 in {each["box"] for each in found}
