"""The chart laid out and drawn, without a database."""

import uuid
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.organisation.files.rules.columns import HEIGHT, WIDTH, Words
from tenant_apps.organisation.files.rules.lettering import width, wrapped
from tenant_apps.organisation.files.rules.picture import Box, Page, draw
from tenant_apps.organisation.files.rules.svg import svg
from tenant_apps.organisation.rules.chart import Chart
from tests.tenant_apps.organisation.files.charts import chain, city, node

PLAIN = Words({}, again="lanjutan")
SVG = "{http://www.w3.org/2000/svg}"


def overlapping(page: Page) -> list[tuple[Box, Box]]:
    def apart(one: Box, other: Box) -> bool:
        return (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.y + one.height <= other.y
            or other.y + other.height <= one.y
        )

    return [pair for pair in combinations(page.boxes, 2) if not apart(*pair)]


@pytest.mark.parametrize(
    "chart", [city(), city(3, 2, 2), city(2, 1, 300), city(90, 0), chain(40), chain(1)], ids=lambda c: len(c.nodes)
)
def test_every_unit_is_drawn_within_its_sheet_and_over_no_other(chart: Chart) -> None:
    pages = draw(chart, PLAIN)
    assert {box.unit_id for page in pages for box in page.boxes} == set(chart.nodes)
    for page in pages:
        assert page.height <= HEIGHT
        assert overlapping(page) == []
        assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in page.boxes)
        assert all(box.y >= 0 and box.y + box.height <= page.height for box in page.boxes)


def test_a_small_government_is_one_drawing_and_a_large_one_tells_on_which_sheet_an_agency_is() -> None:
    assert len(draw(city(3, 2, 2), PLAIN)) == 1
    chart = city()
    pages = draw(chart, Words({}, again="lanjutan", page="hal."))
    assert 2 < len(pages) < 20
    agencies = {box.unit_id: box.note for box in pages[0].boxes if not box.is_head}
    assert set(agencies) == {child.unit_id for child in chart.children[chart.root.unit_id]}  # type: ignore[union-attr]
    for unit_id, note in agencies.items():
        number = int(note.removeprefix("hal. "))
        assert unit_id in {box.unit_id for box in pages[number - 1].boxes if box.is_head}


def test_units_that_go_on_in_the_next_column_stand_under_their_parent_again() -> None:
    chart = city(1, 1, 120)
    drawn = [box for page in draw(chart, PLAIN) for box in page.boxes]
    assert {chart.nodes[box.unit_id].code for box in drawn if box.note == "lanjutan"} == {"D0.0"}


def test_a_drawing_from_one_unit_down_has_only_what_stands_under_it() -> None:
    chart = city()
    top = chart.by_code["D7"].unit_id
    pages = draw(chart, PLAIN, top=top)
    assert len(pages) == 1
    assert {box.unit_id for box in pages[0].boxes} == chart.subtree_ids(top)
    assert draw(chart, PLAIN, top=uuid.uuid4()) == draw(Chart(), PLAIN) == []


@given(st.text(max_size=200), st.integers(40, 400))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = wrapped(text, room, 9)
    assert all(width(line, 9) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_picture_is_titled_and_holds_nothing_that_runs() -> None:
    hostile = '<script>alert(1)</script> & "Dinas"\x00\ud800'
    chart = Chart.of([node("P", None, name=hostile)])
    drawn = svg(draw(chart, PLAIN), title=hostile, description="Satu unit")
    root = ET.fromstring(drawn.encode())  # noqa: S314  our own drawing
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (hostile[:-2], "Satu unit")
    assert root.get("aria-labelledby") == "judul uraian"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "g", "path"}
    assert "style" not in drawn
    assert "href" not in drawn
