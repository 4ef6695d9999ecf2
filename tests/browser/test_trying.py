"""A template tried by the host, and its parts written on pages: at both widths and in both themes."""

import pytest
from playwright.sync_api import expect

from shared_apps.scoring_templates import documents
from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import OPERATOR

pytestmark = pytest.mark.browser
TALENT = documents.text("talent_national_2025").replace('version: "2025.1"', 'version: "9"')
PARTS = [
    ("rubrik/awards_points", "rubrik"),
    ("tingkat/performance_level", "tingkat"),
    ("matriks/talent_box", "matriks"),
    ("rekomendasi", "rekomendasi"),
    ("gerbang", "gerbang"),
    ("izin", "izin"),
    ("hasil", "hasil"),
]


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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_parts_are_whole_in_every_look(chromium: Chromium, width: int) -> None:
    view = chromium.view(OPERATOR, width=width)
    view.open("/templat/unggah/")
    file = {"name": "talenta.yaml", "mimeType": "application/yaml", "buffer": TALENT.encode()}
    view.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # Playwright's own type
    view.page.locator("main form button.pri").click()
    expect(view.page.locator("h1")).to_contain_text("menunggu penelaah")
    draft = view.page.url
    for page, name in PARTS:
        view.open(f"{draft}susun/{page}/")
        view.in_both_themes(f"templat-{name}")
    view.open(f"{draft}susun/rubrik/training_points/")
    view.page.get_by_label("Rentang 2 sampai sebelum").fill("3")
    view.page.get_by_label("Rentang 3 sampai sebelum").fill("7")
    view.page.locator("main form button.pri").click()
    expect(view.page.locator("h1")).to_contain_text("2 masalah")
    view.in_both_themes("templat-rubrik-berlubang")
    view.page.close()
