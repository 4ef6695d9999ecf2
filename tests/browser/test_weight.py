"""What pages cost: a first and a second visit, a partial, small windows."""

import gzip

import pytest
from playwright.sync_api import Response

from tests.browser.chromium import DESK, PHONE, Chromium
from tests.browser.installation import ADMINISTRATOR, EMPLOYEE, MAYOR, OPERATOR

pytestmark = pytest.mark.browser
KILO = 1024


def _packed(response: Response) -> int:
    return len(gzip.compress(response.body(), 6))


@pytest.mark.parametrize(
    ("who", "path", "first", "second"),
    [(EMPLOYEE, "/akun/", 75, 12), (EMPLOYEE, "/akun/rincian/", 75, 12), (MAYOR, "/pimpinan/", 110, 24),
     (ADMINISTRATOR, "/pegawai/", 110, 24), (OPERATOR, "/", 110, 24)],
)  # fmt: skip
def test_a_visit_stays_within_its_budget(chromium: Chromium, who: str, path: str, first: int, second: int) -> None:
    state = chromium.session(who)
    context = chromium.context(width=PHONE, session=state)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    address = chromium.merit.accounts[who].address
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert sum(map(_packed, answers)) <= first * KILO
    assert all(not answer.url.endswith(("woff2", "woff")) for answer in answers)
    answers.clear()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert sum(_packed(answer) for answer in answers if "/static/" not in answer.url) <= second * KILO
    kept = [answer.header_value("cache-control") or "" for answer in answers if "/static/" in answer.url]
    assert all("immutable" in words for words in kept)
    context.close()


def test_a_part_of_the_leaders_page_weighs_little(chromium: Chromium) -> None:
    view = chromium.view(MAYOR)
    view.open("/pimpinan/?kotak=9")
    with view.page.expect_response(lambda answer: "kotak=5" in answer.url) as waited:
        view.page.locator(".cell[href*='kotak=5']").click()
    assert _packed(waited.value) <= 8 * KILO
    view.page.close()


@pytest.mark.parametrize(
    ("who", "path"),
    [(EMPLOYEE, "/akun/"), (EMPLOYEE, "/akun/rincian/"), (MAYOR, "/pimpinan/"), (ADMINISTRATOR, "/organisasi/"),
     (ADMINISTRATOR, "/pegawai/"), (ADMINISTRATOR, "/periode/2026-TW3/"), (OPERATOR, "/")],
)  # fmt: skip
@pytest.mark.parametrize("width", [320, 768, 1024, DESK * 2])
def test_nothing_is_cut_off_at_other_widths(chromium: Chromium, who: str, path: str, width: int) -> None:
    view = chromium.view(who, width=PHONE if width < DESK else DESK)
    view.page.set_viewport_size({"width": width, "height": 900})
    view.open(path)
    view.fits()
    view.page.close()
