"""Keys and cursors: what is one, what is none, and where a page begins when the list changed."""

import pytest

from shared_apps.programs import rules
from shared_apps.programs.rules import Cursor


@pytest.mark.parametrize(
    ("text", "is_key"),
    [("a", True), ("9f1c-~!", True), ("x" * 200, True), ("", False), ("x" * 201, False), ("a b", False), ("é", False)],
)
def test_a_key_is_short_visible_ascii(text: str, is_key: bool) -> None:
    assert rules.is_key(text) is is_key


def test_the_same_request_has_the_same_fingerprint_and_any_other_another() -> None:
    first = rules.fingerprint("POST", "/a/", {"x": 1, "y": "b"})
    assert rules.fingerprint("POST", "/a/", {"y": "b", "x": 1}) == first
    others = [("PUT", "/a/", {"x": 1, "y": "b"}), ("POST", "/b/", {"x": 1, "y": "b"}), ("POST", "/a/", {"x": 2})]
    assert first not in {rules.fingerprint(*other) for other in others}


def read(entries: list[dict[str, int]], size: int) -> list[list[int]]:
    """All pages, as a program reads them."""
    pages, cursor = [], None
    while True:
        found = rules.page(entries, cursor, size)
        pages.append([each["id"] for each in found.entries])
        if found.following is None:
            return pages
        cursor = rules.read_cursor(rules.write_cursor(found.following))


@pytest.mark.parametrize(
    ("length", "pages"), [(0, [[]]), (1, [[0]]), (2, [[0, 1]]), (3, [[0, 1], [2]]), (4, [[0, 1], [2, 3]])]
)
def test_every_entry_stands_on_one_page(length: int, pages: list[list[int]]) -> None:
    assert read([{"id": number} for number in range(length)], 2) == pages


def test_entries_that_come_or_go_between_two_pages_shift_nothing() -> None:
    entries = [{"id": number} for number in range(6)]
    cursor = rules.page(entries, None, 2).following
    assert rules.page([{"id": 9}, *entries], cursor, 2).entries == [{"id": 2}, {"id": 3}]
    assert rules.page(entries[1:], cursor, 2).entries == [{"id": 2}, {"id": 3}]
    without = [each for each in entries if each["id"] != 1]
    assert rules.page(without, cursor, 2).entries == [{"id": 3}, {"id": 4}]  # its place, as the entry is gone


@pytest.mark.parametrize("text", ["x", "é", "W10", "WyJhIiwgLTFd", "WyJhIiwgdHJ1ZV0", "bnVsbA", "W" * 401, "[[[["])
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert rules.read_cursor(text) is None


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert rules.read_cursor(rules.write_cursor(Cursor("01900000", 7))) == Cursor("01900000", 7)
