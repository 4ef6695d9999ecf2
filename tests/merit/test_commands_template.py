"""`merit template check` and `evaluate`: a document tried without a region."""

import csv
import json
from pathlib import Path

import pytest

from merit import commands_template
from shared_apps.scoring_templates import documents

VECTORS = Path(__file__).parents[1] / "shared_apps" / "scoring_templates" / "vectors"


def _last(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_a_sound_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_template.check(["talent_national_2025", "--json"]) == 0
    told = _last(capsys)
    assert (told["valid"], told["key"], told["problems"]) == (True, "talent_national", [])


def test_the_axis_of_105(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "jabar.yaml"
    path.write_text(documents.text("jabar_talent_2021"))
    assert commands_template.check([str(path), "--json"]) == 1
    told = _last(capsys)
    assert told["valid"] is False
    assert told["problems"] == [
        {
            "code": "weights_sum",
            "path": "/nodes/performance/inputs",
            "text": "Jumlah bobot 105, seharusnya tepat 100.",
        }
    ]


def test_a_customisation_is_checked_with_its_template(capsys: pytest.CaptureFixture[str]) -> None:
    change = str(VECTORS / "customisation_talent_example.yaml")
    assert commands_template.check(["talent_national_2025", "--customisation", change]) == 0
    assert commands_template.check(["asn_performance", "--customisation", change, "--json"]) == 1
    assert "wrong_template" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("asn_performance", None),
        ("talent_national_2025", "customisation_talent_example.yaml"),
        ("behaviour_360", "customisation_behaviour_example.yaml"),
    ],
)
def test_a_csv_of_measures_goes_through_the_production_statement(
    name: str, change: str | None, tmp_path: Path, regions: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    arguments = [name, "--measures", str(VECTORS / f"{name}.csv"), "--out", str(out), "--json"]
    if change:
        arguments += ["--customisation", str(VECTORS / change)]
    assert commands_template.evaluate(arguments) == 0
    with out.open(newline="", encoding="utf-8-sig") as written, (VECTORS / f"{name}.csv").open(newline="") as vectors:
        found, expected = list(csv.DictReader(written)), list(csv.DictReader(vectors))
    assert _last(capsys)["evaluated"] == len(expected)
    for row, vector in zip(found, expected, strict=True):
        results = {key: text for key, text in vector.items() if not key.startswith("in:")}
        assert {key: row[key] for key in results} == results


def test_a_bare_template_with_holes_is_not_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    measures = str(VECTORS / "talent_national_2025.csv")
    assert (
        commands_template.evaluate(["talent_national_2025", "--measures", measures, "--out", str(out), "--json"]) == 1
    )
    problems = _last(capsys)["problems"]
    assert isinstance(problems, list)
    assert [problem["code"] for problem in problems] == ["value_required"] * 8
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("case,work_result,colour\n1,meets_expectation,red\n", "input_unknown"),
        ("case,in:tenure\n1,lima\n", "decimal_expected"),
    ],
)
def test_a_wrong_csv_is_told_with_its_place(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measures, out = tmp_path / "measures.csv", tmp_path / "out.csv"
    measures.write_text(text)
    name = "asn_performance" if "colour" in text else "talent_national_2025"
    arguments = [name, "--measures", str(measures), "--out", str(out), "--json"]
    if name != "asn_performance":
        arguments += ["--customisation", str(VECTORS / "customisation_talent_example.yaml")]
    assert commands_template.evaluate(arguments) == 1
    problems = _last(capsys)["problems"]
    assert isinstance(problems, list)
    assert [problem["code"] for problem in problems] == [code]
    assert not out.exists()


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(SystemExit, match="No such file"):
        commands_template.check(["tidak-ada.yaml"])


def test_two_documents_are_compared_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = tmp_path / "baru.yaml"
    changed.write_text(documents.text("asn_performance").replace("decimals: 2", "decimals: 3", 1), encoding="utf-8")
    assert commands_template.diff(["asn_performance", str(changed), "--json"]) == 0
    *_lines, last = capsys.readouterr().out.strip().splitlines()
    assert json.loads(last)["numbers_can_differ"] is True
    assert len(json.loads(last)["changes"]) == 1


def test_a_faulty_document_is_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = tmp_path / "salah.yaml"
    faulty.write_text("format: 1", encoding="utf-8")
    assert commands_template.diff(["asn_performance", str(faulty), "--json"]) == 1
    assert json.loads(capsys.readouterr().out.strip().splitlines()[-1])["compared"] is False
