"""A key of a draft is renamed on its page; the version that comes of it reaches a region."""

import re

import pytest
from playwright.sync_api import expect

from shared_apps.scoring_templates import documents
from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import ADMINISTRATOR, OPERATOR, REVIEWER

pytestmark = pytest.mark.browser
VERSION, OLD = "2027.1", "2025.1"
UPGRADE = f"/skema/2026-TW3/talent_national/{VERSION}/pembaruan/"


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


def test_a_renamed_key_and_what_a_region_changed_under_the_old_one(chromium: Chromium) -> None:
    """The region's own points are asked about once, under the new key: nothing of them is lost."""
    _publish(chromium)
    for width in WIDTHS:
        seen = chromium.view(ADMINISTRATOR, width=width)
        seen.open(UPGRADE)
        expect(seen.page.locator("h1")).to_contain_text(VERSION)
        seen.in_both_themes("skema-pembaruan")
        seen.page.close()
