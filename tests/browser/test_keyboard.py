"""What people do with keys alone, and what stays without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESK, PHONE, Chromium
from tests.browser.installation import ADMINISTRATOR, EMPLOYEE, HEAD, MAYOR

pytestmark = pytest.mark.browser
_FOCUSED = "document.activeElement.querySelector('b, .k').textContent.trim()"


def test_the_nine_boxes_open_by_keyboard(chromium: Chromium) -> None:
    view = chromium.view(MAYOR)
    page = view.page
    view.open("/pimpinan/?kotak=9")
    page.locator(".cell[href*='kotak=7']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(_FOCUSED) == "5"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(_FOCUSED) == "8"
    page.keyboard.press("Enter")
    expect(page.locator("#isi-kotak h2")).to_have_text("Kotak 8")
    expect(page.locator("#status")).to_contain_text("Kotak 8 dibuka")
    expect(page).to_have_url(re.compile(r"kotak=8"))
    assert page.locator(".cell[aria-current]").get_attribute("href") == page.locator(
        ".cell[href*='kotak=8']"
    ).get_attribute("href")
    page.reload()
    expect(page.locator("#isi-kotak h2")).to_have_text("Kotak 8")
    assert view.complaints == []
    page.close()


def test_the_tree_has_one_tab_stop_and_arrows_walk_it(chromium: Chromium) -> None:
    view = chromium.view(ADMINISTRATOR)
    page = view.page
    view.open("/organisasi/")
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1
    page.locator("[role=treeitem][tabindex='0']").focus()
    names = [page.locator("[role=treeitem] b").nth(place).inner_text() for place in range(3)]
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(page.evaluate(_FOCUSED))
    assert walked == [names[1], names[2], names[0]]
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#rinci")).to_have_text(names[1])
    page.close()


def test_the_first_tab_leads_past_the_navigation(chromium: Chromium) -> None:
    view = chromium.view(EMPLOYEE)
    view.open("/akun/")
    view.page.keyboard.press("Tab")
    expect(view.page.locator(".skip")).to_be_focused()
    view.page.keyboard.press("Enter")
    assert view.page.evaluate("document.activeElement.id") == "isi"
    view.page.close()


def test_a_slash_leads_to_the_search_for_people(chromium: Chromium) -> None:
    view = chromium.view(MAYOR)
    view.open("/pimpinan/")
    view.page.keyboard.press("/")
    expect(view.page.locator("[data-search]")).to_be_focused()
    view.page.keyboard.type("Ratna Andini")
    view.page.keyboard.press("Enter")
    expect(view.page.locator("main table")).to_contain_text("Ratna Andini")
    view.page.close()


def test_escape_closes_the_menu_and_the_focus_returns(chromium: Chromium) -> None:
    view = chromium.view(EMPLOYEE, width=PHONE)
    view.open("/akun/")
    summary = view.page.locator("details.menu > summary")
    summary.focus()
    view.page.keyboard.press("Enter")
    expect(view.page.locator("details.menu .sheet")).to_be_visible()
    view.in_both_themes("menu")
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("Escape")
    expect(view.page.locator("details.menu .sheet")).to_be_hidden()
    expect(summary).to_be_focused()
    view.page.close()


def test_the_way_to_a_person_needs_no_javascript(chromium: Chromium) -> None:
    view = chromium.view(MAYOR, script=False)
    page = view.page
    view.open("/pimpinan/")
    page.locator(".cell[href*='kotak=5']").click()
    expect(page.locator("#isi-kotak h2")).to_have_text("Kotak 5")
    page.locator("#isi-kotak a.row").first.click()
    expect(page.locator(".hero").first).to_be_visible()
    page.locator("a[href*='rincian']").first.click()
    expect(page.locator("table.calc").first).to_be_visible()
    page.close()


def test_the_structure_and_the_account_need_no_javascript(chromium: Chromium) -> None:
    view = chromium.view(HEAD, script=False, width=PHONE)
    page = view.page
    view.open("/organisasi/")
    second = page.locator("a[role=treeitem][href]").nth(1)
    name = second.locator("b").inner_text()
    second.click()
    expect(page.locator("#rinci")).to_have_text(name)
    view.open("/akun/")
    page.locator(".seg a").last.click()
    expect(page).to_have_url(re.compile("periode=2026-S1"))
    page.close()


def test_signing_in_and_out_needs_no_javascript(chromium: Chromium) -> None:
    account = chromium.merit.accounts[EMPLOYEE]
    page = chromium.context(width=DESK, script=False).new_page()
    page.goto(account.address + "/akun/")
    page.locator("input[name=login]").fill(account.login)
    page.locator("input[name=password]").fill(account.password)
    page.locator("main form button.pri").click()
    expect(page).to_have_url(account.address + "/akun/")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.goto(account.address + "/akun/")
    expect(page).to_have_url(re.compile(r"/masuk/"))
    page.context.close()
