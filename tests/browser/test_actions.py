"""What happens when people send something: wrong files, doubled clicks, old forms, the other language."""

import re
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from merit.demo import people, sheets
from tests.browser.chromium import DESK, WIDTHS, Chromium, View
from tests.browser.installation import ADMINISTRATOR, EMPLOYEE, OPERATOR

pytestmark = pytest.mark.browser
_TWICE = """form => Promise.all([1, 2].map(() =>
  fetch(form.action, {method: 'POST', body: new FormData(form)}).then(answer => answer.url)))"""


@cache
def _sheet() -> bytes:
    return sheets.people_csv(people.employees("surakarta"))


def _choose(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def _check(view: View, name: str, content: bytes) -> str:
    """Upload a people sheet and wait until it is checked; the address of what came out."""
    view.open("/pegawai/impor/")
    _choose(view.page, name, content)
    view.page.locator("main form button.pri").click()
    view.page.wait_for_url(re.compile(r"/pegawai/impor/[0-9a-f-]{36}/"))
    expect(view.page.locator(".bottom, .kpis").first).to_be_visible(timeout=60_000)
    return view.page.url


def test_unknown_columns_are_matched_good_rows_taken_and_the_import_undone(chromium: Chromium) -> None:
    lines = _sheet().decode("utf-8-sig").splitlines()[:40]
    lines[0] = lines[0].replace("NIP;", "No Induk;", 1)
    lines[5] = lines[5].replace(lines[5].split(";")[0], "12345")
    lines[7] = lines[7].replace(lines[7].split(";")[1], "Nama Diperbaiki")
    view = chromium.view(ADMINISTRATOR)
    view.open("/pegawai/impor/")
    _choose(view.page, "kolom.csv", "\r\n".join(lines).encode())
    view.page.locator("main form button.pri").click()
    view.page.wait_for_url(re.compile(r"/pegawai/impor/kolom/"))
    _in_every_look(chromium, view.page.url, "impor-kolom")
    view.page.locator("select[name=kolom-0]").select_option("nip")
    view.page.locator("main .bottom button.pri").click()
    view.page.wait_for_url(re.compile(r"/pegawai/impor/[0-9a-f-]{36}/"))
    good = view.page.locator("button[name=baris]")
    expect(good).to_be_visible(timeout=60_000)
    _in_every_look(chromium, view.page.url, "impor-sebagian")
    good.click()
    view.page.wait_for_url(re.compile(r"/pegawai/impor/[0-9a-f-]{36}/"))
    made = view.page.locator("a[href*='/riwayat/']", has_text="batalkan")
    expect(made).to_be_visible(timeout=60_000)
    made.click()
    _in_every_look(chromium, view.page.url, "impor-satu")
    view.page.locator("details.ask summary").click()
    view.page.locator("details.ask button.pri").click()
    view.page.wait_for_url(re.compile(r"/tugas/"))
    view.page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wrong_file_is_refused_in_words_and_the_summary_has_the_focus(chromium: Chromium, width: int) -> None:
    view = chromium.view(ADMINISTRATOR, width=width, expected=("status of 422",))
    view.open("/pegawai/impor/")
    _choose(view.page, "foto.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    view.page.locator("main form button.pri").click()
    expect(view.page.locator(".errsum")).to_be_visible()
    view.in_both_themes("impor-salah", own_source=False)
    view.page.close()


def test_a_wrong_document_of_the_host_is_refused_with_path_and_sum(chromium: Chromium) -> None:
    view = chromium.view(OPERATOR, expected=("status of 422",))
    view.open("/templat/unggah/")
    _choose(view.page, "rusak.yaml", b"key: [")
    view.page.locator("main form button.pri").click()
    expect(view.page.locator("h1")).to_contain_text("belum dapat dipakai")
    view.in_both_themes("templat-galat", own_source=False)
    view.page.close()


def test_bad_rows_are_listed_with_place_reason_and_repair_in_every_look(chromium: Chromium) -> None:
    lines = _sheet().decode("utf-8-sig").splitlines()
    lines[5] = lines[5].replace(lines[5].split(";")[0], "12345")
    lines[9] = lines[9].replace(lines[9].split(";")[5], "III/e", 1)
    lines[12] = lines[11]
    first = chromium.view(ADMINISTRATOR)
    address = _check(first, "galat.csv", "\r\n".join(lines).encode())
    expect(first.page.locator("main")).to_contain_text("III/e")
    first.page.close()
    _in_every_look(chromium, address, "impor")


def test_a_sheet_applied_by_two_clicks_is_applied_once(chromium: Chromium) -> None:
    view = chromium.view(ADMINISTRATOR)
    address = _check(view, "sama.csv", _sheet())
    _in_every_look(chromium, address, "impor-siap")
    jobs = view.page.locator("form[action$='/terapkan/']").evaluate(_TWICE)
    assert jobs[0] == jobs[1] != address
    view.open(jobs[0])
    expect(view.page.locator(".kpis")).to_be_visible(timeout=60_000)
    view.page.close()
    _in_every_look(chromium, jobs[0], "impor-selesai")


def test_a_finished_job_can_be_opened_again_in_every_look(chromium: Chromium) -> None:
    view = chromium.view(ADMINISTRATOR)
    view.open("/periode/2026-TW3/")
    jobs = view.page.locator("form[action$='/hitung/']").evaluate(_TWICE)
    assert jobs[0] == jobs[1]
    view.open(jobs[0])
    expect(view.page.locator("[data-live]")).to_have_count(0, timeout=60_000)
    view.page.close()
    _in_every_look(chromium, jobs[0], "tugas")


def test_a_form_left_open_while_somebody_signed_in_elsewhere_says_so(chromium: Chromium) -> None:
    account = chromium.merit.accounts[EMPLOYEE]
    context = chromium.context(width=DESK)
    old, new = context.new_page(), context.new_page()
    for page in (old, new):
        page.goto(account.address + "/masuk/")
        page.locator("input[name=login]").fill(account.login)
        page.locator("input[name=password]").fill(account.password)
    new.locator("main form button.pri").click()
    new.wait_for_url(lambda url: "/masuk/" not in url)
    old.locator("main form button.pri").click()
    expect(old.locator("h1")).to_be_visible()
    expect(old.locator("main")).to_contain_text("kedaluwarsa")
    context.close()


def test_the_other_language_is_one_click_away_and_stays(chromium: Chromium) -> None:
    indonesian = chromium.view(EMPLOYEE)
    indonesian.open("/akun/")
    words = _headings(indonesian.page)
    state = indonesian.page.context.storage_state()
    indonesian.page.close()
    context = chromium.context(width=DESK, session=state)
    view = View(context.new_page(), indonesian.origin)
    view.open("/akun/")
    view.page.locator("details.menu > summary").click()
    view.page.get_by_role("button", name="English").click()
    expect(view.page.locator("html")).to_have_attribute("lang", "en")
    assert words.isdisjoint(_headings(view.page))
    view.in_both_themes("akun-inggris")
    for path in ("/akun/rincian/", "/organisasi/", "/akun-saya/"):
        view.open(path)
        expect(view.page.locator("html")).to_have_attribute("lang", "en")
        view.examine()
    context.close()


def _headings(page: Page) -> set[str]:
    return {text for text in page.locator("h2, h3, .links a, .nav a").all_inner_texts() if text}


def _in_every_look(chromium: Chromium, address: str, name: str) -> None:
    for width in WIDTHS:
        view = chromium.view(ADMINISTRATOR, width=width)
        view.open(address)
        view.in_both_themes(name)
        view.page.close()


def test_a_nik_is_entered_and_shown_whole_by_an_act_alone(chromium: Chromium) -> None:
    view = chromium.view(ADMINISTRATOR)
    view.open("/pegawai/")
    view.follow("table a[href^='/pegawai/']")
    person = view.page.url
    view.open(f"{person}nik/")
    view.page.locator("input[name=nik]").fill("3372 0101 0100 0001")
    view.page.locator("main form button.pri").click()
    view.page.wait_for_url(person)
    expect(view.page.locator(".facts", has_text="••••••••••••••01")).to_be_visible()
    _in_every_look(chromium, person, "pegawai-dengan-nik")
    for width in WIDTHS:
        shown = chromium.view(ADMINISTRATOR, width=width)
        shown.open(person)
        shown.page.get_by_role("button", name="Tampilkan").click()
        expect(shown.page.locator("main dd")).to_have_text("337201 010100 0001")
        shown.in_both_themes("pegawai-nik-utuh", own_source=False)
        shown.page.close()
    view.open("/pegawai/nik/")
    view.page.locator("input[name=nik]").fill("3372010101000001")
    view.page.locator("main form button.pri").click()
    view.page.wait_for_url(person)
    view.page.close()
