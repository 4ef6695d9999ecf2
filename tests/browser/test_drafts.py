"""The chart of a draft: units moved in a dialog, with keys and by dragging, taken back, and two tabs at once."""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, WIDTHS, Chromium, View
from tests.browser.installation import ADMINISTRATOR

pytestmark = pytest.mark.browser
AGENCY = "Dinas Kesehatan"
FIRST, SECOND, THIRD = (
    "Bidang Kesehatan Masyarakat",
    "Bidang Pencegahan dan Pengendalian Penyakit",
    "Bidang Pelayanan Kesehatan",
)
_number = count(1)


@pytest.fixture
def draft(chromium: Chromium) -> Iterator[View]:
    """A draft of its own, at the agency."""
    view = chromium.view(ADMINISTRATOR)
    page = view.page
    view.open("/organisasi/")
    page.get_by_role("link", name="Draf", exact=True).click()
    page.get_by_label("Nama draf").fill(f"Penataan {next(_number)}")
    page.get_by_label("Rencana berlaku mulai").fill("2027-01-01")
    page.get_by_role("button", name="Buat draf").click()
    _unit(page, AGENCY).click()
    expect(_chart(page)).to_contain_text(FIRST)
    yield view
    page.get_by_text("Buang draf…").click()
    page.get_by_role("button", name="Buang draf", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Dibuang")
    page.close()


def test_a_unit_is_moved_in_a_dialog_and_taken_back(chromium: Chromium, draft: View) -> None:
    page = draft.page
    _select(page, SECOND)
    opener = page.get_by_role("link", name="Pindahkan ke…")
    opener.click()
    dialog = page.get_by_role("dialog", name=f"Pindahkan {SECOND} ke…")
    draft.in_both_themes("draf-pindah-dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    places = dialog.get_by_label("Pindahkan ke")
    places.select_option(places.locator("option", has_text=re.compile(r"^(– )*Inspektorat$")).get_attribute("value"))
    dialog.get_by_role("button", name="Pindahkan").click()
    _counts(page, 1)
    expect(_latest(page)).to_contain_text(f"{SECOND} dari {AGENCY} ke Inspektorat")
    for width in WIDTHS:
        seen = chromium.view(ADMINISTRATOR, width=width)
        seen.open(page.url)
        seen.in_both_themes("organisasi-draf-diubah")
        seen.page.get_by_role("link", name="Tambah unit").click()
        expect(seen.page.get_by_role("dialog")).to_be_visible()
        seen.fits()
        seen.page.close()
    page.get_by_role("button", name="Urungkan").click()
    _counts(page, 0)
    page.get_by_role("button", name="Ulangi").click()
    _counts(page, 1)


def test_keys_and_dragging_do_the_same(draft: View) -> None:
    page = draft.page
    _unit(page, SECOND).focus()
    page.keyboard.press("m")
    expect(page.get_by_role("dialog", name=f"Pindahkan {SECOND} ke…")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_unit(page, SECOND)).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    _counts(page, 1)
    expect(_latest(page)).to_contain_text(f"{SECOND} dari {AGENCY} ke {FIRST}")
    _unit(page, SECOND).focus()
    page.keyboard.press("Alt+ArrowLeft")
    _counts(page, 2)
    expect(_latest(page)).to_contain_text(f"{SECOND} dari {FIRST} ke {AGENCY}")
    _unit(page, THIRD).drag_to(_unit(page, FIRST))
    _counts(page, 3)
    expect(_latest(page)).to_contain_text(f"{THIRD} dari {AGENCY} ke {FIRST}")
    page.get_by_role("button", name="Urungkan").click()
    _counts(page, 2)
    assert draft.complaints == []


def test_a_second_tab_is_told_who_did_what_meanwhile(chromium: Chromium, draft: View) -> None:
    """Both widths hold an old page; neither overwrites what the first tab did, and what was typed stays."""
    page = draft.page
    late = {width: chromium.view(ADMINISTRATOR, width=width, expected=("status of 422",)) for width in WIDTHS}
    for view in late.values():
        view.open(page.url)
        _select(view.page, THIRD)
        view.page.get_by_role("link", name="Ubah nama").click()
        view.page.get_by_role("dialog").get_by_label("Nama unit").fill("Bidang Layanan")
    _unit(page, SECOND).focus()
    page.keyboard.press("Alt+ArrowRight")
    _counts(page, 1)
    for width, view in late.items():
        view.page.get_by_role("dialog").get_by_role("button", name="Ubah nama").click()
        refusal = view.page.get_by_role("region", name="Mohon diperbaiki")
        expect(refusal).to_contain_text("Draf ini berubah sesudah Anda membukanya")
        expect(refusal).to_contain_text(f"Administrator Kota Surakarta: Pindah – {SECOND} dari {AGENCY} ke {FIRST}")
        expect(view.page.get_by_label("Nama unit")).to_have_value("Bidang Layanan")
        view.in_both_themes("organisasi-draf-usang", own_source=False)
        if width == DESK:  # looked at and sent again, it counts
            view.page.get_by_role("button", name="Ubah nama").click()
            _counts(view.page, 2)
        view.page.close()
    page.reload()


def _chart(page: Page) -> Locator:
    return page.get_by_role("tree")


def _unit(page: Page, name: str) -> Locator:
    return _chart(page).get_by_role("treeitem", name=name).first


def _select(page: Page, name: str) -> None:
    """Click it, and wait until the card beside the chart is about it."""
    _unit(page, name).click()
    expect(page.get_by_role("region", name=name)).to_be_visible()


def _latest(page: Page) -> Locator:
    return page.get_by_role("region", name="Perubahan dalam draf").get_by_role("listitem").first


def _counts(page: Page, changes: int) -> None:
    expect(page.get_by_role("main")).to_contain_text(f"Draf: {changes} perubahan belum diterbitkan")
