"""Everything that is dated of one person as one timeline, the newest first."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.reference import queries as reference
from tenant_apps.organisation.models import Unit
from tenant_apps.people.models import ActingHead, ActingKind, Assignment, AssignmentKind, Employee
from tenant_apps.people.queries.roster import names_of

POSITION, ACTING, ASSESSOR, GRADE, EDUCATION, NUMBER = "jabatan", "plt", "penilai", "golongan", "pendidikan", "nip"
KINDS: Mapping[str, Promise] = {
    POSITION: gettext_lazy("Jabatan"),
    ACTING: gettext_lazy("Plt/Plh"),
    ASSESSOR: gettext_lazy("Penilai"),
    GRADE: gettext_lazy("Golongan"),
    EDUCATION: gettext_lazy("Pendidikan"),
    NUMBER: gettext_lazy("NIP"),
}


@dataclass(frozen=True)
class Entry:
    """A stretch of a timeline, open while `ends_on` is None; or what happened on a day."""

    kind: str
    id: uuid.UUID
    starts_on: date
    title: str
    detail: str = ""
    ends_on: date | None = None
    recorded_at: datetime | None = None
    is_event: bool = False

    @property
    def label(self) -> Promise:
        """What it is about."""
        return KINDS[self.kind]

    @property
    def known_late(self) -> bool:
        """Whether it was written down after the day from which it counts."""
        return self.recorded_at is not None and timezone.localtime(self.recorded_at).date() > self.starts_on

    def is_in_force(self, day: date) -> bool:
        """Whether it counts on a day."""
        return not self.is_event and self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def of_person(person: Employee) -> list[Entry]:
    """All timelines of somebody; for queries that have checked who looks."""
    entries = [*_positions(person), *_acting(person), *_assessors(person), *_grades(person), *_numbers(person)]
    entries += _educations(person)
    return sorted(entries, key=lambda each: (each.starts_on, each.kind), reverse=True)


def now(entries: Iterable[Entry], kind: str, day: date) -> str:
    """What a timeline says on a day, or nothing."""
    return next((each.title for each in entries if each.kind == kind and each.is_in_force(day)), "")


def _ends(starts: Sequence[date]) -> list[date | None]:
    """Each stretch ends where the next begins."""
    return [*starts[1:], None][: len(starts)]


def _positions(person: Employee) -> Iterable[Entry]:
    timeline = sorted(person.assignments.all(), key=lambda each: each.starts_on)
    names = _unit_names(timeline)
    for each, ends_on in zip(timeline, _ends([each.starts_on for each in timeline]), strict=True):
        kind = AssignmentKind(each.kind).label if each.kind else ""
        title = each.position_title if each.unit_id else str(kind) or _("Tidak lagi bertugas")
        parts = (kind if each.unit_id else "", names.get(each.pk, ""), each.decree)
        detail = " · ".join(str(part) for part in parts if part)
        yield Entry(POSITION, each.pk, each.starts_on, title, detail, ends_on, each.recorded_at)


def _acting(person: Employee) -> Iterable[Entry]:
    units = ActingHead.objects.filter(employee=person).values("unit_id")
    by_unit: dict[uuid.UUID, list[ActingHead]] = {}
    for row in ActingHead.objects.filter(unit_id__in=units).order_by("starts_on"):
        by_unit.setdefault(row.unit_id, []).append(row)
    names = dict(
        Unit.objects.filter(unit_id__in=by_unit).order_by("version__effective_from").values_list("unit_id", "name")
    )
    for unit_id, rows in by_unit.items():
        for row, ends_on in zip(rows, _ends([row.starts_on for row in rows]), strict=True):
            if row.employee_id == person.id:
                title = f"{ActingKind(row.kind).label}: {names.get(unit_id, '')}"
                yield Entry(ACTING, row.pk, row.starts_on, title, row.decree, ends_on)


def _assessors(person: Employee) -> Iterable[Entry]:
    rows = sorted(person.named_assessors.all(), key=lambda each: each.starts_on)
    names = names_of(row.assessor_id for row in rows if row.assessor_id)
    for row, ends_on in zip(rows, _ends([row.starts_on for row in rows]), strict=True):
        title = names.get(row.assessor_id, "") if row.assessor_id else _("Atasan menilai kembali")
        yield Entry(ASSESSOR, row.pk, row.starts_on, title, row.reason, ends_on, row.recorded_at)


def _grades(person: Employee) -> Iterable[Entry]:
    rows = sorted(person.grades.all(), key=lambda each: each.starts_on)
    for row, ends_on in zip(rows, _ends([row.starts_on for row in rows]), strict=True):
        yield Entry(GRADE, row.pk, row.starts_on, row.grade, "", ends_on)


def _numbers(person: Employee) -> Iterable[Entry]:
    rows = sorted(person.numbers.all(), key=lambda each: each.starts_on)
    for row, ends_on in zip(rows, _ends([row.starts_on for row in rows]), strict=True):
        yield Entry(NUMBER, row.pk, row.starts_on, row.number, "", ends_on)


def _educations(person: Employee) -> Iterable[Entry]:
    for row in person.educations.all():
        level = reference.education_level(row.level)
        detail = ", ".join(part for part in (row.field, row.institution) if part)
        yield Entry(
            EDUCATION, row.pk, row.starts_on, level.label if level else row.level, detail, None, row.recorded_at, True
        )


def _unit_names(timeline: Sequence[Assignment]) -> Mapping[uuid.UUID, str]:
    """How the unit of each assignment was called when it began, or first came to be called."""
    wanted = Q(unit_id__in={each.unit_id for each in timeline if each.unit_id})
    versions = list(
        Unit.objects.filter(wanted)
        .order_by("version__effective_from")
        .values_list("unit_id", "version__effective_from", "name")
    )
    names: dict[uuid.UUID, str] = {}
    for each in timeline:
        of_unit = [(since, name) for unit_id, since, name in versions if unit_id == each.unit_id]
        then = [name for since, name in of_unit if since <= each.starts_on]
        names[each.pk] = then[-1] if then else of_unit[0][1] if of_unit else ""
    return names
