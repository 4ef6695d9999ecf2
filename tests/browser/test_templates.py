"""A template on its way: its author uploads it, a reviewer reads and returns it, then approves; a region finds it."""

import re

import pytest
from playwright.sync_api import expect

from shared_apps.scoring_templates import documents
from tests.browser.chromium import PHONE, WIDTHS, Chromium, View
from tests.browser.installation import ADMINISTRATOR, OPERATOR, REVIEWER

pytestmark = pytest.mark.browser


def _upload(view: View) -> str:
    view.open("/templat/unggah/")
    content = documents.text("behaviour_360").encode()
    view.page.locator("input[type=file]").set_input_files(
        {"name": "perilaku.yaml", "mimeType": "application/yaml", "buffer": content}
    )
    view.page.locator("main form button.pri").click()
    view.page.wait_for_url(re.compile(r"/templat/draf/[0-9a-f-]{36}/$"))
    return view.page.url


def _say(view: View, draft: str, verdict: str, comment: str = "") -> None:
    view.open(draft)
    view.page.locator(f"input[name=verdict][value={verdict}]").check()
    view.page.locator("textarea[name=comment]").fill(comment)
    view.page.locator("form[action$='/telaah/'] button").click()
    expect(view.page.locator("main")).to_contain_text("Bambang Wibowo")


def test_from_the_author_to_a_second_person_to_the_regions(chromium: Chromium) -> None:
    author = chromium.view(OPERATOR, expected=("status of 422",))
    draft = _upload(author)
    expect(author.page.locator("h1")).to_contain_text("menunggu penelaah")
    expect(author.page.locator("form[action$='/telaah/']")).to_have_count(0)
    author.page.locator("form[action$='/terbit/'] button").click()
    expect(author.page.locator(".errsum")).to_contain_text("orang kedua")

    reviewer = chromium.view(REVIEWER)
    _say(reviewer, draft, "returned", "Sebutkan dasar bobot atasan.")
    for width in WIDTHS:
        for who in (OPERATOR, REVIEWER):
            seen = chromium.view(who, width=width)
            seen.open(draft)
            expect(seen.page.locator("main")).to_contain_text("Sebutkan dasar bobot atasan.")
            seen.in_both_themes(f"templat-telaah-{who}")
            seen.page.close()
    _say(reviewer, draft, "approved")
    reviewer.page.close()

    author.open(draft)
    expect(author.page.locator("h1")).to_contain_text("siap diterbitkan")
    author.page.locator("form[action$='/terbit/'] button").click()
    author.page.wait_for_url(re.compile(r"/templat/[0-9a-f-]{36}/$"))
    author.page.close()

    region = chromium.view(ADMINISTRATOR, width=PHONE)
    region.open("/skema/")
    expect(region.page.locator("main")).to_contain_text("Perilaku kerja 360")
    region.page.close()
