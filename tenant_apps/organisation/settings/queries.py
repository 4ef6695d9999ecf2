"""What a region has set: read by its pages, its letters and the rooms above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from shared_apps.files import queries as files
from shared_apps.files.models import StoredFile
from shared_apps.reference import queries as reference
from shared_apps.reference.rules import time_zone_of
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import DayOff, Government
from tenant_apps.organisation.settings.rules import calendar
from tenant_apps.organisation.settings.rules.calendar import ClosedDay, Kind, Month


@dataclass(frozen=True)
class Settings:
    """What the region set, and the zone its province lies in."""

    government: Government
    usual_time_zone: str


@dataclass(frozen=True)
class Calendar:
    """A year; `has_list` tells whether its holidays and joint leave are published in this version."""

    year: int
    months: Sequence[Month]
    has_list: bool

    @property
    def working_days(self) -> int:
        """Of the whole year."""
        return sum(month.working_days for month in self.months)

    @property
    def days(self) -> list[ClosedDay]:
        """All closed days in their order."""
        return [day for month in self.months for day in month.days]

    @property
    def has_tentative(self) -> bool:
        """Whether the joint ministerial decree still has to fix one of them."""
        return any(day.is_tentative for day in self.days)


def settings(viewer: Any) -> Settings:
    """Everybody who may sign in may know them."""
    _admit(viewer)
    government = organisation.government()
    return Settings(government, time_zone_of(government.region_code))


def year_of(viewer: Any, year: int) -> Calendar:
    """The calendar of a year; everybody who may sign in may see it. Raises InvalidError for a year far away."""
    _admit(viewer)
    if not calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
        words = _("Pilih tahun antara 2000 dan 2100.")
        raise InvalidError("year_unknown", words, fields={"year": [words]})
    days = _closed(date(year, 1, 1), date(year, 12, 31))
    return Calendar(year, calendar.months_of(year, days), is_published(year))


def closed_days(first: date, last: date) -> frozenset[date]:
    """Every day from the first to the last on which offices are closed; weekends are left to the rules."""
    return frozenset(day.day for day in _closed(first, last))


def due_after(day: date, count: int) -> date:
    """The last day of a term of so many working days after a day, by this region's calendar."""
    last = day.replace(day=1, year=day.year + 2 + count // 200)  # more than so many working days can need
    return calendar.working_days_after(day, count, closed_days(day, last))


@dataclass(frozen=True)
class Term:
    """When a term ends, and whether that year's holidays are known."""

    due: date
    has_list: bool


def term(viewer: Any, since: date, working_days: int) -> Term:
    """The last day of a term; everybody who may sign in may ask. Raises InvalidError for a year far away."""
    _admit(viewer)
    if not calendar.FIRST_YEAR <= since.year <= calendar.LAST_YEAR:
        words = _("Pilih tahun antara 2000 dan 2100.")
        raise InvalidError("year_unknown", words, fields={"since": [words]})
    due = due_after(since, working_days)
    return Term(due, is_published(due.year))


def is_published(year: int) -> bool:
    """Whether the holidays and joint leave of a year are known here."""
    return bool(reference.holidays(year))


def crest(crest_id: UUID) -> StoredFile:
    """The crest in use by this id; raises NotFoundError for any other file, and for another region's."""
    if not Government.objects.filter(crest_id=crest_id).exists():
        raise NotFoundError("crest_unknown", _("Lambang tidak ditemukan."))
    return StoredFile.objects.get(id=crest_id)


def letterhead(government: Government, *, name: str = "") -> dict[str, Any]:
    """The head of a letter, for documents: another name where it says more than the government's own."""
    return {
        "name": name or government.name,
        "agency": government.personnel_agency,
        "initials": government.crest_initials,
        "crest": _picture(government),
    }


def _picture(government: Government) -> bytes | None:
    """The crest as it is stored; the initials stand in its place where the file is not to be had."""
    row = StoredFile.objects.filter(id=government.crest_id).first() if government.crest_id else None
    if row is None:
        return None
    try:
        with files.opened(row) as file:
            return file.read()
    except NotFoundError:  # the row is there, the content not restored: a letter is written all the same
        return None


def _closed(first: date, last: date) -> list[ClosedDay]:
    published = [
        ClosedDay(each.day, each.name, Kind(each.kind), each.tentative)
        for year in range(first.year, last.year + 1)
        for each in reference.holidays(year)
        if first <= each.day <= last
    ]
    own = DayOff.objects.filter(day__range=(first, last)).values_list("day", "name", "decree", "id")
    return published + [ClosedDay(day, name, Kind.REGIONAL, decree=decree, id=key) for day, name, decree, key in own]


def _admit(viewer: Any) -> None:
    if not getattr(viewer, "is_active", False):
        raise ForbiddenError("sign_in_first", _("Masuk dahulu untuk melihat pengaturan daerah."))
