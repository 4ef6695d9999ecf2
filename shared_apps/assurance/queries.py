"""Reports and the canary of the open region: for those who may see them, and for the probe itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext as _

from shared_apps.accounts.access import check
from shared_apps.accounts.rules import Action
from shared_apps.assurance.models import Canary, Report
from shared_apps.errors import NotFoundError
from shared_apps.files import queries as files
from shared_apps.files.models import StoredFile
from shared_apps.jobs.models import Job

SHOWN = 60


@dataclass(frozen=True)
class Assurance:
    """The latest report, those before it, and what is searched for."""

    latest: Report | None
    reports: Sequence[Report]
    canary: Canary | None


def assurance(viewer: Any, day: date) -> Assurance:
    """Everything of the region's own page."""
    check(viewer, Action.SEE_ISOLATION, day)
    reports = list(Report.objects.order_by("-made_at")[:SHOWN])
    return Assurance(reports[0] if reports else None, reports, Canary.objects.order_by("-planted_at").first())


def report(viewer: Any, report_id: UUID, day: date) -> Report:
    """One report; another region's is not here."""
    check(viewer, Action.SEE_ISOLATION, day)
    found = Report.objects.filter(id=report_id).first()
    if found is None:
        raise NotFoundError("report_unknown", _("Laporan ini tidak ditemukan."))
    return found


def seen_by_tasks(job_ids: Sequence[UUID], file_ids: Sequence[UUID]) -> list[str]:
    """What tasks read of jobs and files by id; for the probe."""
    results = [str(each) for each in Job.objects.filter(id__in=job_ids).values_list("result", flat=True)]
    there = StoredFile.objects.filter(id__in=file_ids).values_list("id", flat=True)
    return results + [files.content_of(each)[1].decode("utf-8", "replace") for each in there]


def session_text(session_key: str) -> str:
    """What a session of this government holds under a key; for the probe."""
    return str(SessionStore(session_key).load().get("canary", ""))
