"""What the pages do under keys and clicks, in Chromium and under the content security policy."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, sync_playwright

from tests.shared_apps.ui import gallery

pytestmark = pytest.mark.browser
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


class Handler(BaseHTTPRequestHandler):
    """The example pages, the partial of the grid, and a job that ends at the third question."""

    asked = 0

    def do_GET(self) -> None:
        """Answer as the product would."""
        address = urlsplit(self.path)
        if address.path.startswith("/static/"):
            found = Path(str(finders.find(address.path.removeprefix("/static/"))))
            self.answer(found.read_bytes(), KINDS[found.suffix])
        elif address.path.startswith("/tugas/"):
            Handler.asked += 1
            done = Handler.asked >= 3
            job = SimpleNamespace(id=1, state="done" if done else "running", done=1, total=1, note="", error="")
            partial = render_to_string("ui/job.html", {"job": job, "title": "Impor", "poll_url": self.path})
            self.answer(partial.encode(), status=286 if done else 200)
        elif self.headers.get("HX-Request"):
            box = {"number": parse_qs(address.query)["kotak"][0], "count": 521}
            self.answer(render_to_string("ui/box_panel.html", {"box": box, "people": [], "oob": True}).encode())
        else:
            self.answer(gallery.page(address.path.strip("/")).encode())

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        """Send it with the policy of the product."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain on its console."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="id-ID")
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def focused(page: Page, attribute: str = "className") -> str:
    return str(page.evaluate(f"document.activeElement.{attribute}"))


def test_a_box_opens_by_keyboard_and_the_status_line_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/pimpinan/")
    page.locator(".cell", has_text="521").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#isi-kotak h2:has-text('Kotak 8')")
    assert page.locator("#status").inner_text() == "Kotak 8 dibuka, 521 orang"
    assert page.url.endswith("?kotak=8&unit=1")
    assert page.locator(".cell[aria-current]").count() == 1
    page.keyboard.press("ArrowUp")
    assert focused(page, "getAttribute('aria-label')").startswith("Kotak 9:")
    page.keyboard.press("/")
    assert focused(page, "type") == "search"


def test_a_box_is_a_plain_link_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/pimpinan/")
    page.locator(".cell", has_text="521").click()
    assert page.url.endswith("?kotak=8&unit=1")
    context.close()


def test_arrows_walk_the_tree_and_it_is_one_stop_of_the_tab_key(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/")
    page.locator("[role=treeitem][aria-selected=true]").first.focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(focused(page, "querySelector('b').textContent"))
    assert walked == ["Tim Mutasi", "Tim Kepangkatan", "Bidang Mutasi & Promosi", "Kepala BKPSDM"]
    assert page.locator("[role=tree] >> nth=0").locator("[tabindex='0']").count() == 1


def test_menus_close_by_escape_and_by_a_click_elsewhere(page: Page, address: str) -> None:
    page.goto(f"{address}/pimpinan/")
    page.locator(".me").click()
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0
    assert focused(page) == "me"
    page.locator(".me").click()
    page.mouse.click(700, 500)
    assert page.locator(".menu[open]").count() == 0


def test_wrong_input_takes_the_focus_and_a_question_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/")
    assert focused(page) == "errsum"
    page.locator(".ask summary").click()
    page.locator(".ask [data-close]").click()
    assert page.locator(".ask[open]").count() == 0


def test_a_job_asks_until_it_is_done_and_then_stops(page: Page, address: str) -> None:
    Handler.asked = 0
    page.clock.install()
    page.goto(f"{address}/admin/")
    for _turn in range(10):
        page.clock.run_for(2000)
        page.wait_for_timeout(0)
        page.wait_for_load_state("networkidle")
    page.wait_for_selector("#job-1:has-text('Selesai')")
    assert Handler.asked == 3


def test_a_password_can_be_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_role("button", name="Tampilkan kata sandi").click()
    assert page.locator("#id_password").get_attribute("type") == "text"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("title", ["pegawai", "pimpinan", "admin", "masuk"])
def test_pages_are_accessible_and_fit(browser: Browser, address: str, title: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{address}/{title}/")
    if width > 320:  # the narrowest is about reflow alone
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()
