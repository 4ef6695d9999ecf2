"""The API describes itself whole: nothing the generator would have to guess."""

from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.parametrize("urlconf", ["merit.urls_region", "merit.urls_host"])
def test_the_description_is_generated_without_a_warning(urlconf: str, tmp_path: Path) -> None:
    written = tmp_path / "openapi.yaml"
    call_command("spectacular", urlconf=urlconf, file=str(written), validate=True, fail_on_warn=True)
    assert "/api/v1/" in written.read_text()
