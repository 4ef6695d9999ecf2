"""A region proposes what it changed, the host reads it and makes a draft of it, the region reads the answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESK, WIDTHS, Chromium, View
from tests.browser.installation import ADMINISTRATOR, OPERATOR

pytestmark = pytest.mark.browser
TITLE, WHY = "Batas potensial menurut pengalaman kami", "Dengan batas ini kelompok talenta terisi wajar."


def _propose(region: View) -> None:
    region.open("/skema/")
    region.page.locator("a[href$='/talent_national/2025.1/usulan/']").first.click()
    region.page.locator("input[name=title]").fill(TITLE)
    region.page.locator("textarea[name=text]").fill(WHY)
    region.page.locator("main form button.pri").click()
    expect(region.page.locator(".errsum")).to_contain_text("Pilih perubahan")
    expect(region.page.locator("textarea[name=text]")).to_have_value(WHY)  # nothing typed is lost
    region.in_both_themes("usulan-kurang", own_source=False)
    region.page.locator("input[name^=offer-]").last.check()
    region.page.locator("input[name=is_credited]").check()
    region.page.locator("main form button.pri").click()
    region.page.wait_for_url(re.compile(r"/skema/usulan/[0-9a-f-]{36}/$"))


def test_from_a_region_to_the_host_and_back(chromium: Chromium) -> None:
    region = chromium.view(ADMINISTRATOR, width=DESK, expected=("status of 422",))
    _propose(region)
    expect(region.page.locator("main")).to_contain_text("Menunggu jawaban")
    sent = region.page.url

    for width in WIDTHS:
        host = chromium.view(OPERATOR, width=width)
        host.open("/usulan/")
        host.in_both_themes("usulan-daerah-satu")
        host.page.get_by_role("link", name=TITLE).first.click()
        expect(host.page.locator("h1")).to_contain_text("Kota Surakarta mengusulkan")
        expect(host.page.locator("main")).to_contain_text(WHY)
        host.in_both_themes("usulan-daerah-baca")
        host.page.close()

    host = chromium.view(OPERATOR)
    host.open("/usulan/")
    expect(host.page.locator(".side .count")).to_have_text("1")
    host.page.get_by_role("link", name=TITLE).first.click()
    for radio in host.page.locator("input[type=radio][value=mine]").all():
        radio.check()
    host.page.locator("textarea[name=note]").fill("Terima kasih")
    host.page.locator("form[action$='/terima/'] button").click()
    host.page.wait_for_url(re.compile(r"/templat/draf/[0-9a-f-]{36}/$"))
    expect(host.page.locator("main")).to_contain_text("draf")
    expect(host.page.locator(".side .count")).to_have_count(0)
    host.page.close()

    region.page.close()
    for width in WIDTHS:
        heard = chromium.view(ADMINISTRATOR, width=width)
        heard.open(sent)
        expect(heard.page.locator("main")).to_contain_text("menerimanya menjadi draf")
        expect(heard.page.locator("main")).to_contain_text("Terima kasih")
        heard.in_both_themes("usulan-terjawab")
        heard.open("/skema/usulan/")
        expect(heard.page.locator("main")).to_contain_text(TITLE)
        heard.page.close()
