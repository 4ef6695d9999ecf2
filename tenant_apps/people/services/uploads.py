"""A people sheet uploaded, checked and applied as jobs; the file is stored once and named by both."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.files import queries as stored
from shared_apps.files import services as files
from shared_apps.jobs import queries as job_queries
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.sheets import reader, writer
from shared_apps.sheets.rules import RowError
from tenant_apps.people import sheet
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.services import bounding, choosing, results
from tenant_apps.people.services.importing import Wish, import_people

KIND = "import_people"
TASK = "tenant_apps.people.tasks.import_people"


@dataclass(frozen=True)
class Received:
    """A stored sheet: its check as a job, or none while somebody must first say what its columns hold."""

    file_id: uuid.UUID
    job: Job | None


def receive(*, name: str, content: bytes, day: date, actor: User) -> Received:
    """Store a sheet and have it checked, where its columns are known. No people sheet at all is refused here."""
    bounding.within(actor)
    _named, columns = choosing.known_columns(reader.read(content, name=name))
    with transaction.atomic():
        file_id = files.store(name=name, content=content, actor=actor).id
        if columns.lacking:
            return Received(file_id, None)
        return Received(file_id, _enqueue(actor, file_id, day, check_only=True, columns=columns))


def choose(*, file_id: uuid.UUID, day: date, columns: Columns, actor: User, today: date) -> Job:
    """Have a stored sheet checked with these columns, and remember them for the next one like it."""
    bounding.within(actor)
    named, _known = stored_columns(actor=actor, file_id=file_id, today=today)
    with transaction.atomic():
        choosing.remember(named=named, columns=columns, actor=actor)
        return _enqueue(actor, file_id, day, check_only=True, columns=columns)


def stored_columns(*, actor: User, file_id: uuid.UUID, today: date) -> tuple[sheet.Named, Columns]:
    """The columns of a sheet that somebody uploaded, and what they are known to hold; nobody else's is there."""
    bounding.within(actor)
    name, content = stored.content_of(stored.own_file(actor, file_id, today).id)
    return choosing.known_columns(reader.read(content, name=name))


def upload(
    *,
    name: str,
    content: bytes,
    day: date,
    actor: User,
    check_only: bool,
    key: str = "",
    columns: Columns | None = None,
    only_good: bool = False,
) -> Job:
    """Store a sheet and have it checked, or applied at once. A file that is no people sheet is refused here."""
    bounding.within(actor)
    named, known = choosing.known_columns(reader.read(content, name=name))
    if columns is None:
        named.header(known)
    else:
        choosing.check(named, columns)
    if key and (asked := job_queries.job_with_key(key)) is not None:
        return asked
    with transaction.atomic():
        file_id = files.store(name=name, content=content, actor=actor).id
        return _enqueue(
            actor, file_id, day, check_only=check_only, columns=columns or known, only_good=only_good, key=key
        )


def apply(*, checked: Job, actor: User, only_good: bool = False) -> Job:
    """Apply the file that a job has checked, as a whole or its good rows; asked twice it is one job."""
    bounding.within(actor)
    good = (checked.error or {}).get("good", {}).get("rows", 0) if checked.state == State.FAILED else 0
    is_ready = bool(good) if only_good else checked.state == State.DONE
    if checked.kind != KIND or not is_ready or not checked.arguments["check_only"]:
        raise ConflictError("not_checked", _("Hanya berkas yang sudah diperiksa tanpa galat dapat diterapkan."))
    return _enqueue(
        actor,
        uuid.UUID(checked.arguments["file_id"]),
        date.fromisoformat(checked.arguments["day"]),
        check_only=False,
        columns=columns_of(checked),
        only_good=only_good,
    )


def work(*, job: Job, today: date) -> dict[str, Any]:
    """What the worker does: read, check, write; gives the job's result.

    Raises what `import_people` raises, with at most MOST_TOLD errors and the stored error sheet named.
    """
    actor = requester(job)
    name, content = stored.content_of(job.arguments["file_id"])
    table, columns = reader.read(content, name=name), columns_of(job)

    def report(done: int, total: int, note: str) -> None:
        jobs.report(job.id, done=done, total=total, note=note)

    def error_file(errors: Sequence[RowError]) -> str:
        named, known = choosing.known_columns(table)
        header = named.header(columns or known)
        told = writer.write_xlsx([writer.error_sheet(header, errors)])
        return _store(_("perbaikan-%(name)s.xlsx") % {"name": name.rpartition(".")[0]}, told, actor)

    def changes_file(content: bytes) -> str:
        return _store(_("perubahan-%(name)s.xlsx") % {"name": name.rpartition(".")[0]}, content, actor)

    wish = Wish(columns, job.arguments.get("only_good", False), uuid.UUID(job.arguments["file_id"]))
    day = date.fromisoformat(job.arguments["day"])
    try:
        made = import_people(
            table=table,
            day=day,
            today=today,
            actor=actor,
            wish=wish,
            dry_run=job.arguments["check_only"],
            report=report,
        )
    except InvalidError as error:
        raise results.with_error_file(error, error_file) from error
    page = reverse("people_import_result", args=[job.id])
    return results.told(made, page=page, error_file=error_file, changes_file=changes_file)


def requester(job: Job) -> User:
    """Who asked for a job; a closed account gets nothing done any more."""
    found = User.objects.filter(id=job.requested_by, is_active=True).first() if job.requested_by else None
    if found is None:
        raise ForbiddenError(
            "requester_gone", _("Akun yang meminta tugas ini sudah tidak aktif. Tidak ada yang diubah.")
        )
    return found


def columns_of(job: Job) -> Columns | None:
    """What the columns of a job's file hold; None: what their names say (jobs of before this could be chosen)."""
    chosen = job.arguments.get("columns")
    return Columns(chosen["fields"], chosen["fixed"]) if chosen else None


def _store(name: str, content: bytes, actor: User) -> str:
    return str(files.store(name=name, content=content, actor=actor).id)


def _enqueue(
    actor: User,
    file_id: uuid.UUID,
    day: date,
    *,
    check_only: bool,
    columns: Columns | None,
    only_good: bool = False,
    key: str = "",
) -> Job:
    chosen = {"fields": dict(columns.fields), "fixed": dict(columns.fixed)} if columns else None
    arguments = {
        "file_id": str(file_id),
        "day": day.isoformat(),
        "check_only": check_only,
        "columns": chosen,
        "only_good": only_good,
    }
    way = "check" if check_only else "good" if only_good else "apply"
    own = f"{KIND}:{file_id}:{day.isoformat()}:{columns.mark if columns else ''}:{way}"
    return jobs.enqueue(task=TASK, kind=KIND, key=key or own, actor=actor, arguments=arguments)
