"""A person without a browser: opens pages by their address, fills forms as they stand, keeps the cookies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urljoin

import httpx


class Unexpected(Exception):  # noqa: N818  the sentence reads: unexpected: …
    """A page answered otherwise than the main job expects."""


@dataclass
class Form:
    """A form of a page: where it goes, what is already in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
            return
        if self._open is None or "disabled" in given:
            return
        if tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self._open.names.add(given["name"])
        self._read_field(tag, given)

    def _read_field(self, tag: str, given: dict[str, str]) -> None:
        """What the form would send as it stands."""
        assert self._open is not None  # noqa: S101  for the type checker; asked by the caller
        if tag == "input" and given.get("name"):
            kind = given.get("type", "text")
            if (kind in {"checkbox", "radio"} and "checked" not in given) or kind in {"file", "submit"}:
                return
            self._open.fields.setdefault(given["name"], []).append(
                given.get("value", "on" if kind in {"checkbox", "radio"} else "")
            )
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select and "selected" in given:
            self._open.fields.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "textarea" and given.get("name"):
            self._area = given["name"]
            self._open.fields[self._area] = [""]

    def handle_data(self, data: str) -> None:
        if self._area and self._open:
            self._open.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def forms_of(text: str) -> list[Form]:
    """The forms of a page in order."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


def words_of(text: str) -> str:
    """What a page says from its first problem on, without marks."""
    start = max(text.find("errsum"), text.find("<main"), 0)
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text[start:], flags=re.DOTALL).split())


class Person:
    """One person at one government's address."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers={"Host": f"{host}:{port}"}, timeout=60, follow_redirects=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._client.close()

    def open(self, path: str, *, expect: int = 200) -> httpx.Response:
        """Open an address and follow where it leads."""
        return self._follow(self._client.get(self._path(path)), expect)

    def status(self, path: str, **headers: str) -> int:
        """Only how an address answers, without following."""
        return self._client.get(self._path(path), headers=headers).status_code

    def submit(
        self,
        path: str,
        fields: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        action: str | None = None,
        expect: int = 200,
    ) -> httpx.Response:
        """Fill in and send the form of a page: with this action, the one that has most of the fields."""
        page = self.open(path)
        form = self._choose(page.text, action, {*(fields or {}), *(files or {})})
        data: dict[str, Any] = {**form.fields, **(fields or {})}
        target = urljoin(str(page.url.path) + (f"?{page.url.query.decode()}" if page.url.query else ""), form.action)
        headers = {
            "Referer": f"http://{self.host}:{self.port}{page.url.path}",
            "Origin": f"http://{self.host}:{self.port}",
        }
        return self._follow(self._client.post(target, data=data, files=files, headers=headers), expect)

    def api(self, method: str, path: str, *, token: str | None = None, **options: Any) -> httpx.Response:
        """A call of the API, without the cookies of the pages."""
        headers = {"Host": f"{self.host}:{self.port}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.request(method, f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=60, **options)

    def cookies(self) -> dict[str, str]:
        """The cookies this person holds."""
        return dict(self._client.cookies)

    def _choose(self, text: str, action: str | None, wanted: set[str]) -> Form:
        forms = [form for form in forms_of(text) if form.method == "post" and (action or "") in form.action]
        if not forms:
            raise Unexpected(f"no form {action or ''} on this page of {self.host}")
        return max(forms, key=lambda form: len(wanted & form.names))

    def _follow(self, response: httpx.Response, expect: int) -> httpx.Response:
        for _step in range(10):
            if not response.is_redirect:
                break
            response = self._client.get(self._path(response.headers["location"]))
        if response.status_code != expect:
            where = f"{self.host}{response.url.path}"
            raise Unexpected(
                f"{where} answered {response.status_code}, not {expect}: {words_of(response.text)[:1500]}"
            )
        return response

    def _path(self, address: str) -> str:
        prefix = f"http://{self.host}:{self.port}"
        return address.removeprefix(prefix) or "/"
