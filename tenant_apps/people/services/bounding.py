"""What an administrator of one agency may write of people: those who sit in its subtree, and into its units alone."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from tenant_apps.organisation.access import Bounds, bounds, keep_within, outside
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.people.access import sit_elsewhere
from tenant_apps.people.models import Assignment
from tenant_apps.people.rules.lines import Known, Line
from tenant_apps.people.timelines import in_force


def within(actor: Actor, *, on: date | None = None) -> Bounds:
    """Where the actor may write people; refuses who may nowhere."""
    return bounds(actor, Action.IMPORT_PEOPLE, timezone.localdate(), on=on)


def check_person(
    actor: Actor,
    employee_id: uuid.UUID,
    *,
    on: date | None = None,
    action: Action = Action.IMPORT_PEOPLE,
    today: date | None = None,
) -> None:
    """Refuse a change of somebody who does not sit inside today; nobody without a chair does.

    A change dated `on` is refused too where they sit in another agency on that day: a transfer that was or will be.
    """
    day = today or timezone.localdate()
    found = bounds(actor, action, day)
    if found.everything:
        return
    if not found.covers(_seat(employee_id, day)):
        raise outside()
    then = _seat(employee_id, on) if on is not None else None
    if then is not None and not bounds(actor, action, day, on=on).covers(then):
        raise outside()


def check_people(found: Bounds, employee_ids: Collection[uuid.UUID], today: date) -> None:
    """Refuse where one of these people is another agency's by now, or will be."""
    if sit_elsewhere(found, employee_ids, today):
        raise outside()


def check_unit(actor: Actor, unit_id: uuid.UUID, *, on: date) -> None:
    """Refuse a change of who heads a unit outside."""
    keep_within(within(actor, on=on), [unit_id])


def findings(
    lines: Sequence[Line], numbers: Mapping[str, uuid.UUID], *, found: Bounds, day: date, today: date
) -> list[Finding]:
    """The rows of a sheet that lie outside: their unit, or the one in which the person sits today or will sit, or sat
    on the day of the sheet.

    A newcomer sits nowhere yet, and so does who has left: they may be brought into the agency.
    """
    if found.everything:
        return []
    listed = [numbers[line.number] for line in lines if line.number in numbers]
    elsewhere = sit_elsewhere(found, listed, today, on=day)
    return [
        *(Finding(line.row, "kode_unit", "outside_agency") for line in lines if not _is_inside(line, found)),
        *(
            Finding(line.row, "nip", "person_outside_agency")
            for line in lines
            if line.number in numbers and numbers[line.number] in elsewhere
        ),
    ]


def unnamed(known: Known, found: Bounds, today: date) -> Known:
    """The same without the names of people outside, whom a refusal would else tell of; heads stand on the chart."""
    if found.everything:
        return known
    everybody = {**{each: whose.name for each, whose in known.registered.items()}, **known.names}
    seats = dict(
        in_force(Assignment.objects.filter(employee_id__in=everybody), today).values_list("employee_id", "unit_id")
    )
    told = {each for each, unit_id in seats.items() if found.covers(unit_id)} | set(known.heads.values())
    names = {each: name if each in told else _("pegawai lain") for each, name in everybody.items()}
    # whoever sits outside is refused for that alone; whether a name was guessed right is not told
    registered = {each: whose for each, whose in known.registered.items() if each in told or not seats.get(each)}
    return replace(known, names=names, registered=registered)


def _seat(employee_id: uuid.UUID, day: date) -> uuid.UUID | None:
    held = in_force(Assignment.objects.all(), day).filter(employee_id=employee_id).first()
    return held.unit_id if held else None


def _is_inside(line: Line, found: Bounds) -> bool:
    """A unit that could not be read has its error already."""
    return line.unit_id is None or found.covers(line.unit_id)
