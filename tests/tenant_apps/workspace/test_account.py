"""An employee's own account: words, numbers, what changed, what waits."""

import re
from html import unescape

from django.http import HttpResponse

from tests.tenant_apps.people.people import id_of
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn


def text(answer: HttpResponse) -> str:
    """What a person reads."""
    assert answer.status_code == 200, answer.status_code
    bare = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare)))


def test_the_account_says_the_predicate_in_words_and_the_axes_in_numbers(as_: SignedIn) -> None:
    page = text(as_(town.RATNA).get("/akun/"))
    assert "Ratna Andini" in page
    assert "Analis SDM Aparatur Ahli Muda · Bidang Mutasi" in page
    assert "Baik" in page
    assert page.count("Sesuai ekspektasi") >= 2
    assert "71,00 dari 100" in page
    assert "80,25 dari 100" in page
    assert "1,01 poin lagi menuju tingkat" in page
    assert "9,75 poin lagi menuju tingkat" in page
    assert "Kotak 5" in page
    assert "Penempatan yang sesuai" in page
    assert "Masih berjalan, sampai 31 Desember 2026" in page


def test_each_part_shows_what_it_brings_of_what_it_can_bring(as_: SignedIn) -> None:
    page = text(as_(town.RATNA).get("/akun/"))
    for part in ("48,00 / 60", "11,25 / 15", "8,00 / 10", "3,75 / 15", "16,50 / 20"):
        assert part in page, part


def test_the_change_since_the_previous_period_adds_up(as_: SignedIn) -> None:
    page = text(as_(town.RATNA).get("/akun/"))
    assert "Naik 5,75 dari Triwulan III 2026" in page
    for line in ("+7,50", "+2,00", "−3,75"):
        assert line in page, line
    assert "Anggota tim internal menjadi Ketua tim internal" in page


def test_no_score_of_a_person_is_red(as_: SignedIn) -> None:
    for nip in (town.RATNA, town.LURAH, town.CLERK):
        markup = as_(nip).get("/akun/").content.decode()
        assert not re.search(r'class="[^"]*\bbad\b', markup)
        assert "stop" not in re.findall(r'class="([^"]*)"', markup)


def test_missing_evidence_is_said_and_never_a_zero(as_: SignedIn) -> None:
    page = text(as_(town.CLERK).get("/akun/"))
    assert "Perlu verifikasi" in page
    assert "Kesesuaian bidang ilmu" in page
    assert "belum ada bukti" in page
    assert "tidak dihitung nol" in page
    assert "Ya: 80,25" in page
    assert "Tidak: 75,25" in page
    assert "Kotak belum dapat ditentukan" in page
    assert "0,00 dari 100" not in page.replace("80,00", "")


def test_somebody_who_brought_nothing_waits(as_: SignedIn) -> None:
    page = text(as_(town.RANK_B).get("/akun/"))
    assert page.count("Perlu verifikasi") >= 3
    assert "Kotak 5" not in page


def test_somebody_who_came_later_is_told_why_there_is_nothing(as_: SignedIn) -> None:
    page = text(as_(town.NEW).get("/akun/"))
    assert "Belum ada nilai" in page


def test_the_calculation_can_be_repeated(as_: SignedIn) -> None:
    page = text(as_(town.RATNA).get("/akun/rincian/"))
    assert "Cara nilai 71,00 dan 80,25 dihitung" in page
    assert "7.100 ÷ 100 = 71,00" in page
    assert "8.025 ÷ 100 = 80,25" in page
    assert "Di atas 46 sampai 72 berarti" in page
    assert "Tepat 72,00 termasuk" in page
    assert "(50,00 + 50,00) ÷ 2 = 50,00" in page
    assert "(0,00 + 100,00 + 80,00) ÷ 3 = 60,00" in page
    assert "mulai 4 sampai di bawah 6" in page
    assert "memberi predikat Baik" in page
    assert "Diisi Operator tuan rumah" in page
    assert "Kepka BKN 411/2025" in page
    assert "sha256:" in page


def test_what_one_change_would_give_is_exact(as_: SignedIn) -> None:
    page = text(as_(town.RATNA).get("/akun/rincian/"))
    assert "Yang kurang untuk kotak 7" in page
    assert "71,00 menjadi 73,00" in page
    assert "71,00 menjadi 74,75" in page


def test_what_is_lacking_for_the_next_predicate_needs_both_ratings(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    page = text(mine.get("/akun/rincian/"))
    assert "Yang kurang untuk predikat Sangat Baik" in page
    assert "Tidak ada satu masukan saja yang cukup; dua ini bersama cukup." in page
    assert re.search(r"Rating \w+ kerja menjadi Di atas ekspektasi dan Rating \w+ kerja menjadi Di atas", page)
    assert "Yang kurang untuk predikat Sangat Baik" in text(mine.get("/akun/"))


def test_a_number_is_said_with_the_least_that_is_enough(as_: SignedIn) -> None:
    """Weak at 40 of 100 potential points: the way to the next level names the number itself."""
    page = text(as_(town.LURAH).get("/akun/rincian/"))
    assert re.search(r"Penilaian (potensi|kompetensi) dari \d+,\d\d menjadi \d+,\d\d", page)


def test_who_stands_highest_lacks_nothing(as_: SignedIn) -> None:
    assert "Yang kurang" not in text(as_(town.SEKDA).get("/akun/"))


def test_an_earlier_period_can_be_opened_by_its_code(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    page = text(mine.get("/akun/rincian/?periode=2026-TW3"))
    assert "65,25" in page
    assert "Final" in text(mine.get("/akun/?periode=2026-TW3"))
    assert mine.get("/akun/?periode=1999").status_code == 404


def test_the_two_pages_in_english(as_: SignedIn) -> None:
    mine = as_(town.RATNA)
    mine.cookies["django_language"] = "en"
    for address in ("/akun/", "/akun/rincian/"):
        answer = mine.get(address)
        assert 'lang="en"' in answer.content.decode()
        assert "ASN talent" in text(answer) or "Performance axis" in text(answer)


def test_anonymous_visitors_sign_in_first(north: None) -> None:
    for address in ("/", "/akun/", "/akun/rincian/", "/pimpinan/"):
        answer = town.browser().get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/masuk/")


def test_home_leads_to_ones_own_beginning(as_: SignedIn) -> None:
    assert as_(town.RATNA).get("/").headers["Location"] == "/akun/"
    assert as_(town.DIVISION_HEAD).get("/").headers["Location"] == "/pimpinan/"
    assert as_(role="personnel_admin").get("/").headers["Location"] == "/pimpinan/"
    assert as_(role="auditor").get("/").headers["Location"] == "/pimpinan/"


def test_an_account_without_an_employee_has_no_account_page(as_: SignedIn) -> None:
    assert as_(role="regional_head").get("/akun/").status_code == 404


def test_a_leader_sees_the_account_of_their_people_only(as_: SignedIn) -> None:
    mine = as_(town.DIVISION_HEAD)
    page = text(mine.get(f"/pimpinan/pegawai/{id_of(town.RATNA)}/"))
    assert "71,00 dari 100" in page
    assert "Selamat" not in page
    assert mine.get(f"/pimpinan/pegawai/{id_of(town.RATNA)}/rincian/").status_code == 200
    assert mine.get(f"/pimpinan/pegawai/{id_of(town.CAMAT)}/").status_code == 404
    assert mine.get(f"/pimpinan/pegawai/{id_of(town.CAMAT)}/rincian/").status_code == 404
