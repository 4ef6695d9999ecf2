"""Dated entries of a person: replaced only knowingly, withdrawn in a dialog, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import ADMINISTRATOR

pytestmark = pytest.mark.browser
REFUSED = ("status of 422",)


def test_an_entry_is_replaced_and_withdrawn(chromium: Chromium) -> None:
    for width in WIDTHS:
        view = chromium.view(ADMINISTRATOR, width=width, script=width != WIDTHS[0], expected=REFUSED)
        page = view.page
        view.open("/pegawai/")
        view.follow("table a[href^='/pegawai/']")
        person = page.url
        for level in ("D-III", "S-1"):
            view.open(f"{person}pendidikan/")
            page.get_by_label("Tingkat").select_option(label=level)
            page.get_by_label("Tanggal ijazah").fill("2011-08-01")
            page.get_by_role("button", name="Simpan pendidikan").click()
        box = page.get_by_label("Ganti catatan yang ada: D-III")
        expect(box).not_to_be_checked()
        if width != WIDTHS[0]:
            view.in_both_themes("pegawai-ganti-catatan", own_source=False)
        box.check()
        page.get_by_role("button", name="Simpan pendidikan").click()
        opener = page.get_by_role("link", name="Tarik Pendidikan S-1 mulai 1 Agu 2011")
        opener.click()
        if width != WIDTHS[0]:
            dialog = page.get_by_role("dialog", name="Tarik Pendidikan “S-1” mulai 1 Agu 2011")
            expect(dialog.get_by_label("Alasan")).to_be_focused()
            for seen in WIDTHS:
                page.set_viewport_size({"width": seen, "height": 844})
                view.in_both_themes("pegawai-tarik-dialog")
            page.set_viewport_size({"width": width, "height": 900})
        page.get_by_label("Alasan").fill("Ijazah orang lain")
        page.get_by_role("button", name="Tarik catatan").click()
        expect(page.get_by_role("status").first).to_contain_text("Catatan ditarik")
        expect(opener).to_have_count(0)
        page.close()
