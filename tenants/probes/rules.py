"""The canary: what it looks like, whose it is, and what a night's counts amount to. Pure."""

import hmac
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

_SHAPE = re.compile(rb"kanari\.([a-z][a-z0-9_]{0,39})\.(\d{8})\.([0-9a-f]{16})\.([0-9a-f]{32})")


class Way(StrEnum):
    """How one region's canary is searched for in another."""

    DATABASE = "database"
    PAGES = "pages"
    API = "api"
    EXPORTS = "exports"
    CACHE = "cache"
    FILES = "files"
    JOBS = "jobs"
    SESSIONS = "sessions"


class Verdict(StrEnum):
    """What a night says of one region."""

    APART = "apart"  # searched everywhere, the own one found, no foreign one
    CROSSED = "crossed"  # a canary stood where it must not
    UNPROVED = "unproved"  # something was not searched, or the own canary was not found where it stood


@dataclass(frozen=True)
class Tally:
    """What was done in one way in one region."""

    tried: int = 0
    refused: int = 0  # turned away, or nothing there
    unanswered: int = 0  # no answer that could be searched
    own: int = 0  # answers in which the region's own canary stood

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


def canary_of(secret: str, schema: str, day: date, nonce: str) -> str:
    """A value that says whose it is and that nobody else can make; `nonce` is 16 hexadecimal digits."""
    told = f"{schema}.{day:%Y%m%d}.{nonce}"
    return f"kanari.{told}.{_mac(secret, told)}"


def owners_in(secret: str, content: bytes) -> Counter[str]:
    """Whose canaries stand in a text, and how often; what was not made with the secret is none."""
    found: Counter[str] = Counter()
    for match in _SHAPE.finditer(content):
        schema, day, nonce, mac = (part.decode() for part in match.groups())
        if hmac.compare_digest(mac, _mac(secret, f"{schema}.{day}.{nonce}")):
            found[schema] += 1
    return found


def turn(names: Iterable[str], own: str, day: date, most: int) -> list[str]:
    """The foreign regions whose rows are asked for by their ids tonight: in turn, so that every pair has its night."""
    others = sorted(set(names) - {own})
    if len(others) <= most:
        return others
    start = day.toordinal() * most % len(others)
    return (others + others)[start : start + most]


def verdict_of(*, crossings: int, here: Mapping[str, Tally], elsewhere: Mapping[str, Tally], blind: int) -> Verdict:
    """What a region may be told. `here` is the search in it, with its positive control; `elsewhere` that in others.

    What was not answered elsewhere is told with its number and leaves that region unproved, not this one.
    """
    if crossings:
        return Verdict.CROSSED
    controlled = all(here.get(way, Tally()).own > 0 for way in Way)
    tried = all(elsewhere.get(way, Tally()).tried > 0 for way in Way)
    return Verdict.APART if controlled and tried and not blind else Verdict.UNPROVED


def _mac(secret: str, told: str) -> str:
    return hmac.new(f"probes.canary:{secret}".encode(), told.encode(), sha256).hexdigest()[:32]
