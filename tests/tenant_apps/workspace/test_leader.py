"""A leader's view: own subtree only, and figures that agree with each other."""

import re

import pytest

from tests.tenant_apps.people.people import id_of, unit
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn
from tests.tenant_apps.workspace.test_account import text

CELL = re.compile(r'class="k">(\d)</span><span class="c">([\d.]+)</span>')


def counts(markup: str) -> dict[int, int]:
    """How many people each box holds, as drawn."""
    return {int(box): int(count.replace(".", "")) for box, count in CELL.findall(markup)}


def kpi(page: str, label: str) -> str:
    """The figure under a label."""
    found = re.search(rf"{label} ([\d.,%]+)", page)
    assert found, label
    return found.group(1)


def test_the_figures_of_the_page_agree(as_: SignedIn) -> None:
    answer = as_(role="regional_head").get("/pimpinan/")
    page, boxes = text(answer), counts(answer.content.decode())
    assert "13 dari 16 pegawai bernilai lengkap" in page
    assert set(boxes) == set(range(1, 10))
    people, waiting = int(kpi(page, "Pegawai")), int(kpi(page, "Perlu verifikasi"))
    assert (people, sum(boxes.values()), waiting) == (16, 13, 2)
    assert "1 pegawai belum dihitung" in page
    assert people == sum(boxes.values()) + waiting + 1
    assert boxes[5] == 8


def test_the_people_of_a_box_and_of_a_state(as_: SignedIn) -> None:
    mayor = as_(role="regional_head")
    page = text(mayor.get("/pimpinan/?kotak=5"))
    assert "Kotak 5 8 orang" in page
    assert "71,00 · 80,25" in page
    assert "Lihat semua 8 orang" in page
    everybody = text(mayor.get("/pimpinan/pegawai/?kotak=5"))
    assert "Ratna Andini" in everybody
    assert "Kotak 5: 8 orang" in everybody
    waiting = text(mayor.get("/pimpinan/?kotak=verifikasi"))
    assert "Fitri Handayani" in waiting
    assert "Hesti Wulandari" in waiting
    assert "Lukman Hakim" in text(mayor.get("/pimpinan/?kotak=belum"))


def test_a_head_sees_the_own_subtree_only(as_: SignedIn) -> None:
    mine = as_(town.BOARD_HEAD)
    page = text(mine.get("/pimpinan/?kotak=5"))
    assert kpi(page, "Pegawai") == "7"
    assert "Ratna Andini" in page
    assert "Gunawan Wibowo" not in page
    assert "Kecamatan Jebres" not in page
    for address in ("/pimpinan/", "/pimpinan/pegawai/", "/pimpinan/pegawai/unduh/"):
        for code in ("JEBRES", "PEM", "SETDA"):
            assert mine.get(f"{address}?kotak=5&unit={unit(code)}").status_code == 404, (address, code)
    assert mine.get(f"/pimpinan/?unit={unit('BKPSDM-MK')}").status_code == 200


def test_a_sibling_head_is_not_seen(as_: SignedIn) -> None:
    assert as_(town.CAMAT).get(f"/pimpinan/pegawai/{id_of(town.BOARD_HEAD)}/").status_code == 404


@pytest.mark.parametrize("address", ["/pimpinan/", "/pimpinan/pegawai/?kotak=5", "/pimpinan/pegawai/unduh/?kotak=5"])
def test_somebody_who_leads_nobody_finds_no_leaders_page(as_: SignedIn, address: str) -> None:
    assert as_(town.RATNA).get(address).status_code == 404


def test_going_down_and_up_within_reach(as_: SignedIn) -> None:
    page = text(as_(town.BOARD_HEAD).get(f"/pimpinan/?unit={unit('BKPSDM-MK')}"))
    assert "Badan Kepegawaian Bidang Mutasi Subbidang Kepangkatan" in page
    assert "Pemerintah Kota North" not in page


def test_units_stand_in_order_with_their_change(as_: SignedIn) -> None:
    page = text(as_(role="regional_head").get("/pimpinan/"))
    order = [page.index(name) for name in ("Sekretariat Daerah", "Badan Kepegawaian", "Kecamatan Jebres")]
    assert order == sorted(order)
    assert "4 orang" in page
    assert "banyak yang belum lengkap" in page
    assert "kinerja turun" in page


def test_the_distribution_counts_everybody_with_a_predicate(as_: SignedIn) -> None:
    page = text(as_(role="regional_head").get("/pimpinan/"))
    assert "Sebaran predikat kinerja" in page
    assert "Baik 9 64,3%" in page
    assert "Sangat Baik 3 21,4%" in page
    assert "Butuh Perbaikan 2 14,3%" in page


def test_the_same_address_gives_the_same_view(as_: SignedIn) -> None:
    mayor = as_(role="regional_head")
    page = text(mayor.get(f"/pimpinan/?unit={unit('BKPSDM')}&kotak=9&periode=2026-TW3"))
    assert "Badan Kepegawaian · Triwulan III 2026 · final" in page
    assert mayor.get("/pimpinan/?kotak=12").status_code == 404
    assert mayor.get("/pimpinan/?unit=x").status_code == 404
    assert mayor.get("/pimpinan/?periode=1999").status_code == 404


def test_htmx_asks_for_the_parts_of_the_same_page(as_: SignedIn) -> None:
    mayor = as_(role="regional_head")
    panel = mayor.get("/pimpinan/?kotak=9", headers={"HX-Request": "true", "HX-Target": "isi-kotak"})
    assert "<html" not in panel.content.decode()
    assert 'id="status"' in panel.content.decode()
    live = mayor.get(
        "/pimpinan/?kotak=9",
        headers={
            "HX-Request": "true",
            "HX-Target": "langsung",
            "HX-Current-URL": "http://north.localhost/pimpinan/?kotak=5",
        },
    )
    assert "Kotak 5" in text(live)
    assert "<html" not in live.content.decode()


def test_the_people_of_a_box_as_a_workbook(as_: SignedIn) -> None:
    from shared_apps.sheets import reader

    answer = as_(town.BOARD_HEAD).get("/pimpinan/pegawai/unduh/?kotak=5")
    table = reader.read(answer.content, name="unduh.xlsx")
    names = {line.cells[1] for line in table.lines}
    assert {"Nama", "Ratna Andini", "Dra. Siti Aminah, M.Si.", "Gilang Ramadhan"} == names
    assert 'filename="kotak-5-badan-kepegawaian.xlsx"' in answer.headers["Content-Disposition"]


def test_the_number_of_questions_does_not_grow(as_: SignedIn, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    mayor, head = as_(role="regional_head"), as_(town.BOARD_HEAD)
    mayor.get("/akun-saya/"), head.get("/akun-saya/")  # a session is written down once in five minutes
    with django_assert_max_num_queries(13):
        mayor.get("/pimpinan/")
    with django_assert_max_num_queries(17):  # one of them: whom a leader answers for elsewhere
        head.get("/pimpinan/")
