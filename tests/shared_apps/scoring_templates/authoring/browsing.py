"""Forms of a page as a browser would send them: what stands in every field, and the button."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client


@dataclass
class Sheet:
    """A form: where it goes, and what it sends when nothing is touched."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.select = self.area = ""
        self.is_first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method") == "post":
            self.sheets.append(Sheet(given.get("action", "")))
        elif tag == "select":
            self.select, self.is_first = name, True
        elif tag == "option" and self.select and (self.is_first or "selected" in given):
            self.sheets[-1].values[self.select] = given["value"]
            self.is_first = False
        elif tag == "textarea":
            self.area = name
            self.sheets[-1].values[name] = ""
        elif name and self.sheets and tag in {"input", "button"} and _is_sent(given):
            self.sheets[-1].values[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        if self.area:  # a browser leaves the first line end of a textarea away and sends the others as CR LF
            self.sheets[-1].values[self.area] += data.removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in {"checkbox", "radio"} or "checked" in given


def sheets(browser: Client, path: str) -> list[Sheet]:
    """The forms of a page that write, without those of its frame (language, leaving)."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    reader = _Reader()
    reader.feed(answer.content.decode())
    return [sheet for sheet in reader.sheets if "seen" in sheet.values and not sheet.action]


def sheet(browser: Client, path: str, which: str = "") -> dict[str, str]:
    """What one form of a page sends when nothing is touched."""
    found = sheets(browser, path)
    return next(one.values for one in found if not which or one.values.get("which") == which)
