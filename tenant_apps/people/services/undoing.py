"""An import undone while nothing depends on it: what it made is removed, what it changed is as it was before."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from shared_apps.accounts import employees as accounts
from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, NotFoundError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.mailbox import services as mailbox
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.models import ActingHead, Assignment, EmployeeGrade, EmployeeNumber
from tenant_apps.people.queries.roster import active_count, in_office
from tenant_apps.people.records import EmployeeEducation, EmployeeNik, NamedAssessor
from tenant_apps.people.services import bounding, following, searchable, taking_back, writing
from tenant_apps.people.services.uploads import requester

KIND = "undo_import"
TASK = "tenant_apps.people.tasks.undo_import"
_TIMELINES: tuple[type[Model], ...] = (Assignment, EmployeeGrade, EmployeeNumber, EmployeeNik)


@dataclass(frozen=True)
class Touched:
    """The people an import brought, and those it brought or changed."""

    new: set[uuid.UUID]
    everybody: set[uuid.UUID]


@dataclass(frozen=True)
class Undone:
    """How many people were removed again, and how many are as they were."""

    taken_back: int
    restored: int


# asked with (new people, everybody touched, since when): sentences on what depends on them in a higher room
Uses = Callable[[set[uuid.UUID], set[uuid.UUID], datetime], list[str]]


def ask(*, import_id: uuid.UUID, actor: User) -> Job:
    """Have an import undone; asked twice it is one job. Raises what `undo` raises, where that is known already."""
    inside = bounding.within(actor)
    made = _open(import_id, actor, inside)
    touched = _touched(made)
    bounding.check_people(inside, touched.everybody, timezone.localdate())
    _refuse_where_used(made, touched)
    arguments = {"import_id": str(made.id)}
    job = jobs.enqueue(task=TASK, kind=KIND, key=f"{KIND}:{made.id}", actor=actor, arguments=arguments)
    return jobs.resume(job_id=job.id) if job.is_over else job


def work(*, job: Job, today: date) -> dict[str, Any]:
    """What the worker does."""
    import_id = uuid.UUID(job.arguments["import_id"])
    done = undo(import_id=import_id, actor=requester(job), today=today)
    counts = {"taken_back": done.taken_back, "restored": done.restored}
    return {"counts": counts, "url": reverse("people_import_made", args=[import_id]), "label": _("Buka impor ini")}


@transaction.atomic
def undo(*, import_id: uuid.UUID, actor: Actor, today: date) -> Undone:
    """Take an import back as a whole; the administrator of one agency takes back what they brought in themselves.

    Raises ForbiddenError `outside_agency` where somebody of it is another agency's by now.
    Raises ConflictError `import_undone`, `import_in_use` (in words what depends on it), `import_undo_conflict` where
    what was before cannot stand beside what is now. Nothing is changed then.
    """
    inside = bounding.within(actor)
    writing.one_at_a_time()
    made = _open(import_id, actor, inside)
    touched = _touched(made)
    bounding.check_people(inside, touched.everybody, today)
    _refuse_where_used(made, touched)
    changed = touched.everybody - touched.new
    searchable.remove(touched.new)
    taking_back.take_back(made.request_id)
    following.renew(dict.fromkeys(changed, made.day))
    searchable.write({}, writing.facts_of(changed))
    _refuse_shared_niks()
    if cannot_stand(changed, {made.day, today}):
        words = _(
            "Impor ini tidak dapat dibatalkan dan tidak ada data yang diubah: unit semula sudah tidak ada "
            "atau sudah dikepalai orang lain."
        )
        raise ConflictError("import_undo_conflict", words)
    made.undone_at, made.undone_by_name = timezone.now(), actor.name
    made.save(update_fields=["undone_at", "undone_by_name"])
    mailbox.send(kind="people_counted", content={"employees": active_count(today)})
    return Undone(taken_back=len(touched.new), restored=len(changed))


def _open(import_id: uuid.UUID, actor: Actor, inside: Bounds) -> SheetImport:
    made = SheetImport.objects.filter(id=import_id).first()
    if made is None or not (inside.everything or made.made_by == actor.id):
        raise NotFoundError("import_unknown", _("Impor ini tidak ditemukan."))
    if made.undone_at is not None:
        raise ConflictError("import_undone", _("Impor ini sudah dibatalkan. Tidak ada data yang diubah."))
    return made


def _touched(made: SheetImport) -> Touched:
    new = taking_back.made_people(made.request_id)
    return Touched(new, new | set(made.changes.values_list("employee_id", flat=True)))


def _refuse_where_used(made: SheetImport, touched: Touched) -> None:
    found = list(_uses(made, touched))
    if found:
        text = _("Impor ini tidak dapat dibatalkan dan tidak ada data yang diubah: %(uses)s")
        raise ConflictError("import_in_use", text % {"uses": " ".join(found)}, details={"uses": found})


def _uses(made: SheetImport, touched: Touched) -> Iterator[str]:
    """What depends on an import, in sentences."""
    other = taking_back.other_now(made.request_id)
    if other or len(touched.new) != made.new:
        yield _("%(number)s catatan dari impor ini sudah diubah lagi.") % {"number": whole(other or made.new)}
    later = {
        owner
        for model in _TIMELINES
        for owner in model._default_manager.filter(employee_id__in=touched.everybody, id__gt=made.id).values_list(
            "employee_id", flat=True
        )
    }
    if later:
        yield _("%(number)s pegawai sudah punya jabatan, golongan, NIP, atau NIK yang dicatat sesudahnya.") % {
            "number": whole(len(later))
        }
    led = Assignment.objects.filter(superior_override_id__in=touched.new).exclude(employee_id__in=touched.everybody)
    acting = ActingHead.objects.filter(employee_id__in=touched.new)
    if led.exists() or acting.exists():
        yield _("Pegawai baru dari impor ini sudah menjadi atasan, Plt, atau Plh.")
    if _has_more(touched.new):
        yield _("Pendidikan atau penilai pegawai baru dari impor ini sudah dicatat.")
    known = accounts.known(touched.new)
    if known:
        yield _("%(number)s pegawai baru sudah diundang atau punya akun.") % {"number": whole(len(known))}
    for path in settings.PEOPLE_USED_BY:
        uses: Uses = import_string(path)
        yield from uses(touched.new, touched.everybody, made.made_at)


def _has_more(new: set[uuid.UUID]) -> bool:
    """Whether something is written of new people that no import writes."""
    assessors = NamedAssessor.objects.filter(Q(employee_id__in=new) | Q(assessor_id__in=new))
    return EmployeeEducation.objects.filter(employee_id__in=new).exists() or assessors.exists()


def _refuse_shared_niks() -> None:
    """A NIK that an import took from somebody may be another's by now; the constraint speaks up only at the end."""
    shared = EmployeeNik.objects.order_by().values("blind_index").annotate(people=Count("id")).filter(people__gt=1)
    if shared.exists():
        words = _(
            "Impor ini tidak dapat dibatalkan dan tidak ada data yang diubah: NIK semula kini milik pegawai lain."
        )
        raise ConflictError("import_undo_conflict", words)


def cannot_stand(changed: set[uuid.UUID], days: set[date]) -> bool:
    """Whether chairs, as they are again, fit beside the chart and the heads of these days and of days to come."""
    chairs = Assignment.objects.filter(employee_id__in=changed, unit_id__isnull=False)
    led = Assignment.objects.filter(is_head=True, starts_on__gt=min(days), unit_id__in=chairs.values("unit_id"))
    for day in sorted(days | set(led.values_list("starts_on", flat=True))):
        held = in_office(day)
        mine = held.filter(employee_id__in=changed)
        units = set(mine.values_list("unit_id", flat=True))
        heads = held.filter(is_head=True, unit_id__in=units).values("unit_id").annotate(heads=Count("id"))
        ending = organisation.ends_of_units(day).keys() & units
        moving = Assignment.objects.filter(employee_id__in=changed, starts_on__gt=day).values("employee_id")
        stays = mine.filter(unit_id__in=ending).exclude(employee_id__in=moving)
        is_gone = bool(units - organisation.chart_on(day).nodes.keys()) or stays.exists()
        if is_gone or heads.filter(heads__gt=1).exists():
            return True
    return False
