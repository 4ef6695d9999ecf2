"""Pages as people open them: signed in, at a width and in a theme, with everything the browser complains about."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browser.installation import Installation

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SHOTS = Path(__file__).parents[2] / "screenshots"
PHONE, DESK = 390, 1440
WIDTHS = (PHONE, DESK)
HEIGHTS = {PHONE: 844, DESK: 900}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
_FIND = """([selector, outside]) => [...document.querySelectorAll(selector)].filter(e => {
  if (e.closest(outside) || !e.getBoundingClientRect().width) return false;
  const right = e.getBoundingClientRect().right;
  return right > innerWidth + 1 || (outside.includes("canvas,") && (e.scrollWidth > e.clientWidth + 1
    || right > e.parentElement.getBoundingClientRect().right + 1));
}).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`).slice(0, 5)"""
_WIDE = ["main *, header *, nav *", ".chips,.scroll,.vh,svg,.canvas"]
_CLIPPED = [".card,.kpis,table,.tool,.body,.in,.opt,.row,.bottom,.facts>div", ".canvas,.scroll,.chips"]


@dataclass
class View:
    """A page with what the browser said about it."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Listen from the first byte; a violated content security policy is a console error too."""
        self.page.on("console", lambda said: self.complain(said.text) if said.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.complain(str(error)))
        self.page.on("requestfailed", lambda request: self.complain(f"{request.url} {request.failure}"))

    def complain(self, text: str) -> None:
        """Keep it, unless the test asked for it."""
        if "net::ERR_ABORTED" not in text and not any(words in text for words in self.expected):
            self.complaints.append(text)

    def open(self, path: str) -> Response:
        """Go to an address of this government."""
        response = self.page.goto(path if path.startswith("http") else self.origin + path)
        assert response is not None
        return response

    def follow(self, links: str) -> None:
        """Open the last of these links: the first ones often lead up or out."""
        found = self.page.locator("main").locator(links)
        assert found.count(), f"no link {links} on {self.page.url}"
        self.open(found.last.evaluate("link => link.href"))

    def examine(self, *, nodes: int = 1200, own_source: bool = True) -> None:
        """Everything that holds of every page in every look."""
        assert self.complaints == []
        assert self.page.locator("h1").count() == 1
        count: int = self.page.evaluate("document.querySelectorAll('*').length")
        assert count <= nodes, f"{count} elements"
        if own_source:  # the answer to a form cannot be fetched again
            clean_source(self.page.evaluate("() => fetch(location.href).then(answer => answer.text())"))
        self.is_accessible()
        self.fits()

    def is_accessible(self) -> None:
        """No violation that axe finds."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        report = AxeResults(self.page.evaluate("rules => axe.run(document, rules)", RULES))
        assert report.violations_count == 0, report.generate_report()

    def in_both_themes(self, name: str, *, nodes: int = 1200, own_source: bool = True) -> None:
        """Pictures and examination of the page as it stands, light and dark."""
        size = self.page.viewport_size
        assert size is not None
        for theme in THEMES:
            self.page.emulate_media(color_scheme=theme)
            self.shoot(f"{name}-{size['width']}-{theme}")
            if theme == "light":
                self.examine(nodes=nodes, own_source=own_source)
            else:
                self.is_accessible()
                self.fits()
        assert self.complaints == []

    def fits(self) -> None:
        """Nothing is beyond the window or its own frame."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{wide} px wider than the window: {self.page.evaluate(_FIND, _WIDE)}"
        assert self.page.evaluate(_FIND, _WIDE) == [], "beyond the right edge"
        clipped = self.page.evaluate(_FIND, _CLIPPED)
        assert clipped == [], f"wider than what holds it: {clipped}"

    def shoot(self, name: str) -> None:
        """The whole page, for a person to look at."""
        SHOTS.mkdir(exist_ok=True)
        size = self.page.viewport_size
        assert size is not None
        height: int = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, 6000))})
        self.page.screenshot(path=SHOTS / f"{name}.png")
        self.page.set_viewport_size(size)


def clean_source(html: str) -> None:
    """No inline style and no inline script as the server wrote it; htmx itself sets styles later."""
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"<style\b", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", html)
    assert "javascript:" not in html


class Chromium:
    """Contexts of everybody in every look, made once."""

    def __init__(self, browser: Browser, merit: Installation) -> None:
        self.browser, self.merit = browser, merit
        self._sessions: dict[str, Any] = {}
        self._contexts: dict[tuple[str, int, bool], BrowserContext] = {}

    def view(self, who: str, *, width: int = DESK, script: bool = True, expected: tuple[str, ...] = ()) -> View:
        """A new tab of this person."""
        key = (who, width, script)
        if key not in self._contexts:
            self._contexts[key] = self.context(width=width, script=script, session=self.session(who))
        page = self._contexts[key].new_page()
        page.set_default_timeout(20_000)
        return View(page, self.merit.accounts[who].address, expected=expected)

    def stranger(self, who: str, *, width: int = DESK) -> View:
        """A new tab at this person's government, not signed in."""
        return View(self.context(width=width).new_page(), self.merit.accounts[who].address)

    def context(self, *, width: int, script: bool = True, session: Any = None) -> BrowserContext:
        """A browser of this width."""
        return self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            device_scale_factor=2 if width == PHONE else 1,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            has_touch=width == PHONE,
            java_script_enabled=script,
            reduced_motion="reduce",
            storage_state=session,
        )

    def close(self) -> None:
        """End of all tabs."""
        for context in self.browser.contexts:
            context.close()

    def session(self, who: str) -> Any:
        """Sign in through the page, once; the cookies serve all looks."""
        if who not in self._sessions:
            account, context = self.merit.accounts[who], self.context(width=DESK)
            page = context.new_page()
            page.goto(account.address + "/masuk/")
            page.locator("input[name=login]").fill(account.login)
            page.locator("input[name=password]").fill(account.password)
            page.locator("main button[type=submit], main button.pri").first.click()
            page.wait_for_url(lambda url: "/masuk/" not in url)
            self._sessions[who] = context.storage_state()
            context.close()
        return self._sessions[who]
