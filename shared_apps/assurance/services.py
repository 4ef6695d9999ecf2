"""What the nightly probe writes inside a region, under the region's login."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction

from shared_apps import signatures
from shared_apps.assurance.models import Canary, Report
from shared_apps.assurance.prober import prober
from shared_apps.audit.acting import acting
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.rows import new_id

PURPOSE = "isolation-report"
CACHE_KEY = "assurance:canary"
KEPT = 400
"""Reports that are kept: more than a year of nights."""
_LIVES = timedelta(days=3)  # a canary nobody removed goes by itself where that is possible


def plant(*, key: str, value: str, at: datetime) -> Canary:
    """Remove the former canary and put a new one into a row, a file, a job, a session and the cache.

    Nothing of it is a person, a unit or a result: no count and no ranking changes. The same value again changes
    nothing. All of it is one transaction, so that the bell of the job rings when the job is done.
    """
    if standing := Canary.objects.filter(value=value).first():
        return standing
    with transaction.atomic():
        job = jobs.enqueue(task="shared_apps.assurance.tasks.planted", kind="isolation_probe", key=key, actor=prober())
        with jobs.working(job.id) as work:
            _remove_former()
            stored = files.store(name="uji-isolasi.txt", content=value.encode(), actor=prober())
            session = SessionStore()
            session["canary"] = value
            session.set_expiry(_LIVES)
            session.create()
            canary = Canary.objects.create(
                value=value, planted_at=at, job_id=job.id, file_id=stored.id, session_key=session.session_key or ""
            )
            work.result = {"counts": {"canary": value}}
    cache.set(CACHE_KEY, value, timeout=int(_LIVES.total_seconds()))
    return canary


def _remove_former() -> None:
    for former in Canary.objects.all():
        Session.objects.filter(session_key=former.session_key).delete()
        files.remove(file_id=former.file_id)
        jobs.forget(job_id=former.job_id)
        former.delete()


def write_report(
    *, day: date, at: datetime, verdict: str, content: str, signature: signatures.Signature, public_key: bytes
) -> Report:
    """Keep a signed report; the oldest beyond the bound go."""
    with acting(request_id=new_id(), who=_prober), transaction.atomic():
        report = Report.objects.create(
            day=day,
            made_at=at,
            verdict=verdict,
            content=content,
            key_id=signature.key_id,
            signature=signature.value,
            public_key=public_key.decode(),
        )
        surplus = Report.objects.order_by("-made_at").values_list("id", flat=True)[KEPT:]
        Report.objects.filter(id__in=list(surplus)).delete()
    return report


def _prober() -> tuple[UUID | None, str]:
    return prober().id, prober().name
