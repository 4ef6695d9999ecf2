"""What the drawings say, to eyes and to screen readers."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from shared_apps.ui import charts, drawings

CUTS = [(Decimal(46), ">"), (Decimal(72), ">")]
NAMES = ["Di bawah", "Sesuai", "Di atas"]


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own drawing


@pytest.mark.parametrize(
    ("value", "comparator", "level"),
    [
        ("72", ">", 1),  # above 72 begins after it
        ("72", ">=", 2),  # from 72 on owns it
        ("72.01", ">", 2),
        ("46", ">", 0),
        ("0", ">=", 0),
        ("100", ">", 2),
    ],
)
def test_the_comparator_says_who_owns_the_cut(value: str, comparator: str, level: int) -> None:
    cuts = [(Decimal(46), comparator), (Decimal(72), comparator)]
    assert charts.level_of(Decimal(value), cuts) == level


def test_the_scale_prints_its_cuts_and_says_them_with_their_meaning() -> None:
    with translation.override("id"):
        svg = read(charts.cut_scale(Decimal("71.00"), [(Decimal("46.5"), ">"), (Decimal(72), ">=")], NAMES))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Nilai 71,00, tingkat Sesuai. Batas: Sesuai di atas 46,5; Di atas mulai 72."
    assert [text.text for text in svg.iter("text")] == [*NAMES, "46,5", "72"]
    assert [rect.get("class") for rect in svg.findall("rect")] == ["z0", "on", "z2"]


def test_a_missing_value_has_no_marker_and_lights_no_level() -> None:
    with translation.override("id"):
        svg = read(charts.cut_scale(None, CUTS, NAMES))
    assert svg.find("svg") is None
    assert "on" not in [rect.get("class") for rect in svg.findall("rect")]
    assert "Nilai belum ada" in str(svg.get("aria-label"))


def test_coordinates_keep_a_point_in_every_language() -> None:
    with translation.override("id"):
        assert 'width="33.33%"' in drawings.bar(1, total=3)
        assert 'x="71.25%"' in charts.cut_scale(Decimal("71.25"), CUTS, NAMES)


def test_a_bar_never_leaves_its_track() -> None:
    assert 'width="100.00%"' in drawings.bar(Decimal(140))
    assert 'width="0.00%"' in drawings.bar(Decimal(-5))


def test_a_labelled_bar_tells_its_progress() -> None:
    svg = read(drawings.bar(3975, total=6412, label="Impor pegawai"))
    assert (svg.get("role"), svg.get("aria-valuenow"), svg.get("aria-valuemax")) == (
        "progressbar",
        "3975.00",
        "6412.00",
    )


def test_the_nine_boxes_lie_in_the_order_of_the_regulation() -> None:
    with translation.override("id"):
        svg = read(drawings.mini_nine(5, 7))
    numbers = [[text.text for text in svg.iter("text")][row * 3 : row * 3 + 3] for row in range(3)]
    assert numbers == [["4", "7", "9"], ["2", "5", "8"], ["1", "3", "6"]]
    assert svg.get("aria-label") == "Kotak 5 dari sembilan kotak; kotak berikutnya 7"
    assert [rect.get("class") for rect in svg.iter("rect")].count("here") == 1


def test_a_limit_is_drawn_only_where_the_pattern_sets_one() -> None:
    rows: list[dict[str, object]] = [
        {"label": "Kurang (Misconduct)", "percent": Decimal(4)},
        {"label": "Baik", "percent": Decimal(68), "limit": Decimal(70), "strong": True},
    ]
    svg = read(charts.dist(rows, "judul"))
    assert len([line for line in svg.iter("line") if line.get("class") == "lim"]) == 1
    assert svg.get("aria-labelledby") == "judul"
    assert [text.text for text in svg.iter("text") if text.get("class") == "lab"] == [
        "Kurang", "(Mis-", "conduct)", "Baik",
    ]  # fmt: skip


def test_an_empty_distribution_is_still_a_drawing() -> None:
    assert read(charts.dist([])).tag == "svg"


def test_marks_show_where_a_sequence_stopped() -> None:
    svg = read(drawings.steps(2, 4, stopped=True))
    assert [rect.get("class") for rect in svg] == ["d", "d", "x", ""]


def test_hostile_initials_stay_text() -> None:
    assert "<script>" not in drawings.crest("<script>", '"><script>')
