"""Ctrl-C: everything stops, and nothing stays behind. The last test of this folder."""

import pytest

from tests.browser.installation import Installation

pytestmark = pytest.mark.browser


def test_ctrl_c_stops_every_part_cleanly(merit: Installation) -> None:
    code, survivors = merit.stop()
    assert code == 0, merit.output[-2000:]
    assert survivors == []
    assert "ended" not in merit.output, "a part died on the way"
