"""What a first visit costs: the budget of the pages."""

import gzip
from pathlib import Path

import django_htmx
import pytest

from shared_apps import ui
from tests.shared_apps.ui import gallery

OWN = Path(ui.__file__).parent / "static" / "ui"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_our_script_is_small_and_all_scripts_stay_within_their_budget() -> None:
    own = packed(OWN.joinpath("app.js").read_bytes())
    assert own < 3 * 1024
    assert own + packed(HTMX.read_bytes()) < 25 * 1024


def test_the_style_sheet_fetches_nothing() -> None:
    sheet = OWN.joinpath("app.css").read_text()
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert packed(sheet.encode()) < 12 * 1024


@pytest.mark.parametrize("title", ["pegawai", "pimpinan", "admin", "masuk"])
def test_a_first_visit_stays_under_75_kilobytes_and_1200_nodes(title: str) -> None:
    page = gallery.page(title)
    files = [OWN.joinpath("app.css"), OWN.joinpath("app.js"), OWN.joinpath("favicon.svg"), HTMX]
    assert packed(page.encode()) + sum(packed(file.read_bytes()) for file in files) < 75 * 1024
    assert page.count("<") - page.count("</") < 1200
