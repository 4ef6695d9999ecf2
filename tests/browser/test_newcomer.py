"""Somebody who has never seen the product configures a city, with the sheets they have and what the pages say.

They begin with the link of their invitation and find everything else by its words: headings, labels, buttons. No
address is typed, nobody explains.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city as cities
from tests.browser.chromium import DESK, PHONE, WIDTHS, Chromium, View
from tests.browser.city import BAD, CLERK, CLERK_NUMBER, GOOD, NEWCOMER, PEOPLE, UNITS, YEAR, City
from tests.browser.installation import Account
from tests.pdf import text_of

pytestmark = pytest.mark.browser
DECREE = f"Keputusan Wali Kota Nomor 800/12/{YEAR}"
PERIOD = f"Tahun {YEAR}"
SLOW = 60_000  # milliseconds for what a worker does


@pytest.fixture(scope="module")
def city(chromium: Chromium) -> City:
    return cities.provisioned(chromium.merit)


@pytest.fixture
def newcomer(chromium: Chromium, city: City) -> Iterator[View]:
    """A browser that has never been here."""
    view = View(chromium.context(width=DESK).new_page(), city.address)
    view.page.set_default_timeout(20_000)
    yield view
    view.page.context.close()


def test_a_newcomer_configures_a_city_from_its_sheets(chromium: Chromium, city: City, newcomer: View) -> None:
    _sign_in(chromium, city, newcomer)
    _say_who_we_are(newcomer.page)
    _bring_structure(chromium, city, newcomer)
    _bring_people(city, newcomer)
    _invite(newcomer.page)
    code = _print_letters(chromium, newcomer)
    _give_a_role(newcomer.page)
    _adopt(newcomer.page)
    _follow(newcomer.page, "Langkah awal")
    _says(newcomer.page, "4 dari 6 langkah selesai. Berikutnya: Pembagian peran")
    assert newcomer.complaints == []
    _open_by_letter(chromium, city, code)


def _sign_in(chromium: Chromium, city: City, view: View) -> None:
    phone = View(chromium.context(width=PHONE).new_page(), city.address)
    for seen in (phone, view):
        seen.open(city.link)
        seen.in_both_themes("undangan-administrator")
    phone.page.context.close()
    page = view.page
    page.get_by_label("Kata sandi baru").fill(chromium.merit.accounts[NEWCOMER].password)
    page.get_by_role("button", name="Buka akun").click()
    _says(page, "0 dari 6 langkah selesai. Berikutnya: Struktur organisasi")
    _seen(chromium, view, "mulai-kosong")


def _say_who_we_are(page: Page) -> None:
    page.get_by_role("link", name="Nama dan warna").click()
    page.get_by_label("Huruf lambang").fill("KC")
    page.get_by_label("Warna daerah").select_option(label="Toska")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").first).to_contain_text("Nama dan warna sudah disimpan")
    _follow(page, "Langkah awal")


def _bring_structure(chromium: Chromium, city: City, view: View) -> None:
    """The list of agencies as it is; questions, the difference, a draft, the decree, the chart."""
    page = view.page
    page.get_by_role("link", name="Unggah struktur").click()
    _choose(page, "Berkas struktur", "daftar opd.xlsx", cities.structure_sheet(city))
    page.get_by_label("Berlaku mulai").fill(f"{YEAR}-01-01")
    page.get_by_role("button", name="Unggah", exact=True).click()
    _says(page, "2 baris harus dijawab")
    _seen(chromium, view, "organisasi-lembar-pertanyaan")
    _answer(page)
    _says(page, f"{UNITS} unit siap menjadi draf")
    expect(page.get_by_role("main")).not_to_contain_text("Perumda")
    _seen(chromium, view, "organisasi-lembar-perbedaan")
    page.get_by_role("button", name="Buat draf").click()
    expect(page.get_by_role("main")).to_contain_text("Draf dibuat. Tinjau, lalu terbitkan")
    page.get_by_role("link", name="Terbitkan…").click()
    _says(page, f"{UNITS} perbedaan dengan struktur yang berlaku")
    _seen(chromium, view, "organisasi-draf-tinjau")
    page.get_by_label("Dasar hukum").fill(DECREE)
    page.get_by_role("button", name="Terbitkan struktur").click()
    _says(page, f"{UNITS} unit, 0 pegawai")
    expect(page.get_by_role("tree")).to_contain_text("Dinas Pendidikan")
    _follow(page, "Struktur organisasi")
    expect(page.get_by_role("main")).to_contain_text(DECREE)
    _follow(page, "Langkah awal")


def _answer(page: Page) -> None:
    """What the page asks, row by row; the rest are proposals, which are right."""
    cut = page.get_by_role("region", name="BADAN KEPEGAWAIAN")
    expect(cut).to_contain_text("Nama tampak terpotong")
    expect(cut.get_by_label("Nama")).to_have_value("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia")
    expect(page.get_by_role("region", name="DINAS KEARSIPAN")).to_contain_text("Singkatan DKP sudah dipakai")
    for name in ("BADAN AMIL ZAKAT", "PERUMDA AIR MINUM"):
        expect(page.get_by_role("region", name=name)).to_contain_text("Dilewati")
    page.get_by_role("region", name="KELURAHAN KENANGA").get_by_label("Induk").fill("Kecamatan Mawar")
    asked = page.get_by_role("region", name="PUSAT LAYANAN WARGA")
    asked.get_by_label("Jenis").select_option(label="UPTD")
    asked.get_by_label("Induk").fill("Dinas Pendidikan")
    page.get_by_role("button", name="Simpan dan lanjut").click()


def _bring_people(city: City, view: View) -> None:
    """Columns matched, errors read, good rows taken, the sheet of reasons mended and brought again."""
    page = view.page
    _says(page, "1 dari 6 langkah selesai. Berikutnya: Data pegawai")
    page.get_by_role("link", name="Impor pegawai").click()
    _choose(page, "Berkas pegawai", "peta talenta.csv", cities.people_sheet(city))
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("main")).to_contain_text("Belum dikenali: Jenis pegawai")
    page.get_by_label("KOTAK SURAT").select_option(label="Surel")
    page.get_by_label("Jenis pegawai untuk semua baris").select_option(label="PNS")
    page.get_by_role("button", name="Periksa data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{len(BAD)} isian perlu diperbaiki", timeout=SLOW)
    for cell in BAD:
        expect(page.get_by_role("table").first).to_contain_text(cell)
    with page.expect_download() as reasons:
        page.get_by_role("link", name="Unduh lembar galat").click()
    page.get_by_role("button", name=f"Terapkan {GOOD} baris yang benar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Impor selesai", timeout=SLOW)
    expect(page.get_by_role("main")).to_contain_text(f"{len(BAD)} baris belum masuk")
    view.examine()
    page.get_by_role("link", name="unggah lagi").click()
    _choose(page, "Berkas pegawai", reasons.value.suggested_filename, cities.mended(reasons.value.path()))
    page.get_by_role("button", name="Unggah dan periksa").click()
    apply = page.get_by_role("button", name=f"Terapkan {PEOPLE} baris")
    expect(apply).to_be_visible(timeout=SLOW)  # the columns are remembered
    apply.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Impor selesai", timeout=SLOW)
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(rf"Pegawai baru\s*{len(BAD)}.*Sudah sama\s*{GOOD}", re.S)
    )


def _invite(page: Page) -> None:
    page.get_by_role("link", name="Undang pegawai").click()
    page.get_by_role("button", name=f"Undang semua {PEOPLE - 1}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undangan pegawai selesai", timeout=SLOW)
    page.get_by_role("link", name="Buka daftar pegawai").click()


def _print_letters(chromium: Chromium, view: View) -> str:
    """The page lists who has no e-mail; the code on the paper is all the clerk gets."""
    page = view.page
    page.get_by_role("link", name="Surat aktivasi…").click()
    expect(page.get_by_role("table")).to_contain_text(CLERK)
    _seen(chromium, view, "surat-aktivasi-tanpa-surel")
    with page.expect_download() as letter:
        page.get_by_role("button", name="Cetak semua 1").click()
    words = text_of(letter.value.path().read_bytes())
    found = re.search(r"\b([A-Z2-9]{5}-[A-Z2-9]{5})\b", words)
    assert found is not None, words
    return found[1]


def _give_a_role(page: Page) -> None:
    """Somebody of the education agency looks after its people."""
    _follow(page, "Peran dan undangan")
    form = page.get_by_role("region", name="Undang", exact=True)
    form.get_by_label("Nama lengkap").fill("Tirta Contoh")
    form.get_by_label("Surel").fill("tirta@disdik.example.id")
    form.get_by_label("Peran", exact=True).select_option(label="Administrator kepegawaian perangkat daerah")
    agencies = form.get_by_label("Perangkat daerah")
    agencies.select_option(agencies.locator("option", has_text="Dinas Pendidikan").get_attribute("value"))
    form.get_by_role("button", name="Kirim undangan").click()
    expect(page.get_by_role("status").first).to_contain_text("Undangan sudah dikirim ke tirta@disdik.example.id")


def _adopt(page: Page) -> None:
    """A period is opened from the page of schemes, which says that there is none."""
    _follow(page, "Langkah awal")
    page.get_by_role("link", name="Pilih skema").click()
    page.get_by_role("link", name="Buka periode").first.click()
    form = page.get_by_role("region", name="Buka periode")
    form.get_by_label("Nama periode").fill(PERIOD)
    form.get_by_label("Kode").fill(str(YEAR))
    form.get_by_label("Mulai").fill(f"{YEAR}-01-01")
    form.get_by_label("Sampai").fill(f"{YEAR}-12-31")
    form.get_by_role("button", name="Buka periode").click()
    _says(page, f"{PERIOD}: pilih skema")
    page.get_by_role("link", name="Pilih templat").first.click()
    page.get_by_role("region", name="Kinerja ASN").get_by_role("link", name=f"Pakai untuk {PERIOD}").click()
    page.get_by_label("Keputusan yang mendasari isian daerah").fill(DECREE)
    page.get_by_role("button", name="Pakai skema").click()
    _says(page, f"{PERIOD}: unggah hasil penilaian")


def _open_by_letter(chromium: Chromium, city: City, code: str) -> None:
    """The clerk, on a phone, with a letter in hand: opens the account, leaves, and comes back by number."""
    merit, number = chromium.merit, CLERK_NUMBER
    merit.accounts[CLERK] = Account(city.address, number, merit.accounts[NEWCOMER].password)
    view = chromium.stranger(CLERK, width=PHONE)
    page = view.page
    view.open("/")
    page.get_by_role("link", name="Punya surat aktivasi").click()
    page.get_by_label("NIP", exact=True).fill(f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}")
    page.get_by_label("Kode pada surat").fill(code.lower())
    page.get_by_label("Kata sandi baru").fill(merit.accounts[CLERK].password)
    page.get_by_role("button", name="Buka akun").click()
    expect(page.get_by_role("main")).to_contain_text("Belum ada nilai")
    view.in_both_themes("akun-belum-ada-nilai")
    page.context.close()
    again = chromium.view(CLERK, width=PHONE)
    again.open("/")
    expect(again.page.get_by_role("heading", level=1)).to_contain_text("Bagas")
    again.page.close()


def _seen(chromium: Chromium, view: View, name: str) -> None:
    """The page as it stands here, then on a phone."""
    view.in_both_themes(name)
    for width in set(WIDTHS) - {DESK}:
        phone = chromium.view(NEWCOMER, width=width)
        phone.open(view.page.url)
        phone.in_both_themes(name)
        phone.page.close()


def _says(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def _follow(page: Page, name: str) -> None:
    """A line of the navigation."""
    page.get_by_role("navigation", name="Utama").get_by_role("link", name=name).click()


def _choose(page: Page, label: str, name: str, content: bytes) -> None:
    kind = "text/csv" if name.endswith(".csv") else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})
