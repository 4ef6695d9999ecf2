"""How the tables of access are written: which answer which people get at an address, and what they send there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver

from tests.government import Government


class Person(StrEnum):
    """Whom the tables speak of."""

    NOBODY = "anonymous"
    GUEST = "guest"  # signed in, without a role or an employee row; in a region once its administrator
    EMPLOYEE = "employee"
    HEAD = "unit head"
    REGIONAL_HEAD = "regional head"
    ADMINISTRATOR = "personnel administrator"
    AUDITOR = "auditor"
    AGENCY = "agency administrator"  # of the employee's agency
    COMMITTEE = "committee member"
    OFFICER = "data protection officer"
    OPERATOR = "host operator"


P = Person
SIGNED_IN = frozenset(Person) - {P.NOBODY}
EVERYBODY = SIGNED_IN | {P.NOBODY}
SEE_ALL = frozenset({P.REGIONAL_HEAD, P.ADMINISTRATOR, P.AUDITOR, P.COMMITTEE})
LEADERS = SEE_ALL | {P.HEAD, P.AGENCY}
NOBODY = frozenset({P.NOBODY})
ADMINISTRATOR = frozenset({P.ADMINISTRATOR})
ADMINISTRATORS = frozenset({P.ADMINISTRATOR, P.AGENCY})  # the one of an agency within it
OPERATOR = frozenset({P.OPERATOR})


Answers = Mapping[int, Iterable[Person]]
Sample = Callable[[Government], dict[str, Any]]  # taken from the government of the address


def nothing(_here: Government) -> dict[str, Any]:
    """No sample is needed."""
    return {}


@dataclass(frozen=True)
class Address:
    """One address: who gets which answer; who is not named is turned away. None: the method does not exist."""

    get: Answers | None = None
    post: Answers | None = None
    at: Sample = nothing  # the parts of the path
    query: Sample = nothing
    body: Sample = nothing

    def answers(self, method: str) -> Answers | None:
        """Who gets what with a method."""
        return {"GET": self.get, "POST": self.post}[method]

    def expected(self, method: str, person: Person) -> int | None:
        """The status a person gets; None for somebody who is turned away."""
        return next((status for status, people in (self.answers(method) or {}).items() if person in people), None)


def opens(people: Iterable[Person], status: int = 200) -> Answers:
    """One answer for these people."""
    return {status: frozenset(people)}


def every_address(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> dict[str, str]:
    """All addresses of a urlconf: name, or route where there is none, and the whole route."""
    found: dict[str, str] = {}
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            below = every_address(pattern.url_patterns, route)
        else:
            below = {pattern.name or route: route}
        assert not found.keys() & below.keys(), f"two addresses bear one name: {found.keys() & below.keys()}"
        found |= below
    return found


def is_turned_away(answer: HttpResponse) -> bool:
    """Sent to sign in, or told that it is not theirs or not there."""
    to_sign_in = answer.status_code == 302 and urlsplit(answer.headers["Location"]).path == "/masuk/"
    return to_sign_in or answer.status_code in {401, 403, 404}
