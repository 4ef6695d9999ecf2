"""A sheet of measures, as people make it and as somebody hostile makes it; and a result no program runs."""

import csv
import io

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates.evaluation import evaluate
from shared_apps.scoring_templates.trying import sheet
from tests.shared_apps.scoring_templates import examples

TALENT = examples.scheme("talent_national_2025")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","x")', "=cmd|' /C calc'!A0"]


def read(text: str | bytes, most: int | None = None) -> list[sheet.Person]:
    content = text.encode() if isinstance(text, str) else text
    return sheet.read(TALENT, content, name="ukuran.csv", most=most)


def refusal(text: str | bytes, most: int | None = None) -> InvalidError:
    with pytest.raises(InvalidError) as found:
        read(text, most)
    return found.value


def problems(text: str | bytes) -> list[tuple[str, str]]:
    return [(each["code"], each["path"]) for each in refusal(text).details["problems"]]


@pytest.mark.parametrize(
    "text",
    [
        "case,profile,in:tenure,awards\nAni,,4.25,agency\n",
        "case;profile;tenure;in:awards\nAni;;4,25;agency\n",
        "\ufeffcase\tprofile\ttenure\tawards\tstatus\tout:total\nAni\t\t4,25\tagency\tcomplete\t70\n",
        "tenure,awards,case\n4.25,agency,Ani",
    ],
)
def test_commas_semicolons_tabs_and_both_decimal_marks(text: str) -> None:
    person = read(text)[0]
    assert (person.name, str(person.case.measures["tenure"]), person.case.measures["awards"]) == (
        "Ani",
        "4.25",
        "agency",
    )
    assert person.case.profile is None
    assert person.case.measures["predicate"] is None


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    assert read("case,tenure\nZoë,3\n".encode(encoding))[0].name == "Zoë"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"case,tenure\n", "no_people"),
        (b"case,tenure\nA\x00ni,3\n", "wrong_file_type"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "wrong_file_type"),
        (b'case,tenure\n"Ani,3\n', "damaged_csv"),
        (b"case,tenure\n" + b"x" * 40_000 + b",3\n", "damaged_csv"),
        (b"PK\x03\x04not a workbook", "damaged_file"),
        (b"a" + b"," * 300, "too_many_columns"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(content: bytes, code: str) -> None:
    found = refusal(content)
    assert found.code == code
    assert len(str(found.message)) > 20


def test_a_wrong_cell_is_named_by_row_and_column() -> None:
    text = "case,tenure,training_certificates\nAni,lima,1\n\nBudi,3,dua\nCici,4,1e9\n"
    assert problems(text) == [
        ("decimal_expected", "2/tenure"),
        ("decimal_expected", "4/training_certificates"),
        ("decimal_expected", "5/training_certificates"),
    ]


def test_unknown_and_repeated_columns_are_named() -> None:
    assert problems("case,warna,tenure,in:tenure\nAni,merah,1,2\n") == [
        ("input_unknown", "1/warna"),
        ("duplicate_key", "1/in:tenure"),
    ]


def test_two_hundred_rows_of_junk_give_a_hundred_problems_and_no_more() -> None:
    target = io.StringIO()
    csv.writer(target).writerow(["case", "tenure", "competency_assessment", "awards"])
    for number in range(200):
        csv.writer(target).writerow([number, FORMULAS[number % 6], "9" * 400, "\u202e"])
    assert len(problems(target.getvalue())) == sheet.MOST_PROBLEMS


def test_more_people_than_a_page_can_carry() -> None:
    text = "case,tenure\n" + "Ani,3\n" * 11
    assert len(read(text, most=11)) == 11
    assert refusal(text, most=10).code == "too_many_people"


def test_an_unknown_word_or_a_number_out_of_range_is_a_reason_not_an_error(cursor: CursorWrapper) -> None:
    people = read("case,tenure,awards\nAni,999,'; DROP TABLE x\n")
    outcome = evaluate(cursor, TALENT, [person.case for person in people])[0]
    assert {"tenure:out_of_range", "awards:unknown_code"} <= set(outcome.reasons)


def test_no_cell_of_a_result_is_a_formula_and_it_can_be_tried_again(cursor: CursorWrapper) -> None:
    rows = "\n".join(f'"{formula.replace(chr(34), chr(34) * 2)}","{formula[:1]}x",3,' for formula in FORMULAS)
    people = read(f"case,profile,tenure,awards\n{rows}\n")
    outcomes = evaluate(cursor, TALENT, [person.case for person in people])
    for delimiter in (",", ";"):
        content = sheet.written(TALENT, people, outcomes, delimiter=delimiter)
        cells = [
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter) for cell in row
        ]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
        assert sum(cell[:2] in ("'=", "'+", "'-", "'@") for cell in cells) == 2 * len(FORMULAS)
        assert read(content) == people


@pytest.mark.parametrize("name", examples.VECTORS)
def test_a_page_sends_along_exactly_what_it_was_given(name: str) -> None:
    scheme = examples.scheme(name)
    people = [sheet.Person(each.name, each.case) for each in examples.vectors(name)]
    again = sheet.read(scheme, sheet.measures_only(scheme, people).encode(), name="lagi")
    for before, after in zip(people, again, strict=True):
        known = {key: before.case.measures.get(key) for key in scheme.measures}
        assert (after.name, after.case.profile, after.case.measures) == (before.name, before.case.profile, known)


def test_a_measure_may_be_called_case() -> None:
    plain = examples.data("asn_performance")
    plain["measures"]["case"] = {"type": "number", "min": 0, "source": "people", "missing": "zero"}
    people = sheet.read(examples.parsed(plain), b"case,in:case\nAni,4\n", name="x.csv")
    assert (people[0].name, people[0].case.measures["case"]) == ("Ani", 4)
