"""A personnel expert writes a small template from nothing, in pages, until a second person can read it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE, WIDTHS, Chromium, View
from tests.browser.installation import OPERATOR, REVIEWER

pytestmark = pytest.mark.browser


def _send(view: View, button: str = "main form button.pri", **fields: str) -> None:
    for name, value in fields.items():
        field = view.page.locator(f"main [name='{name}']").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    view.page.locator(button).first.click()
    expect(view.page.locator("main")).to_be_visible()


def _measure(view: View, bench: str, title: str) -> None:
    view.open(f"{bench}tambah/ukuran/")
    _send(view, title_id=title, type="number", source="performance")
    view.page.wait_for_url(re.compile(r"/ukuran/[a-z_]+/$"))
    _send(view, min="0", max="100", decimals="2")
    expect(view.page.locator("h1")).to_have_text(title)


def test_from_nothing_to_a_second_person(chromium: Chromium) -> None:
    author = chromium.view(OPERATOR)
    author.open("/templat/")
    author.page.locator("main a[href='/templat/baru/']").click()
    _send(author, title_id="Nilai triwulan contoh", title_en="Quarterly example")
    author.page.wait_for_url(re.compile(r"/susun/$"))
    bench = author.page.url
    expect(author.page.locator("h1")).to_contain_text("belum utuh: 1 masalah")
    _measure(author, bench, "Hasil kerja")
    _measure(author, bench, "Perilaku kerja")

    author.open(f"{bench}tambah/komponen/")
    author.page.locator("[name=is_result]").check()
    _send(author, title_id="Nilai akhir", kind="weighted_mean")
    author.page.wait_for_url(re.compile(r"/komponen/nilai_akhir/$"))
    inputs = "button[value=inputs]"
    _send(author, inputs, **{"inputs+key": "hasil_kerja", "inputs+weight": "60"})
    _send(author, inputs, **{"inputs+key": "perilaku_kerja", "inputs+weight": "30,5"})
    shown = author.page.locator("[data-sum] output").first
    expect(shown).to_have_text("Jumlah 90,5, seharusnya tepat 100")

    # The sum follows while somebody types, before anything is sent; a number that is none adds nothing.
    weight = author.page.locator("[name='inputs-perilaku_kerja-weight']")
    weight.fill("40")
    expect(shown).to_have_text("Jumlah 100, tepat")
    weight.fill("40,0001")
    expect(shown).to_have_text("Jumlah 100,0001, seharusnya tepat 100")
    weight.fill("x")
    expect(shown).to_have_text("Jumlah 60, seharusnya tepat 100")
    author.open(bench)
    expect(author.page.locator(".errsum")).to_contain_text("Jumlah bobot 90,5, seharusnya tepat 100.")
    weight = author.page.locator("[name='w:nilai_akhir:perilaku_kerja']")
    weight.fill("40")
    expect(author.page.locator("[data-sum] output").first).to_have_text("Jumlah 100, tepat")
    author.page.locator("main form button.pri").first.click()
    expect(author.page.locator("h1")).to_contain_text("utuh dan dapat ditelaah")

    for width in WIDTHS:
        seen = chromium.view(OPERATOR, width=width)
        for name, path in (
            ("susun", ""),
            ("komponen", "komponen/nilai_akhir/"),
            ("ukuran", "ukuran/hasil_kerja/"),
            ("umum", "umum/"),
            ("tambah", "tambah/komponen/"),
            ("hapus", "hapus/measures/hasil_kerja/"),
        ):
            seen.open(bench + path)
            seen.in_both_themes(f"templat-{name}")
        seen.page.close()

    author.page.locator("main .acts a[href$='/']").first.click()
    author.page.wait_for_url(re.compile(r"/templat/draf/[0-9a-f-]{36}/$"))
    draft = author.page.url
    reviewer = chromium.view(REVIEWER, width=PHONE)
    reviewer.open(draft)
    reviewer.page.locator("input[name=verdict][value=approved]").check()
    reviewer.page.locator("form[action$='/telaah/'] button").click()
    expect(reviewer.page.locator("h1")).to_contain_text("siap diterbitkan")
    reviewer.page.close()

    # One letter more and the approval is gone.
    author.open(f"{bench}umum/")
    _send(author, "button[value=form]", title_en="Quarterly")
    author.open(draft)
    expect(author.page.locator("h1")).to_contain_text("menunggu penelaah")
    author.page.close()


def test_weights_are_written_without_a_script(chromium: Chromium) -> None:
    author = chromium.view(OPERATOR, script=False)
    author.open("/templat/baru/")
    _send(author, title_id="Tanpa skrip")
    bench = author.page.url
    _measure(author, bench, "Nilai")
    author.open(f"{bench}tambah/komponen/")
    _send(author, title_id="Akhir", kind="weighted_mean")
    _send(author, "button[value=inputs]", **{"inputs+key": "nilai", "inputs+weight": "99"})
    expect(author.page.locator("output").first).to_have_text("Jumlah 99, seharusnya tepat 100")
    author.open(bench)
    author.page.locator("details.ask summary").click()
    author.page.locator("form[action$='/buang/'] button.pri").click()
    expect(author.page.locator("main")).not_to_contain_text("tanpa_skrip")
    author.page.close()


def test_the_national_template_on_the_workbench(chromium: Chromium) -> None:
    author = chromium.view(OPERATOR)
    author.open("/templat/baru/")
    author.page.locator("li:has-text('talent_national') button").first.click()
    author.page.wait_for_url(re.compile(r"/susun/$"))
    bench = author.page.url
    expect(author.page.locator("h1")).to_contain_text("utuh dan dapat ditelaah")
    weight = author.page.locator("[name='w:performance:awards_points']")
    before = weight.input_value()
    weight.fill("20")
    expect(author.page.locator("[data-sum=performance].bad output")).to_have_count(1)
    expect(author.page.locator("[data-sum=performance][data-g].bad-v output")).to_have_count(1)
    weight.fill(before)
    expect(author.page.locator("[data-sum=performance].bad")).to_have_count(0)
    for width in WIDTHS:
        seen = chromium.view(OPERATOR, width=width)
        for name, path in (("talenta", ""), ("sumbu", "komponen/performance/"), ("skala", "skala/award/")):
            seen.open(bench + path)
            seen.in_both_themes(f"templat-susun-{name}")
        seen.page.close()
    author.page.locator("details.ask summary").click()
    author.page.locator("form[action$='/buang/'] button.pri").click()
    author.page.wait_for_url(re.compile(r"/templat/$"))
    author.page.close()
