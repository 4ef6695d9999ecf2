"""Published facts and the spellings that lead to them."""

from collections import Counter
from datetime import date

import pytest

from shared_apps.reference import queries, rules


def test_all_552_regions_have_a_parent() -> None:
    assert Counter(region.level for region in queries.regions()) == {"province": 38, "regency": 416, "city": 98}
    codes = {region.code for region in queries.regions()}
    assert all(region.parent_code in codes for region in queries.regions() if region.level != "province")


def test_two_regions_of_one_name_are_told_apart_by_code() -> None:
    province, city = queries.region("15"), queries.region("15.71")
    assert province is not None
    assert city is not None
    assert (province.full_name, city.full_name) == ("Provinsi Jambi", "Kota Jambi")
    assert queries.region("99.99") is None


@pytest.mark.parametrize(
    ("text", "employment_type", "label"),
    [
        ("III/a", "pns", "III/a"),
        ("iii a", "pns", "III/a"),
        ("IIIa", "PNS", "III/a"),
        ("III - A", "cpns", "III/a"),
        ("3/A", "pns", "III/a"),
        ("Gol. IV/e", "pns", "IV/e"),
        ("Penata Muda (III/a)", "pns", "III/a"),
        ("Penata Muda, III/a", "pns", "III/a"),
        ("Penata Muda Tingkat I", "pns", "III/b"),
        ("31", "pns", "III/a"),
        ("IX", "pppk", "IX"),
        ("9", "P3K", "IX"),
        ("golongan ix", "pppk_part_time", "IX"),
        ("XVII", "pppk", "XVII"),
        ("III", "pppk", "III"),
        ("III", "pns", None),
        ("III/e", "pns", None),
        ("V/a", "pns", None),
        ("III/a", "pppk", None),
        ("XVIII", "pppk", None),
        ("18", "pppk", None),
        ("", "pns", None),
        ("", "pppk", None),
        ("honorer", "pns", None),
        ("III/a", "honorer", None),
    ],
)
def test_grades(text: str, employment_type: str, label: str | None) -> None:
    grade = queries.grade(text, employment_type)
    assert (grade.label if grade else None) == label


def test_grades_sort_by_order_not_by_text() -> None:
    assert [grade.label for grade in queries.grades("pppk")][:10] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
    ]  # fmt: skip
    assert [grade.code for grade in queries.grades("pns")] == sorted(grade.code for grade in queries.grades("pns"))
    assert len(queries.grades("pns")) == len(queries.grades("pppk")) == 17
    stored = queries.grade_by_code("31", "pns")
    assert stored is not None
    assert stored.full_label == "Penata Muda (III/a)"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JPT Pratama", "jpt_pratama"),
        ("Pimpinan Tinggi Pratama", "jpt_pratama"),
        ("administrator", "administrator"),
        ("Jabatan Fungsional", "functional"),
        ("Fungsional Umum", "implementer"),
        ("Pelaksana", "implementer"),
        ("struktural", None),
        ("", None),
    ],
)
def test_position_types(text: str, code: str | None) -> None:
    found = queries.position_type(text)
    assert (found.code if found else None) == code


def test_retirement_age_of_a_functional_position_is_in_its_title() -> None:
    functional, head = queries.position_type("functional"), queries.position_type("jpt_pratama")
    assert functional is not None
    assert head is not None
    titles = ("Dokter Ahli Utama", "Perencana Ahli Madya", "Arsiparis Terampil", "Guru")
    assert [queries.retirement_age(functional, title) for title in titles] == [65, 60, 58, None]
    assert queries.retirement_age(head) == 60


def test_echelons_however_typed() -> None:
    found = {queries.echelon(text) for text in ("II.b", "II b", "iib", "Eselon II/b", "II-B")}
    assert {echelon.code if echelon else None for echelon in found} == {"II.b"}
    assert [found.code for text in ("11", "31", "42", "51") if (found := queries.echelon(text))] == [
        *("I.a", "III.a", "IV.b", "V"),
    ]
    assert (queries.echelon("VI.a"), queries.echelon("33"), queries.echelon("00")) == (None, None, None)
    assert queries.echelon("") is None


@pytest.mark.parametrize(
    ("text", "scale", "code"),
    [
        ("Sangat Baik", "predicate", "very_good"),
        (" CUKUP ", "predicate", "needs_improvement"),
        ("Butuh Perbaikan / Cukup", "predicate", "needs_improvement"),
        ("Kurang/Misconduct", "predicate", "poor"),
        ("very_poor", "predicate", "very_poor"),
        ("sedang", "predicate", None),
        ("istimewa", "predicate", None),
        ("istimewa", "organisation_rating", "outstanding"),
        ("Diatas  Ekspektasi", "rating", "above_expectation"),
        ("1", "rating", "above_expectation"),
        ("3", "rating", "below_expectation"),
        ("", "rating", None),
    ],
)
def test_predicates_and_ratings(text: str, scale: str, code: str | None) -> None:
    assert queries.predicate_of(text, scale) == code


def test_doubtful_text_has_its_reason() -> None:
    assert queries.doubt_about("Sedang", "predicate")
    assert queries.doubt_about("Baik", "predicate") is None


def test_the_small_lists() -> None:
    def code(found: object) -> object:
        return getattr(found, "code", None)

    assert [code(queries.employment_type(text)) for text in ("pns", "P3K", "PPPK Paruh Waktu", "honorer")] == [
        "pns", "pppk", "pppk_part_time", None,
    ]  # fmt: skip
    assert [code(queries.education_level(text)) for text in ("S-1", "s1 Akuntansi", "D III", "SLTA", "")] == [
        "s1", "s1", "d3", "sma", None,
    ]  # fmt: skip
    assert [code(queries.unit_type(text)) for text in ("Dinas", "setda", "UPTD", "perumda")] == [
        "department", "secretariat", "service_unit", None,
    ]  # fmt: skip
    assert len(queries.behaviour_items()) == 21
    assert all(profile and sum(profile.weights.values()) == 100 for profile in map(queries.rater_profile, (
        kind.rater_profile for kind in queries.position_types())))  # fmt: skip


def test_holidays_are_corrected_and_marked() -> None:
    assert queries.is_holiday(date(2024, 11, 27))
    assert not queries.is_holiday(date(2026, 11, 24))
    kinds = {holiday.day: holiday.kind for holiday in queries.holidays(2025)}
    assert (kinds[date(2025, 8, 17)], kinds[date(2025, 8, 18)]) == ("national", "joint_leave")
    assert [holiday.day for holiday in queries.holidays(2026) if holiday.tentative][:1] == [date(2026, 1, 16)]
    assert queries.holidays(2030) == ()


def test_result_columns_read_labels_codes_and_siasn_numbers() -> None:
    columns = {column.measure: column for column in queries.result_columns()}
    assert len(columns) == 15
    assert [columns["work_result"].code_of(text) for text in ("Di Atas Ekspektasi", "2", "bagus")] == [
        "above_expectation", "meets_expectation", None,
    ]  # fmt: skip
    assert [columns["awards"].code_of(text) for text in ("Tidak Ada", "NATIONAL", "antar instansi")] == [
        "none", "national", "inter_agency",
    ]  # fmt: skip
    assert [columns["field_match"].code_of(text) for text in ("Ya", "tidak", "?")] == ["true", "false", None]
    for column in columns.values():
        assert all(column.code_of(column.label_of(code)) == code for code in column.labels)


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("33.72", "Asia/Jakarta"),
        ("62", "Asia/Jakarta"),
        ("63.71", "Asia/Makassar"),
        ("51", "Asia/Makassar"),
        ("65.01", "Asia/Makassar"),
        ("82.72", "Asia/Jayapura"),
        ("96", "Asia/Jayapura"),
        ("", "Asia/Jakarta"),
    ],
)
def test_every_province_lies_in_a_time_zone(code: str, zone: str) -> None:
    assert rules.time_zone_of(code) == zone
