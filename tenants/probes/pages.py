"""The search through the pages, the API and the exports: every address of the map, with own and with foreign ids."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import UUIDConverter

from shared_apps.assurance.prober import NAME
from tenants.probes.browser import Answer, Browser
from tenants.probes.inside import Ids, Log
from tenants.probes.rules import Tally, Way

_LINK = re.compile(rb'(?:href|action|hx-get)="(/[^"#]*)')
_QUERIES = {  # lists that hold more than a night wants to read: the part in which the own canary stands
    name: f"?pelaku={quote(NAME)}"
    for name in ("audit", "audit_changes", "audit_export", "api_audit_requests", "api_audit_changes")
}
_BY_ID = ("job", "file", "audit_request", "api_people_import", "people_import_result")


@dataclass(frozen=True)
class Address:
    """One entry of the map: its name and what its path takes."""

    name: str
    parts: Mapping[str, object]


def addresses(urlconf: str) -> list[Address]:
    """Every named address of a map."""
    return list(_below(get_resolver(urlconf).url_patterns, {}))


def _below(patterns: Iterable[URLPattern | URLResolver], before: Mapping[str, object]) -> Iterator[Address]:
    for pattern in patterns:
        parts = {**before, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, parts)
        elif pattern.name:
            yield Address(pattern.name, parts)


class Walk:
    """One region's addresses, each asked for once; links of the answers are the samples of those that need ids."""

    def __init__(self, log: Log, browser: Browser, *, urlconf: str, own: Ids | None) -> None:
        self._log, self._browser, self._urlconf, self._own = log, browser, urlconf, own
        self._samples: dict[str, str] = {}

    def everything(self, *, until: float, clock: Callable[[], float] = time.monotonic) -> None:
        """First what needs no id, then what was linked, then the rest with ids that are nobody's."""
        waiting = sorted(addresses(self._urlconf), key=lambda each: (bool(each.parts), each.name))
        while waiting:
            turn = [each for each in waiting if not each.parts or each.name in self._samples] or waiting
            for address in turn:
                if clock() > until:
                    self._log.blind.append(f"time: {len(waiting)}")
                    self._log.add(Way.PAGES, Tally(unanswered=len(waiting)))
                    return
                waiting.remove(address)
                self._ask(address.name, self._samples.get(address.name) or self._path(address))

    def by_id(self, others: Iterable[Ids]) -> None:
        """The rows of others, asked for by their ids, and their sessions shown at the door."""
        known = {address.name: address.parts for address in addresses(self._urlconf)}
        for each in others:
            for name in _BY_ID:
                if name in known:
                    what = each.file if name == "file" else each.job
                    self._ask(name, reverse(name, urlconf=self._urlconf, args=[what]))

    def _ask(self, name: str, path: str) -> None:
        answer = self._browser.get(path + _QUERIES.get(name, ""))
        way = _way_of(name, answer)
        seen = self._log.saw(way, name, answer.text)
        self._log.add(way, Tally(1, int(answer.is_refused), int(not answer.is_searched), seen))
        if not answer.is_searched:
            self._log.blind.append(name)
        if answer.kind.startswith("text/html"):
            self._learn(answer)

    def _learn(self, answer: Answer) -> None:
        for link in dict.fromkeys(_LINK.findall(answer.text)):
            path = unescape(link.decode("utf-8", "replace")).partition("?")[0]
            try:
                match = resolve(path, urlconf=self._urlconf)
            except Resolver404:
                continue
            if match.url_name and match.kwargs:
                self._samples.setdefault(match.url_name, path)

    def _path(self, address: Address) -> str:
        """Where no page links to it: the own canary's ids where they fit, else something that does not exist."""
        values: dict[str, object] = {}
        for part, converter in address.parts.items():
            if isinstance(converter, UUIDConverter):
                own = self._own
                values[part] = (
                    (own.file if part == "file_id" else own.job) if own else "0" * 8 + "-0000-7000-8000-" + "0" * 12
                )
            else:
                values[part] = "uji-isolasi"
        try:
            return reverse(address.name, urlconf=self._urlconf, kwargs=values)
        except NoReverseMatch:
            return f"/{address.name}/"


def _way_of(name: str, answer: Answer) -> Way:
    if name.startswith("api"):
        return Way.API
    if name == "file":
        return Way.FILES
    if name == "job":
        return Way.JOBS
    is_page = answer.kind.startswith("text/html") or not answer.kind or answer.is_refused
    return Way.PAGES if is_page else Way.EXPORTS


def urlconf_of(*, host: bool) -> str:
    """The map of a region, or of the host."""
    name: str = settings.PUBLIC_SCHEMA_URLCONF if host else settings.ROOT_URLCONF
    return name
