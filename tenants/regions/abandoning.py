"""A region that never became active, given up: nothing of it stays, and its agreement is free again.

Asked for at the host; destroyed in the process that holds the database owner's password, step by step. A killed run
starts again and finishes: everything it needs stands in its own job, the region's row goes last.
"""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, NotFoundError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from tenants.regions import erasure, queries, services
from tenants.regions.models import Region
from tenants.regions.rules import ABANDON, ABANDON_STEPS, abandoning_key


@transaction.atomic
def abandon(*, region_id: UUID, actor: Actor, day: date) -> Job:
    """Give a region up that waits or has stopped; asked again it is the same job, started again where it stopped.

    Raises ConflictError where the region is or was active, or a step of it is running.
    """
    check_actor(actor, Action.PROVISION, day)
    services.wait_for_others()
    if (asked := queries.abandonment(region_id)) is not None:
        return jobs.resume(job_id=asked.id)
    region = Region.objects.select_for_update(of=("self",)).filter(id=region_id).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    _check_never_active(region)
    _hold(region)
    return jobs.enqueue(
        task="tenants.regions.tasks.abandon",
        kind=ABANDON,
        key=abandoning_key(region.id),
        actor=actor,
        queue="owner",
        steps=ABANDON_STEPS,
        arguments={"region": region.schema_name, "region_id": str(region.id), "name": region.name},
    )


def resume(*, region_id: UUID, actor: Actor, day: date) -> Job | None:
    """Go on with a region's provisioning from the step that stopped, whoever asked for it."""
    check_actor(actor, Action.PROVISION, day)
    region = Region.objects.filter(id=region_id).exclude(schema_name=get_public_schema_name()).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    queries.check_kept(region)
    job = Job.objects.filter(key=queries.job_key(region)).first()
    return jobs.resume(job_id=job.id) if job else None


def run(*, job: Job) -> None:
    """Destroy what is left of the region, forget it, and look whether anything can still be found."""
    name = job.arguments["region"]
    if not job.result:  # before anything goes: a second run would count only what the first one left
        job.result = _result(erasure.would_erase(name))
        Job.objects.filter(id=job.id).update(result=job.result)
    for step, act in (("erased", _erase), ("forgotten", _forget), ("looked_for", _look_for)):
        with jobs.step(job, step) as is_due:
            if is_due:
                act(name)


def _erase(schema_name: str) -> None:
    region = Region.objects.filter(schema_name=schema_name).first()
    if region is not None:
        _check_never_active(region)
    erasure.erase(schema_name)


def _forget(schema_name: str) -> None:
    erasure.forget(schema_name, even_asked=False)


def _look_for(schema_name: str) -> None:
    if found := erasure.remains(schema_name):
        raise ConflictError(
            "something_remains",
            _("Masih ada yang tersisa: %(found)s. Lanjutkan untuk mencoba lagi.") % {"found": "; ".join(found)},
            details={"remains": found},
        )


def _check_never_active(region: Region) -> None:
    if region.state != Region.State.PREPARING:
        raise ConflictError(
            "region_was_active",
            _("%(name)s sudah pernah aktif, jadi penyiapannya tidak dapat dibatalkan. Tidak ada yang dihapus.")
            % {"name": region.name},
        )


def _hold(region: Region) -> None:
    """No worker takes its provisioning up any more; one that is at work is not disturbed."""
    job = Job.objects.select_for_update().filter(key=queries.job_key(region)).first()
    if job is None:
        return
    if job.state == State.RUNNING and not job.is_silent(timezone.now()):
        raise ConflictError(
            "step_running",
            _("Satu langkah penyiapan %(name)s sedang berjalan. Tunggu sampai selesai; tidak ada yang dihapus.")
            % {"name": region.name},
        )
    job.state, job.error = State.FAILED, {"code": "abandoned", "message": gettext_noop("Penyiapan dibatalkan.")}
    job.save(update_fields=["state", "error"])


def _result(found: erasure.Erased) -> dict[str, object]:
    return {
        "counts": {
            "tables_erased": len(found.tables),
            "rows_erased": found.rows,
            "logins_erased": len(found.roles),
            "files_erased": found.files,
            "cache_erased": found.cache_keys,
        },
        "destroyed": found.facts(),
        "url": reverse("agreements", urlconf=settings.PUBLIC_SCHEMA_URLCONF),
        "label": gettext_noop("Buka daftar perjanjian"),
    }
