"""A newer version reaches a region: planned, called off, taken, left again; and a key of a draft is renamed."""

import re

import pytest
from playwright.sync_api import expect

from shared_apps.scoring_templates import documents
from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import ADMINISTRATOR, OPERATOR, REVIEWER

pytestmark = pytest.mark.browser
VERSION, OLD = "2027.1", "2025.1"
UPGRADE = f"/skema/2026-TW3/talent_national/{VERSION}/pembaruan/"
PLANNED = re.compile("Dipakai begitu periode sesudah .* dibuka")


def _publish(chromium: Chromium) -> None:
    """The host publishes a version with other points; on the way a key gets another name on its page."""
    text = documents.text("talent_national_2025").replace(f'version: "{OLD}"', f'version: "{VERSION}"')
    author, reviewer = chromium.view(OPERATOR), chromium.view(REVIEWER)
    author.open("/templat/unggah/")
    content = text.replace("{senior_secondary: 60,", "{senior_secondary: 61,").encode()
    author.page.locator("input[type=file]").set_input_files(
        {"name": "talenta.yaml", "mimeType": "application/yaml", "buffer": content}
    )
    author.page.locator("main form button.pri").click()
    author.page.wait_for_url(re.compile(r"/templat/draf/[0-9a-f-]{36}/$"))
    draft = author.page.url
    _rename(chromium, draft)
    reviewer.open(draft)
    reviewer.page.locator("input[name=verdict][value=approved]").check()
    reviewer.page.locator("form[action$='/telaah/'] button").click()
    reviewer.page.close()
    author.open(draft)
    author.page.locator("form[action$='/terbit/'] button").click()
    author.page.wait_for_url(re.compile(r"/templat/[0-9a-f-]{36}/$"))
    expect(author.page.locator("main")).not_to_contain_text("Poin Poin")
    author.page.close()


def _rename(chromium: Chromium, draft: str) -> None:
    address = f"{draft}susun/kunci/nodes/education_points/"
    for width in WIDTHS:
        seen = chromium.view(OPERATOR, width=width, expected=("status of 422",))
        seen.open(address)
        expect(seen.page.locator("main")).to_contain_text("ikut pindah ke kunci baru")
        seen.in_both_themes("templat-kunci")
        seen.page.locator("input[name=key]").fill("awards_points")
        seen.page.locator("main form button.pri").click()
        expect(seen.page.locator(".errorlist")).to_contain_text("sudah dipakai")
        seen.in_both_themes("templat-kunci-terpakai", own_source=False)
        seen.page.close()
    author = chromium.view(OPERATOR)
    author.open(address)
    author.page.locator("input[name=key]").fill("schooling_points")
    author.page.locator("main form button.pri").click()
    author.page.wait_for_url(re.compile(r"/susun/$"))
    author.open(f"{draft}susun/rubrik/schooling_points/")
    author.page.close()


def _planned(chromium: Chromium) -> None:
    """The third button; then the plan stands on the page of schemes and is called off there."""
    region = chromium.view(ADMINISTRATOR)
    region.open(UPGRADE)
    region.page.locator("input[type=radio][value=mine]").check()
    region.page.locator("button[name=act][value=plan]").click()
    region.page.wait_for_url(re.compile(r"/skema/$"))
    for width in WIDTHS:
        seen = chromium.view(ADMINISTRATOR, width=width)
        seen.open("/skema/")
        expect(seen.page.locator("main")).to_contain_text(PLANNED)
        seen.in_both_themes("skema-rencana")
        seen.open("/periode/2026-TW3/")
        seen.in_both_themes("periode-rencana")
        seen.page.close()
    region.page.get_by_text("Batalkan rencana…").click()
    region.page.get_by_role("button", name="Ya, batalkan").click()
    expect(region.page.locator("main")).not_to_contain_text(PLANNED)
    region.page.close()


def _taken_and_left(chromium: Chromium) -> None:
    region = chromium.view(ADMINISTRATOR)
    region.open(UPGRADE)
    region.page.locator("input[type=radio][value=mine]").check()
    region.page.locator(".bottom button.pri").last.click()
    region.page.wait_for_url(re.compile(r"/periode/2026-TW3/$"))
    region.follow("a[href$='/kembali/']")
    back = region.page.url
    expect(region.page.locator("h1")).to_contain_text(f"Kembali ke Talenta ASN {OLD}")
    for width in WIDTHS:
        seen = chromium.view(ADMINISTRATOR, width=width)
        seen.open(back)
        seen.in_both_themes("skema-kembali")
        seen.page.close()
    region.page.locator("input[name=reason]").fill("Menunggu Perwal baru")
    region.page.locator(".bottom button.pri").click()
    region.page.wait_for_url(re.compile(r"/tugas/"))
    expect(region.page.locator("#tugas[data-live]")).to_have_count(0, timeout=60_000)  # everybody is computed again
    region.open("/periode/2026-TW3/")
    expect(region.page.locator("main")).to_contain_text("Menunggu Perwal baru")
    expect(region.page.locator("main tr", has_text="Talenta ASN").first).not_to_contain_text("belum")
    region.page.close()


def test_planned_called_off_taken_and_left(chromium: Chromium) -> None:
    """What a region changed under a renamed key is asked about once, under the new one: nothing of it is lost."""
    _publish(chromium)
    for width in WIDTHS:
        seen = chromium.view(ADMINISTRATOR, width=width)
        seen.open(UPGRADE)
        expect(seen.page.locator("h1")).to_contain_text(VERSION)
        seen.in_both_themes("skema-pembaruan")
        seen.page.close()
    _planned(chromium)
    _taken_and_left(chromium)
