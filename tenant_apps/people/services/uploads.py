"""A people sheet uploaded, checked and applied as jobs; the file is stored once and named by both."""

from collections.abc import Sequence
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
from shared_apps.sheets.tables import Table
from tenant_apps.people import sheet
from tenant_apps.people.services import writing
from tenant_apps.people.services.importing import PeopleImport, import_people

KIND = "import_people"
TASK = "tenant_apps.people.tasks.import_people"
MOST_TOLD = 500  # errors and warnings kept with the job; the error sheet has them all


def upload(*, name: str, content: bytes, day: date, actor: User, check_only: bool, key: str = "") -> Job:
    """Store a sheet and have it checked, or applied at once. A file that is no people sheet is refused here."""
    writing.check_may(actor)
    sheet.header_of(reader.read(content, name=name))
    if key and (asked := job_queries.job_with_key(key)) is not None:
        return asked
    with transaction.atomic():
        file = files.store(name=name, content=content, actor=actor)
        return _enqueue(actor, file_id=str(file.id), day=day, check_only=check_only, key=key or f"{KIND}:{file.id}")


def apply(*, checked: Job, actor: User) -> Job:
    """Apply the file that a job has checked; asked twice it is one job."""
    writing.check_may(actor)
    if checked.kind != KIND or checked.state != State.DONE or not checked.arguments["check_only"]:
        raise ConflictError("not_checked", _("Hanya berkas yang sudah diperiksa tanpa galat dapat diterapkan."))
    day = date.fromisoformat(checked.arguments["day"])
    file_id = checked.arguments["file_id"]
    return _enqueue(actor, file_id=file_id, day=day, check_only=False, key=f"{KIND}:{file_id}:apply")


def work(*, job: Job, today: date) -> dict[str, Any]:
    """What the worker does: read, check, write; gives the job's result.

    Raises what `import_people` raises, with at most MOST_TOLD errors and the stored error sheet named.
    """
    actor = requester(job)
    name, content = stored.content_of(job.arguments["file_id"])
    table = reader.read(content, name=name)

    def report(done: int, total: int, note: str) -> None:
        jobs.report(job.id, done=done, total=total, note=note)

    try:
        made = import_people(
            table=table,
            day=date.fromisoformat(job.arguments["day"]),
            today=today,
            actor=actor,
            dry_run=job.arguments["check_only"],
            report=report,
        )
    except InvalidError as error:
        raise _with_error_sheet(error, table, name, actor) from error
    return _result(made, job)


def requester(job: Job) -> User:
    """Who asked for a job; a closed account gets nothing done any more."""
    found = User.objects.filter(id=job.requested_by, is_active=True).first() if job.requested_by else None
    if found is None:
        raise ForbiddenError(
            "requester_gone", _("Akun yang meminta tugas ini sudah tidak aktif. Tidak ada yang diubah.")
        )
    return found


def _enqueue(actor: User, *, file_id: str, day: date, check_only: bool, key: str) -> Job:
    arguments = {"file_id": file_id, "day": day.isoformat(), "check_only": check_only}
    return jobs.enqueue(task=TASK, kind=KIND, key=key, actor=actor, arguments=arguments)


def _with_error_sheet(error: InvalidError, table: Table, name: str, actor: User) -> InvalidError:
    found = error.details.get("errors")
    if not found:
        return error
    errors = [RowError(**each) for each in found]
    content = writer.write_xlsx([writer.error_sheet(sheet.header_of(table), errors)])
    file = files.store(
        name=_("perbaikan-%(name)s.xlsx") % {"name": name.rpartition(".")[0]}, content=content, actor=actor
    )
    details = {"errors": found[:MOST_TOLD], "error_count": len(found), "error_file": str(file.id)}
    return InvalidError(error.code, error.message, details=details)


def _result(made: PeopleImport, job: Job) -> dict[str, Any]:
    page = reverse("people_import_result", args=[job.id])
    return {
        "counts": {
            "rows": made.rows,
            "new": made.new,
            "changed": made.changed,
            "same": made.same,
            "warnings": len(made.warnings),
        },
        "warnings": _told(made.warnings),
        "url": page,
        "label": _("Tinjau dan terapkan") if made.dry_run else _("Lihat hasil"),
    }


def _told(found: Sequence[RowError]) -> list[dict[str, Any]]:
    return [
        {
            "row": each.row,
            "column_name": each.column_name,
            "value": each.value,
            "reason": each.reason,
            "repair": each.repair,
        }
        for each in found[:MOST_TOLD]
    ]
