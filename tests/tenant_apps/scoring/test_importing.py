"""A results sheet is taken as a whole or not at all."""

from decimal import Decimal

import pytest

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.reference import queries as reference
from shared_apps.reference.messages import nip_texts
from shared_apps.scoring_templates import wording
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.people import services as people
from tenant_apps.scoring import messages, services
from tenant_apps.scoring.models import Observation, Period, Scheme
from tenant_apps.scoring.rules.observed import observed_measures
from tenant_apps.scoring.schemes import document_of
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, RATNA, TYPICAL


def refused(period: Period, *rows: tuple[str, dict[str, str]]) -> list[dict[str, str]]:
    with pytest.raises(InvalidError) as refusal:
        cast.bring(period, *rows)
    assert refusal.value.code == "sheet_refused"
    assert not Observation.objects.exists()
    errors: list[dict[str, str]] = refusal.value.details["errors"]
    return errors


def value(number: str, measure: str) -> str | Decimal | None:
    found = Observation.objects.filter(employee_id=cast.employee_id(number), measure=measure).first()
    return None if found is None else found.code or found.number


def test_words_titles_and_codes_become_what_the_scheme_knows(scored: Period) -> None:
    made = cast.bring(scored, (RATNA, TYPICAL), (CAMAT, {**TYPICAL, "work_result": "above_expectation"}))
    assert (made.rows, made.new, made.changed, made.removed) == (2, 30, 0, 0)
    assert value(RATNA, "awards") == "agency"
    assert value(RATNA, "competency_assessment") == Decimal("82.50")
    assert value(RATNA, "field_match") == "true"
    assert value(RATNA, "discipline_record") == "none"
    assert value(CAMAT, "work_result") == "above_expectation"


def test_columns_may_bear_the_names_of_the_results_sheet(scored: Period) -> None:
    table = reader.read(
        write_csv(("NIP", "Nama", "Rating Hasil Kerja", "Masa Jabatan"), [(RATNA, "Ratna", "1", "4,996")]),
        name="hasil.csv",
    )
    services.import_results(table=table, period=scored, actor=OPERATOR, at=AT)
    assert value(RATNA, "work_result") == "above_expectation"  # 1 is the best in SIASN
    assert value(RATNA, "tenure") == Decimal("4.996")  # rounded when it is scored, not before


def test_an_empty_cell_is_no_evidence(scored: Period) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL, "awards": ""}))
    assert value(RATNA, "awards") is None
    assert Observation.objects.count() == 14


def test_the_same_file_again_changes_nothing(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    before = list(Observation.objects.order_by("id").values())
    made = cast.bring(scored, (RATNA, TYPICAL))
    assert (made.new, made.changed, made.removed, made.same) == (0, 0, 0, 15)
    assert list(Observation.objects.order_by("id").values()) == before


def test_a_later_file_corrects_its_people_and_columns_and_leaves_the_rest(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL), (CAMAT, TYPICAL))
    columns = ("awards", "tenure")
    services.import_results(
        table=cast.results((RATNA, {"awards": "Nasional"}), columns=columns),
        period=scored,
        actor=OPERATOR,
        at=AT,
        most_removed=1,
    )
    assert value(RATNA, "awards") == "national"
    assert value(RATNA, "tenure") is None
    assert value(RATNA, "variety") == "inter_unit"
    assert value(CAMAT, "awards") == "agency"


def test_a_file_that_removes_more_than_was_agreed_to_waits(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL), (CAMAT, TYPICAL))
    before = list(Observation.objects.order_by("id").values())
    emptier = (RATNA, {**TYPICAL, "awards": "", "tenure": "", "potential_assessment": "76"})
    for most_removed in (0, 1):
        made = cast.bring(scored, emptier, most_removed=most_removed)
        assert (made.waits, made.removed, made.changed) == (True, 2, 1)
        assert list(Observation.objects.order_by("id").values()) == before
    assert not cast.bring(scored, emptier, most_removed=2).waits
    assert (value(RATNA, "awards"), value(RATNA, "potential_assessment")) == (None, Decimal(76))


def test_a_dry_run_tells_and_keeps_nothing(scored: Period) -> None:
    made = cast.bring(scored, (RATNA, TYPICAL), dry_run=True)
    assert (made.new, made.dry_run) == (15, True)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("measure", "text", "words"),
    [
        ("competency_assessment", "100,01", "di luar rentang 0 sampai 100"),
        ("competency_assessment", "-0,01", "di luar rentang"),
        ("competency_assessment", "delapan", "bukan angka"),
        ("competency_assessment", "82,1234567", "12 digit dan 6 desimal"),
        ("training_certificates", "3,5", "bukan bilangan bulat"),
        ("training_certificates", "-1", "di bawah batas terkecil 0"),
        ("awards", "Galaksi", "tidak dikenal"),
        ("field_match", "mungkin", "tidak dikenal"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_reason(scored: Period, measure: str, text: str, words: str) -> None:
    errors = refused(scored, (CAMAT, TYPICAL), (RATNA, {**TYPICAL, measure: text}))
    assert [(error["row"], error["column_name"], error["value"]) for error in errors] == [(3, measure, text)]
    assert words in errors[0]["reason"]


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("awards", "Perangkat Daerah"),
        ("awards", "OPD"),
        ("awards", "Antar OPD"),
        ("awards", "Antarperangkat Daerah"),
        ("team_assignments", "Ketua Antarperangkat Daerah"),
        ("variety", "lintas perangkat daerah"),
    ],
)
def test_an_office_is_no_agency_and_who_writes_of_one_is_asked(scored: Period, measure: str, text: str) -> None:
    (error,) = refused(scored, (RATNA, {**TYPICAL, measure: text}))
    assert "instansi berarti pemerintah daerah seutuhnya" in error["reason"]
    assert "instansi" in error["repair"]


def test_the_words_of_the_sheet_are_the_titles_of_the_schemes(scored: Period) -> None:
    columns = {column.measure: column for column in reference.result_columns()}
    told = 0
    for scheme in Scheme.objects.all():
        document = document_of(scheme)
        for key, rule in observed_measures(document).items():
            if rule.codes and rule.type != "flag":
                titles = {code: wording.code_text(document, key, code) for code in rule.codes}
                assert dict(columns[key].labels) == titles, key
                told += 1
    assert told == 9


def test_a_doubtful_word_is_asked_about(scored: Period) -> None:
    assert refused(scored, (RATNA, {**TYPICAL, "feedback_360": "Sedang"}))[0]["reason"]


def test_a_person_must_be_known_active_and_there_once(scored: Period) -> None:
    people.leave(employee_id=cast.employee_id(CAMAT), from_day=TODAY, actor=OPERATOR)
    errors = refused(
        scored,
        ("199912312020121001", TYPICAL),
        (CAMAT, TYPICAL),
        (RATNA, TYPICAL),
        (RATNA, TYPICAL),
        ("1.9E+17", TYPICAL),
        ("", TYPICAL),
        ("12345", TYPICAL),
    )
    assert [(error["row"], error["column"]) for error in errors] == [
        (2, "A"),
        (3, "A"),
        (5, "A"),
        (6, "A"),
        (7, "A"),
        (8, "A"),
    ]
    words = [error["reason"] for error in errors]
    assert "tidak ada di data pegawai" in words[0]
    assert "tidak bertugas pada tanggal acuan 31-12-2026" in words[1]
    assert "sudah ada di baris 4" in words[2]
    assert "tersimpan sebagai angka" in words[3]


def test_a_file_without_a_single_measure_is_refused(scored: Period) -> None:
    table = reader.read(write_csv(("nip", "warna"), [(RATNA, "biru")]), name="hasil.csv")
    with pytest.raises(InvalidError) as refusal:
        services.import_results(table=table, period=scored, actor=OPERATOR, at=AT)
    assert refusal.value.code == "no_measures"


def test_the_predicate_is_not_typed_in_since_another_scheme_gives_it(scored: Period) -> None:
    table = reader.read(write_csv(("nip", "predicate", "awards"), [(RATNA, "Baik", "Nasional")]), name="hasil.csv")
    made = services.import_results(table=table, period=scored, actor=OPERATOR, at=AT)
    assert made.measures == ("awards",)
    assert value(RATNA, "predicate") is None


def test_without_a_scheme_nothing_can_be_brought(period: Period) -> None:
    with pytest.raises(ConflictError) as refusal:
        cast.bring(period, (RATNA, TYPICAL))
    assert refusal.value.code == "no_schemes"


def test_a_closed_period_takes_nothing_in(scored: Period) -> None:
    services.close_period(period=scored, actor=OPERATOR, at=AT)
    with pytest.raises(ConflictError) as refusal:
        cast.bring(scored, (RATNA, TYPICAL))
    assert refusal.value.code == "period_closed"
    assert not Observation.objects.exists()


def test_only_who_may_enter_results_does(scored: Period) -> None:
    with pytest.raises(ForbiddenError):
        services.import_results(table=cast.results((RATNA, TYPICAL)), period=scored, actor=cast.account(RATNA), at=AT)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("problem", ["empty", "scientific", "not_digits", "not_18_digits"])
def test_a_number_that_cannot_be_read_is_worded_as_everywhere(problem: str) -> None:
    assert messages.fault(f"number_{problem}", {}) == nip_texts(problem)
