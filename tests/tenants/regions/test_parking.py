"""The parking lot: the line used last first, the key unused for longest gives way, nothing over its age is used."""

import time

import pytest

from tenants.regions.database.parking import Parked, Parking


class Line:
    """Looks to the lot like a raw connection."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def parked(key: str, *, close_at: float | None = None) -> Parked:
    return Parked(key, Line(), close_at)  # type: ignore[arg-type]


def test_the_line_parked_last_is_taken_first_and_once() -> None:
    lot = Parking(limit=4)
    first, second = parked("north"), parked("north")
    lot.put(first)
    lot.put(second)
    assert [lot.take("north"), lot.take("north"), lot.take("north")] == [second, first, None]
    assert lot.take("south") is None
    assert lot.waiting() == set()


def test_beyond_the_limit_the_key_unused_for_longest_gives_way() -> None:
    lot = Parking(limit=2)
    north, south = parked("north"), parked("south")
    lot.put(north)
    lot.put(south)
    used = lot.take("north")
    assert used is north
    lot.put(north)  # used a moment ago
    lot.put(parked("west"))
    assert lot.waiting() == {"north", "west"}
    assert (north.raw.closed, south.raw.closed) == (False, True)


def test_a_second_line_of_a_key_gives_way_before_the_only_one_of_another() -> None:
    lot = Parking(limit=3)
    north, first, second, west = parked("north"), parked("south"), parked("south"), parked("west")
    for line in (north, first, second, west):
        lot.put(line)
    assert [line.raw.closed for line in (north, first, second, west)] == [False, True, False, False]
    lot.put(parked("east"))  # now everybody has one
    assert lot.waiting() == {"south", "west", "east"}


def test_a_key_that_has_only_one_left_is_not_taken_for_one_that_has_several() -> None:
    lot = Parking(limit=3)
    for line in (parked("north"), parked("south"), parked("south")):
        lot.put(line)
    lot.take("south")
    lot.put(parked("west"))
    lot.put(parked("east"))
    assert lot.waiting() == {"south", "west", "east"}


def test_a_limit_of_nothing_keeps_nothing() -> None:
    lot = Parking(limit=0)
    line = parked("north")
    lot.put(line)
    assert (lot.take("north"), line.raw.closed) == (None, True)


@pytest.mark.parametrize("why", ["age", "closed"])
def test_what_is_over_is_closed_and_not_given(why: str) -> None:
    lot = Parking(limit=4)
    line = parked("north", close_at=time.monotonic() - 1 if why == "age" else None)
    if why == "closed":
        line.raw.close()
    lot.put(line)
    assert (lot.take("north"), line.raw.closed) == (None, True)


def test_a_sweep_closes_what_is_over_and_keeps_the_rest() -> None:
    lot = Parking(limit=9)
    old, young = parked("north", close_at=time.monotonic() - 1), parked("north", close_at=time.monotonic() + 60)
    for line in (old, young):
        lot.put(line)
    lot.sweep()
    assert (old.raw.closed, young.raw.closed, lot.take("north")) == (True, False, young)


def test_everything_is_swept_at_once_however_soon_after_the_last_time() -> None:
    lot = Parking(limit=9)
    lot.sweep()
    lines = [parked("north"), parked("south"), parked("south")]
    for line in lines:
        lot.put(line)
    lot.sweep(everything=True)
    assert [line.raw.closed for line in lines] == [True] * 3
    assert lot.waiting() == set()
    lot.put(parked("north"))
    assert lot.waiting() == {"north"}


def test_many_lines_take_no_longer_than_few() -> None:
    """Behind a pooler every region has its own: what is asked in each request must not grow with them."""

    def rounds(regions: int) -> float:
        lot = Parking(limit=regions)
        for number in range(regions):
            lot.put(parked(f"r{number}", close_at=time.monotonic() + 600))
        begun = time.perf_counter()
        for number in range(2_000):
            line = lot.take(f"r{number % regions}")
            assert line is not None
            lot.put(line)
            lot.sweep()
        return time.perf_counter() - begun

    few, many = min(rounds(16) for _ in range(5)), min(rounds(2_000) for _ in range(5))
    assert many < 4 * few
