"""What a published restructuring wrote of somebody follows from their chair: with it it goes, and it comes back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shared_apps.rows import new_id
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import Succession
from tenant_apps.people.many import these
from tenant_apps.people.models import Assignment, AssignmentKind


def moved(row: Assignment, *, to: uuid.UUID, starts_on: date, decree: str) -> Assignment:
    """The chair of somebody whose unit ends, in the unit that takes its people over; nobody heads by being moved."""
    return Assignment(
        id=new_id(),
        employee_id=row.employee_id,
        starts_on=starts_on,
        unit_id=to,
        position_title=row.position_title,
        position_type=row.position_type,
        is_head=False,
        superior_override_id=row.superior_override_id,
        kind=row.kind if row.kind == AssignmentKind.STUDY else "",
        decree=decree,
    )


def follows(row: Assignment) -> bool:
    """Whether a publication wrote a row: by its decree, on its day, the chair of before in the unit that took over.

    Nothing else about it was decided; a row that somebody wrote or corrected says more than that.
    """
    if row.unit_id is None or row.is_head or row.position_id or row.kind not in ("", AssignmentKind.STUDY):
        return False
    handed = _handed_over().filter(successor_id=row.unit_id, effective_from=row.starts_on, decree=row.decree)
    earlier = Assignment.objects.filter(employee_id=row.employee_id, starts_on__lt=row.starts_on)
    return earlier.filter(unit_id__in=handed.values("unit_id"), position_title=row.position_title).exists()


def take_away(employee_id: uuid.UUID, after: date) -> list[Assignment]:
    """Remove what follows from the chair of a day, up to the first row that somebody decided; gives what was there."""
    gone: list[Assignment] = []
    for row in Assignment.objects.filter(employee_id=employee_id, starts_on__gt=after).order_by("starts_on"):
        if not follows(row):
            break
        gone.append(row)
    Assignment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return gone


def carry_on(employee_id: uuid.UUID, day: date) -> list[Assignment]:
    """Write what follows from the chair of a day: its unit ends by a publication that says where its people go."""
    rows = Assignment.objects.filter(employee_id=employee_id)
    held = rows.filter(starts_on__lte=day).order_by("-starts_on").first()
    decided = rows.filter(starts_on__gt=day).order_by("starts_on").values_list("starts_on", flat=True).first()
    made: list[Assignment] = []
    while held is not None and held.unit_id is not None:
        ends = organisation.ends_of_units(held.starts_on).get(held.unit_id)
        if ends is None or (decided is not None and decided <= ends):
            break
        handing = _handed_over().filter(unit_id=held.unit_id, effective_from=ends).first()
        if handing is None or handing.successor_id is None:
            break
        held = moved(held, to=handing.successor_id, starts_on=ends, decree=handing.decree)
        made.append(held)
    Assignment.objects.bulk_create(made)
    return made


def renew(since: Mapping[uuid.UUID, date]) -> None:
    """The same for many people whose chairs changed, from a day each; a sheet of thousands asks but once or twice."""
    if not since:
        return
    handed = _handed_over().filter(effective_from__gt=min(since.values()))
    days = dict(handed.values_list("effective_from", "decree"))
    if not days:
        return
    rows = Assignment.objects.filter(employee_id__in=these(since), starts_on__in=days)
    ending = Assignment.objects.filter(employee_id__in=these(since), unit_id__in=handed.values("unit_id"))
    for owner in {*rows.values_list("employee_id", flat=True), *ending.values_list("employee_id", flat=True)}:
        take_away(owner, since[owner])
        carry_on(owner, since[owner])


def told(gone: Sequence[Assignment], made: Sequence[Assignment] = ()) -> tuple[str, ...]:
    """In sentences what went and what was written along with a change; what is as it was is left out."""
    was, now = ({(row.starts_on, row.unit_id): row for row in rows} for rows in (gone, made))
    names = organisation.last_names([row.unit_id for row in (*gone, *made) if row.unit_id])
    went = _("Perpindahan ke %(unit)s mulai %(day)s (%(decree)s) ikut dihapus.")
    came = _("Perpindahan ke %(unit)s mulai %(day)s (%(decree)s) ikut dicatat.")
    found = [(went, row) for key, row in was.items() if key not in now]
    found += [(came, row) for key, row in now.items() if key not in was]
    return tuple(
        text
        % {
            "unit": names.get(row.unit_id, "") if row.unit_id else "",
            "day": day_text(row.starts_on),
            "decree": row.decree,
        }
        for text, row in found
    )


def _handed_over() -> "QuerySet[Succession]":
    """Units whose people went to another by a publication; a split unit keeps its own."""
    return Succession.objects.exclude(kind=Succession.Kind.SPLIT).filter(successor_id__isnull=False)
