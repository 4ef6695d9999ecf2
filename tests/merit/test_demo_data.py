"""The demo's data: invented, valid in form, and rich enough to show every state of the product."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from merit.demo import organisation, people, results, sheets
from shared_apps.reference import queries as reference
from shared_apps.reference.rules import age_on, parse_nip
from shared_apps.sheets import reader

SIZES = {"surakarta": 1200, "jambi": 400}
REGIONS = pytest.mark.parametrize("region", organisation.REGIONS)

PREDICATES = {  # (work result, work behaviour), worst to best, → points of the talent template
    (0, 0): 20, (0, 1): 60, (0, 2): 60, (1, 0): 40, (1, 1): 80, (1, 2): 80, (2, 0): 40, (2, 1): 80, (2, 2): 100,
}  # fmt: skip
BOXES = {
    ("below", "low"): 1, ("meets", "low"): 2, ("below", "medium"): 3, ("above", "low"): 4, ("meets", "medium"): 5,
    ("below", "high"): 6, ("above", "medium"): 7, ("meets", "high"): 8, ("above", "high"): 9,
}  # fmt: skip
POINTS: Mapping[str, Mapping[str, int]] = {
    "awards": {"none": 0, "agency": 25, "inter_agency": 50, "national": 75, "international": 100},
    "team_assignments": {
        "none": 0, "member_internal": 25, "member_inter_agency": 50, "leader_internal": 75, "leader_inter_agency": 100,
    },
    "feedback_360": {"very_poor": 20, "poor": 40, "needs_improvement": 60, "good": 80, "very_good": 100},
    "variety": {"single_unit": 60, "inter_unit": 80, "inter_agency": 100},
    "acting_post": {
        "none": 0, "plh_same_level": 20, "plh_higher": 40, "plt_same_level": 60, "plt_higher": 80,
        "acting_regional_head": 100,
    },
    "formal_education": {"senior_secondary": 60, "d3": 70, "s1_d4": 80, "s2": 90, "s3": 100},
    "field_match": {"false": 50, "true": 100},
    "discipline_record": {"serving_now": 0, "heavy": 25, "medium": 50, "light": 75, "none": 100},
}  # fmt: skip


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def axes(values: Mapping[str, results.Value]) -> tuple[Decimal, Decimal] | None:
    """Both axes by the shares of the national template; none when evidence is missing."""
    if any(value is None for value in values.values()):
        return None

    def points(measure: str) -> Decimal:
        return Decimal(POINTS[measure][str(values[measure])])

    def number(measure: str) -> Decimal:
        return Decimal(str(values[measure]))

    def band(measure: str, bands: Mapping[int, int]) -> Decimal:
        return Decimal(next(points for start, points in bands.items() if number(measure) >= start))

    expectation = results.EXPECTATION
    predicate = PREDICATES[
        expectation.index(str(values["work_result"])), expectation.index(str(values["work_behaviour"]))
    ]
    performance = (
        Decimal(predicate) * 60 + points("awards") * 15 + points("team_assignments") * 15 + points("feedback_360") * 10
    ) / 100
    training = band("training_certificates", {8: 100, 6: 75, 4: 50, 1: 25, 0: 0})
    certified = band("professional_certifications", {3: 100, 1: 50, 0: 0})
    tenure = band("tenure", {5: 100, 3: 80, 0: 60})
    experience = rounded((tenure + points("variety") + points("acting_post")) / 3)
    potential = (
        number("competency_assessment") * 20
        + rounded((training + certified) / 2) * 10
        + experience * 10
        + number("potential_assessment") * 25
        + points("formal_education") * 10
        + points("field_match") * 10
        + points("discipline_record") * 15
    ) / 100
    return rounded(performance), rounded(potential)


def box(performance: Decimal, potential: Decimal) -> int:
    level = "above" if performance > 72 else "meets" if performance > 46 else "below"
    return BOXES[level, "high" if potential >= 90 else "medium" if potential >= 70 else "low"]


@REGIONS
def test_the_chart_has_one_root_and_every_parent_exists(region: str) -> None:
    units = organisation.units(region)
    codes = [unit.code for unit in units]
    assert len(set(codes)) == len(codes)
    assert [unit.code for unit in units if not unit.parent_code] == [units[0].code]
    seen: set[str] = set()
    for unit in units:
        assert not unit.parent_code or unit.parent_code in seen
        seen.add(unit.code)
        assert reference.unit_type(unit.kind)
        assert not unit.echelon or reference.echelon(unit.echelon)
    siblings = Counter((unit.parent_code, unit.order) for unit in units)
    assert max(siblings.values()) == 1


def test_surakarta_has_its_kecamatan_and_kelurahan_and_no_company() -> None:
    kinds = Counter(unit.kind for unit in organisation.units("surakarta"))
    assert (kinds["Kecamatan"], kinds["Kelurahan"], kinds["Dinas"], kinds["Badan"]) == (5, 54, 19, 7)
    names = {unit.name for unit in organisation.units("surakarta")}
    assert not any("Perumda" in name for name in names)
    parents = {unit.code: unit for unit in organisation.units("surakarta")}
    assert all(
        parents[unit.parent_code].kind == "Kecamatan"
        for unit in organisation.units("surakarta")
        if unit.kind == "Kelurahan"
    )


def test_jambi_is_a_province() -> None:
    kinds = Counter(unit.kind for unit in organisation.units("jambi"))
    assert (kinds["Asisten"], kinds["Biro"]) == (3, 9)
    assert kinds["UPTD"] > 0
    assert kinds["Cabang Dinas"] > 0
    assert kinds["Kecamatan"] == 0


@REGIONS
def test_people_are_valid_in_form_and_nobody_alive(region: str) -> None:
    rows = people.employees(region, SIZES[region])
    assert len(rows) == SIZES[region]
    assert len({row.nip for row in rows}) == len({row.email for row in rows}) == len(rows)
    codes = {unit.code for unit in organisation.units(region)}
    for row in rows:
        kind = reference.employment_type(row.employment_type)
        assert kind
        nip = parse_nip(row.nip, employment_type=kind.code)
        assert not nip.errors
        assert not nip.warnings
        assert nip.birth_date
        assert age_on(nip.birth_date, date(2026, 11, 24)) > 120
        assert reference.grade(row.grade, kind.code), row
        assert reference.position_type(row.position_type), row
        assert reference.education_level(row.education), row
        assert row.unit_code in codes


@REGIONS
def test_nearly_every_unit_has_one_head(region: str) -> None:
    rows = people.employees(region, SIZES[region])
    heads = Counter(row.unit_code for row in rows if row.is_head)
    chart = [unit for unit in organisation.units(region) if unit.parent_code]
    assert max(heads.values()) == 1
    assert 0 < len(chart) - len(heads) < 10 or len(heads) == SIZES[region] // 2
    numbers = {row.nip for row in rows if row.is_head}
    overridden = [row for row in rows if row.superior_nip]
    assert all(row.superior_nip in numbers for row in overridden)
    assert len(overridden) < len(rows) / 20


def test_twenty_people_are_enough_for_a_small_start() -> None:
    rows = people.employees("surakarta", 20)
    assert len(rows) == 20
    assert sum(row.is_head for row in rows) == 10
    assert any(row.nip == people.RATNA_NIP for row in rows)


def test_the_same_seed_gives_the_same_people_and_results() -> None:
    first, second = people.employees("jambi", 300, seed=7), people.employees("jambi", 300, seed=7)
    assert first == second
    assert results.results(first, period="2025") == results.results(second, period="2025")
    assert people.employees("jambi", 300, seed=8) != first


@REGIONS
@pytest.mark.parametrize("period", results.PERIODS)
def test_all_nine_boxes_are_hit_and_some_evidence_is_missing(region: str, period: str) -> None:
    rows = results.results(people.employees(region, SIZES[region]), period=period)
    known = [found for row in rows if (found := axes(row.values))]
    boxes = Counter(box(*found) for found in known)
    assert set(boxes) == set(range(1, 10)), boxes
    assert boxes[5] == max(boxes.values())
    assert 0.02 <= 1 - len(known) / len(rows) <= 0.06


def test_three_to_five_percent_have_missing_evidence() -> None:
    rows = [
        row
        for region, size in SIZES.items()
        for period in results.PERIODS
        for row in results.results(people.employees(region, size), period=period)
    ]
    missing = sum(axes(row.values) is None for row in rows)
    assert 0.03 <= missing / len(rows) <= 0.05


def test_ratna_andini_is_the_typical_case() -> None:
    rows = people.employees("surakarta", SIZES["surakarta"])
    ratna = next(row for row in rows if row.nip == people.RATNA_NIP)
    unit = next(unit for unit in organisation.units("surakarta") if unit.code == ratna.unit_code)
    agency = next(unit for unit in organisation.units("surakarta") if unit.code == ratna.unit_code.rpartition("-")[0])
    assert (ratna.name, unit.name, agency.abbreviation) == ("Ratna Andini", "Bidang Mutasi dan Promosi", "BKPSDM")
    assert any(row.is_head and row.unit_code == ratna.unit_code for row in rows)
    found = {
        period: next(row for row in results.results(rows, period=period) if row.nip == ratna.nip)
        for period in results.PERIODS
    }
    assert axes(found["2025"].values) == (Decimal("69.00"), Decimal("79.58"))
    assert axes(found["2026"].values) == (Decimal("71.00"), Decimal("80.25"))
    assert box(Decimal("71.00"), Decimal("80.25")) == 5


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_files_read_back_as_what_was_generated(kind: str) -> None:
    rows = people.employees("surakarta", 40)
    scores = results.results(rows, period="2026")
    files = {
        "organisation": getattr(sheets, f"organisation_{kind}")("surakarta"),
        "people": getattr(sheets, f"people_{kind}")(rows),
        "results": getattr(sheets, f"results_{kind}")(scores),
    }
    chart = reader.read(files["organisation"], name="a").find_header(organisation.COLUMNS)
    assert [record["kode"] for record in chart.records()] == [unit.code for unit in organisation.units("surakarta")]
    header = reader.read(files["people"], name="b").find_header(("nip", "kepala_unit", "kode_unit", "tmt_jabatan"))
    read = [(record["nip"], record["kepala_unit"], record["tmt_jabatan"]) for record in header.records()]
    assert read == [(row.nip, "ya" if row.is_head else "tidak", row.position_since.isoformat()) for row in rows]
    columns = reference.result_columns()
    table = reader.read(files["results"], name="c").find_header(("nip", *(column.header for column in columns)))
    for record, score in zip(table.records(), scores, strict=True):
        for column in columns:
            text, value = record[column.header], score.values[column.measure]
            assert (text == "") == (value is None)
            assert column.kind not in ("choice", "flag") or value is None or column.code_of(text) == value
