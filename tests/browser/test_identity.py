"""The settings of an identity provider in Chromium: added, checked, refused in words, switched off, deleted."""

import re

import pytest

from tests.browser.chromium import DESK, PHONE, Chromium
from tests.browser.installation import STRANGER

pytestmark = pytest.mark.browser
NOBODY_THERE = "https://sso.jambi.invalid/realms/pegawai"  # RFC 2606: never answers


def test_a_provider_is_added_checked_and_removed(chromium: Chromium) -> None:
    view = chromium.view(STRANGER)
    page = view.page
    view.open("/cara-masuk/")
    page.get_by_label("Nama pada tombol").fill("SSO Provinsi")
    page.get_by_label("Alamat penerbit (issuer)").fill(NOBODY_THERE)
    page.get_by_label("ID klien").fill("merit-bersama")
    page.get_by_label("Rahasia klien").fill("Rahasia-Besar-7")
    page.get_by_role("button", name="Tambah penyedia").click()
    page.wait_for_url(re.compile(r"/cara-masuk/[0-9a-f-]{36}/"))
    assert "Rahasia-Besar-7" not in page.content()
    assert re.search(r"/masuk/lewat/[0-9a-f-]{36}/kembali/", page.inner_text("main"))
    for width in (PHONE, DESK):
        look = chromium.view(STRANGER, width=width)
        look.open(page.url)
        look.in_both_themes("penyedia-identitas")
        look.page.close()
    page.get_by_role("button", name="Nyalakan").click()
    page.get_by_text("tidak dapat dihubungi").wait_for()
    page.get_by_text("Hapus…").click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    page.wait_for_url("**/cara-masuk/")
    page.get_by_text("Penyedia SSO Provinsi dihapus").wait_for()
    assert view.complaints == []
    page.close()
