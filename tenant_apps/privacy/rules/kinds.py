"""The words in which a field of personal data is described; their sentences stand in `privacy.words`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a field is held for."""

    IDENTITY = "identity"
    POPULATION = "population"
    CONTACT = "contact"
    POSITION = "position"
    PROFILE = "profile"
    ASSESSMENT = "assessment"
    RESULT = "result"
    SIGN_IN = "sign_in"
    ROLE = "role"
    SEARCH = "search"
    WORK = "work"
    ACCOUNTABILITY = "accountability"
    SUPPORT = "support"
    RIGHTS = "rights"
    BREACH = "breach"


class Basis(StrEnum):
    """Why a government may hold it: UU 27/2022 art. 20 (2)."""

    LEGAL_DUTY = "legal_duty"  # letter c
    PUBLIC_TASK = "public_task"  # letter e


class Retention(StrEnum):
    """How long it is kept."""

    SERVICE = "service"
    ASSESSED = "assessed"
    ACCOUNT = "account"
    VALID = "valid"
    SOURCE = "source"
    WORK = "work"
    AUDIT = "audit"
    LOOKS = "looks"
    COPY = "copy"
    CASE = "case"


LOOK_DAYS = 730  # how long the log of who looked is kept
COPY_DAYS = 7  # how long a copy can be downloaded
AUTOMATIC: Mapping[Retention, int] = {Retention.LOOKS: LOOK_DAYS, Retention.COPY: COPY_DAYS}
"""Days after which the product itself removes; every other end is the government's own archive schedule."""


class Category(StrEnum):
    """General or specific, as UU 27/2022 art. 4 tells them apart."""

    GENERAL = "general"
    SPECIFIC = "specific"


@dataclass(frozen=True, slots=True)
class Entry:
    """Some fields of one table that are held for one reason."""

    model: str
    fields: tuple[str, ...]
    purpose: Purpose
    retention: Retention
    basis: Basis = Basis.PUBLIC_TASK
    category: Category = Category.GENERAL
