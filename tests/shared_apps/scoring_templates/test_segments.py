"""A number line cut into pieces: what is drawn is exactly what holds."""

from decimal import Decimal
from fractions import Fraction

import pytest

from shared_apps.scoring_templates.rules.segments import Segment, Stretch, segments


def d(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def stretch(name: str, low: str, high: str | None) -> Stretch:
    return Stretch(name, Decimal(low), d(high))


def told(found: list[Segment]) -> list[tuple[str, str, str]]:
    return [(str(one.low), str(one.high or ""), "".join(one.names)) for one in found]


@pytest.mark.parametrize(
    ("stretches", "low", "high", "expected"),
    [
        ([("a", "0", "1"), ("b", "1", None)], "0", None, [("0", "1", "a"), ("1", "", "b")]),
        ([("a", "0", "3"), ("b", "4", None)], "0", None, [("0", "3", "a"), ("3", "4", ""), ("4", "", "b")]),
        ([("a", "0", "4"), ("b", "3", None)], "0", None, [("0", "3", "a"), ("3", "4", "ab"), ("4", "", "b")]),
        ([("a", "2", "5")], "0", "9", [("0", "2", ""), ("2", "5", "a"), ("5", "", "")]),
        ([("a", "0", "100")], "0", "100", [("0", "100", "a"), ("100", "", "")]),
        ([("a", "0", "50"), ("b", "50", None)], "0", "100", [("0", "50", "a"), ("50", "", "b")]),
        ([("a", "5", "5"), ("b", "7", "3")], "0", None, [("0", "", "")]),
        ([("a", "0", "120")], "0", "100", [("0", "120", "a")]),
        ([("a", "0", "3")], None, None, [("0", "3", "a")]),
        ([], None, None, []),
    ],
)
def test_the_pieces(
    stretches: list[tuple[str, str, str | None]],
    low: str | None,
    high: str | None,
    expected: list[tuple[str, str, str]],
) -> None:
    found = segments([stretch(*each) for each in stretches], low=d(low), high=d(high))
    assert told(found) == expected


def test_every_point_holds_what_its_piece_says() -> None:
    given = [stretch("a", "0", "3"), stretch("b", "2", "6"), stretch("c", "8", None), stretch("d", "-1", "0.5")]
    found = segments(given, low=Decimal(-2), high=Decimal(10))
    for tenth in range(-20, 100):
        point = Fraction(tenth, 10)
        holds = {one.name for one in given if one.low <= point and (one.high is None or point < one.high)}
        piece = next(one for one in found if one.low <= point and (one.high is None or point < one.high))
        assert set(piece.names) == holds
