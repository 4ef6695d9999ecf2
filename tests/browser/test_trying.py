"""A template tried by the host: what regions decide is typed, a number opens to its calculation."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import OPERATOR

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_of_an_example_person_opens(chromium: Chromium, width: int) -> None:
    view = chromium.view(OPERATOR, width=width)
    view.open("/templat/")
    view.open(view.page.get_by_role("link", name="Talenta ASN").first.evaluate("link => link.href") + "coba/")
    for value in view.page.locator("input[name$='/value']").all():
        value.fill("46" if "/me" in str(value.get_attribute("name")) else "72")
    for comparator in view.page.locator("select[name$='/comparator']").all():
        comparator.select_option(">")
    view.page.locator("form#coba button.pri").click()
    expect(view.page.locator("h1")).to_contain_text("dicoba")
    view.page.locator("button[name=open][value='1:potential']").click()
    expect(view.page.locator("#rincian")).to_contain_text("÷ 100")
    view.in_both_themes("templat-dicoba", own_source=False)
    with view.page.expect_download() as download:
        view.page.locator("button[name=download]").click()
    assert download.value.suggested_filename == "coba-talent_national.csv"
    view.page.close()
