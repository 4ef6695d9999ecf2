"""The nightly probe on a real installation: real pages, real people, a real cache."""

import pytest

from tests.browser.installation import Installation

pytestmark = pytest.mark.browser


def test_every_government_is_proved_apart(merit: Installation) -> None:
    assert merit.probed is not None
    assert merit.probed.returncode == 0, merit.probed.stdout + merit.probed.stderr
    verdicts = [line.partition(";")[0] for line in merit.probed.stdout.splitlines()]
    assert verdicts == ["jambi: apart", "public: apart", "solo: apart"]
