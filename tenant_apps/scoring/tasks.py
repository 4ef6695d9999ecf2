"""Long work of scoring; the job row carries its arguments and its progress."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.files import queries as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.sheets import reader
from tenant_apps.people.services.uploads import requester
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period


@shared_task(name="tenant_apps.scoring.tasks.run_period")
def run_period(_schema_name: str, job_id: str) -> None:
    """Score everybody by every scheme of a period."""
    try:
        with jobs.working(job_id) as job:
            period = _period(job)
            runs = services.run_period(period=period, actor=requester(job), report=_reporter(job))
            job.result = _next_step(period, _("Lihat hasil periode")) | {"counts": _figures(runs)}
    except jobs.NotClaimed:
        return


@shared_task(name="tenant_apps.scoring.tasks.import_results")
def import_results(_schema_name: str, job_id: str) -> None:
    """Take an uploaded results sheet in, or only look at it."""
    try:
        with jobs.working(job_id) as job:
            period = _period(job)
            name, content = files.content_of(job.arguments["file"])
            followed: list[services.Followed] = []

            def follow(changed: Collection[UUID]) -> None:
                actor = requester(job)
                followed.append(services.follow_import(period=period, imported=job, changed=changed, actor=actor))

            made = services.import_results(
                table=reader.read(content, name=name),
                period=period,
                actor=requester(job),
                at=timezone.now(),
                dry_run=bool(job.arguments.get("dry_run")),
                most_removed=job.arguments.get("confirm_removals", 0),
                report=_reporter(job),
                afterwards=follow,
            )
            counts: dict[str, int | str] = {
                name: getattr(made, name) for name in ("rows", "new", "changed", "same", "removed")
            }
            if made.dry_run:
                counts[_("Periksa saja")] = _("belum ada yang disimpan")
            if made.waits:
                counts[_("Menunggu persetujuan")] = _("belum ada yang disimpan")
            then = followed[0] if followed else services.Followed()
            if then.computed:
                counts[_("Dihitung ulang")] = then.computed
            job.result = _after_import(job, period, made, then.run) | {"counts": counts}
    except jobs.NotClaimed:
        return


def _period(job: Job) -> Period:
    return Period.objects.get(code=job.arguments["period"])


def _reporter(job: Job) -> services.Report:
    def report(done: int, total: int, note: str) -> None:
        jobs.report(job.id, done=done, total=total, note=note)

    return report


def _next_step(period: Period, label: str) -> dict[str, Any]:
    return {"url": reverse("period", args=[period.code]), "label": label}


def _after_import(job: Job, period: Period, made: services.ResultsImport, run: Job | None) -> dict[str, Any]:
    if run is not None:
        return {"url": reverse("job", args=[run.id]), "label": _("Lihat penghitungan ulang")}
    if not made.waits:
        return _next_step(period, _("Kembali ke periode"))
    review = reverse("period_upload_review", args=[period.code, job.id])
    return {"url": review, "label": _("Tinjau dan terapkan"), "waits": True}


def _figures(runs: services.Runs) -> dict[str, int]:
    """Of the scheme that runs last, since it reads the others: that is the one people stand or fall with."""
    counts = runs[-1].counts
    return {
        "subjects": counts["people"],
        "complete": counts["scored"],
        "needs_verification": counts["needs_verification"],
    }
