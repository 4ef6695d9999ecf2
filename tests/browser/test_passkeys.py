"""A passkey in Chromium, on a virtual authenticator: set up, signing in alone and as the second step, taken off."""

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import DESK, Chromium, View
from tests.browser.installation import STRANGER, Account

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_set_up_signs_in_and_is_removed(chromium: Chromium) -> None:
    account = chromium.merit.accounts[STRANGER]
    view = View(chromium.context(width=DESK).new_page(), account.address)
    page = view.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    try:
        _by_password(view, account)
        page.wait_for_url(lambda url: "/masuk/" not in url)

        view.open("/masuk/kunci-sandi/pasang/")
        _confirm(page, account)
        page.locator("input[name=name]").fill("Laptop kantor")
        page.get_by_role("button", name="Pasang kunci sandi").click()
        page.wait_for_url("**/masuk/kode-pemulihan/")
        view.open("/akun-saya/")
        page.get_by_text("Laptop kantor").wait_for()

        _sign_out(view)
        view.open("/masuk/")
        page.get_by_role("button", name="Masuk dengan kunci sandi").click()
        page.wait_for_url(lambda url: "/masuk/" not in url)

        _sign_out(view)
        _by_password(view, account)
        page.wait_for_url("**/masuk/autentikator/kode/")
        assert not page.locator("[data-failed]").is_visible()  # said when it happens
        view.in_both_themes("langkah-kedua-kunci", own_source=False)
        page.get_by_role("button", name="Pakai kunci sandi").click()
        page.wait_for_url(lambda url: "/masuk/" not in url)

        view.open("/akun-saya/")
        page.get_by_role("link", name="Hapus kunci sandi").click()
        _confirm(page, account)
        page.get_by_role("button", name="Hapus").click()
        page.wait_for_url("**/akun-saya/")
        assert page.get_by_text("Laptop kantor").count() == 0
        assert view.complaints == []
    finally:
        page.context.close()


def _by_password(view: View, account: Account) -> None:
    view.open("/masuk/")
    view.page.locator("input[name=login]").fill(account.login)
    view.page.locator("input[name=password]").fill(account.password)
    view.page.get_by_role("button", name="Masuk", exact=True).click()


def _confirm(page: Page, account: Account) -> None:
    """The password once more, where the last sign-in is too long ago."""
    if "/masuk/konfirmasi/" in page.url:
        page.locator("input[name=password]").fill(account.password)
        page.get_by_role("button", name="Lanjutkan").click()
        page.wait_for_url(lambda url: "/masuk/konfirmasi/" not in url)


def _sign_out(view: View) -> None:
    view.open("/masuk/keluar/")
    view.page.locator("main button[type=submit]").first.click()
    view.page.wait_for_url(lambda url: "/keluar/" not in url)
