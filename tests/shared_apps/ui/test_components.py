"""The components on example pages: order, words for assistive technology, and no way in for hostile text."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from shared_apps.errors import ConflictError
from tests.shared_apps.ui import gallery

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PAGES = sorted(path.stem for path in gallery.PAGES.glob("*.html"))
ERRORS = ["400", "403", "403_csrf", "404", "429", "500", "503"]


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


@pytest.mark.parametrize("title", PAGES)
def test_no_page_needs_inline_style_or_script(title: str) -> None:
    html = gallery.page(title)
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not re.search(r"<[^>]+ on[a-z]+=", html)
    assert "javascript:" not in html


@pytest.mark.parametrize("title", PAGES)
def test_hostile_names_stay_text(title: str) -> None:
    html = gallery.page(title, HOSTILE)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("title", PAGES)
def test_every_id_is_used_once_and_every_reference_has_its_target(title: str) -> None:
    html = gallery.page(title)
    if title == "admin":
        html = html[: html.index("Daftar unit")]  # the same tree is drawn twice there, as chart and as list
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby", "for", "aria-owns"):
        for names in re.findall(rf' {attribute}="([^"]+)"', html):
            assert set(names.split()) <= set(ids), f"{attribute}={names}"


@pytest.mark.parametrize("title", PAGES)
def test_a_page_says_its_language_and_has_one_heading_and_a_skip_link(title: str) -> None:
    html = gallery.page(title)
    assert html.count("<h1>") == 1
    assert '<html lang="id"' in html
    assert '<a class="skip" href="#isi">' in html
    assert '<main id="isi"' in html


def test_the_grid_keeps_the_order_of_the_regulation_as_links() -> None:
    html = gallery.page("pimpinan")
    assert re.findall(r'class="cell l\d" href="\?kotak=(\d)&amp;unit=1"', html) == list("479258136")
    nine = re.search(r'<a class="cell[^>]+kotak=9[^>]+>', html)
    assert nine is not None
    assert 'aria-current="true"' in nine.group()
    assert 'aria-label="Kotak 9: 132 orang, 2,7%. Makna kotak 9. Rekomendasi pertama: Dipromosikan."' in nine.group()
    assert 'hx-push-url="true" hx-target="#isi-kotak"' in nine.group()
    assert html.count('aria-current="true" aria-label="Kotak') == 1


def test_a_box_without_people_is_still_a_box() -> None:
    html = gallery.draw("{% nine_box boxes %}", boxes={5: {"count": 1, "meaning": "Cukup"}})
    assert html.count('class="cell') == 9
    assert "Kotak 4: 0 orang, 0,0%" in html


def test_the_partial_tells_the_status_line_what_was_opened() -> None:
    box = {"number": 8, "count": 1521}
    html = render_to_string("ui/box_panel.html", {"box": box, "people": [], "oob": True})
    assert '<p id="status" hx-swap-oob="innerHTML">Kotak 8 dibuka, 1.521 orang</p>' in html
    assert "hx-swap-oob" not in render_to_string("ui/box_panel.html", {"box": box, "people": []})


def test_the_way_around_marks_where_one_is_and_repeats_four_below() -> None:
    html = gallery.page("pegawai")
    side = html[html.index('class="nav"') : html.index("</nav>")]
    assert re.findall(r'href="([^"]+)" aria-current="page"', side) == ["/pegawai/"]
    assert '<span class="count">1.843</span>' in side
    tabs = html[html.index('class="tabs"') :]
    assert re.findall(r'<a href="([^"]+)"', tabs) == ["/akun/", "/organisasi/", "/pegawai/", "/periode/"]
    assert "<span>Struktur</span>" in tabs


def test_the_sign_in_page_shows_whose_it_is_before_any_password() -> None:
    html = gallery.page("masuk")
    password = html.index('type="password"')
    for earlier in ("crest", "Pemerintah Kota Cemara", "cemara.example.id", "Petugas tidak pernah meminta"):
        assert html.index(earlier) < password
    assert 'data-show="id_password"' in html


def test_a_running_job_asks_again_and_a_stopped_one_does_not() -> None:
    html = gallery.page("admin")
    assert html.count('hx-trigger="every 2s"') == 1
    assert 'aria-label="Impor pegawai" aria-valuemin="0" aria-valuemax="6412.00" aria-valuenow="3975.00"' in html
    assert "3.975 dari 6.412" in html
    stopped = html[html.index('id="job-2"') :]
    assert "Apa yang terjadi:" in stopped
    assert 'action="/tugas/2/ulang/"' in stopped


def test_a_tree_item_owns_its_group() -> None:
    html = gallery.page("admin")
    head = re.search(r'<a class="unit" href="\?unit=mutasi"[^>]+>', html)
    assert head is not None
    for words in ('role="treeitem"', 'aria-level="2"', 'aria-selected="true"', 'aria-owns="u-mutasi"'):
        assert words in head.group()
    assert '<ul class="sub2" role="group" id="u-mutasi">' in html
    assert "Kepala belum ada" in html


def test_numbers_on_a_page_are_written_as_indonesians_write_them() -> None:
    html = gallery.page("pegawai")
    assert "71,00<small>" in html
    assert '<span class="num"><b>48,00</b> <span class="mut">/ 60</span></span>' in html
    assert '<span class="pt min">−3,75</span>' in html
    assert "Masih berjalan, ditutup 5 Januari 2027" in html
    assert '<span class="num">07.42</span>' in html


def test_a_float_in_a_template_is_an_error_not_a_number() -> None:
    with pytest.raises(TypeError):
        gallery.draw("{{ value|decimal:2 }}", value=81.29)
    assert gallery.draw("{{ value|decimal:2 }}", value=Decimal("81.29")) == "81,29"


def test_the_next_page_of_a_list_is_a_link() -> None:
    html = gallery.page("pimpinan")
    assert 'rel="next" href="?page=3"' in html
    assert "51–100 dari 4.910" in html


def test_an_icon_is_known_by_its_name_only() -> None:
    assert 'aria-hidden="true"' in gallery.draw('{% icon "house" %}')
    with pytest.raises(ValueError, match="lucide name"):
        gallery.draw("{% icon name %}", name="../secret")


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_stands_alone_and_says_what_to_do(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert html.count("<h1>") == 1
    assert len(re.findall(r"<p>[^<]{20,}</p>", html)) == 2
    assert "<script" not in html
    assert " style=" not in html


def test_a_refusal_says_what_the_domain_said_and_that_nothing_changed() -> None:
    problem = ConflictError("period_closed", f"Periode sudah ditutup {HOSTILE}", fields={"day": ["Pilih hari lain."]})
    html = render_to_string("problem.html", {"problem": problem})
    assert "Periode sudah ditutup &lt;script&gt;" in html
    assert "<li>Pilih hari lain.</li>" in html
    assert "Tidak ada data yang berubah." in html
    assert "Periode sudah ditutup" in render_to_string("403.html", {"problem": problem})
