"""Tasks of the host about regions."""

import logging

from celery import current_app, shared_task
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from shared_apps.jobs import services as jobs
from tenant_apps.privacy.services import retention
from tenants.regions import abandoning, grants, proofs, provisioning, queries, services
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import spares
from tenants.regions.models import Region
from tenants.regions.task_bases import HostTask

logger = logging.getLogger(__name__)


@shared_task(base=HostTask, name="tenants.regions.tasks.provision")
def provision(_schema_name: str, job_id: str) -> None:
    """Bring a requested region to life; on the owner's queue."""
    try:
        with jobs.working(job_id) as job:
            provisioning.run(job=job)
    except jobs.NotClaimed:
        return


@shared_task(base=HostTask, name="tenants.regions.tasks.abandon")
def abandon(_schema_name: str, job_id: str) -> None:
    """Destroy everything of a region that was given up; on the owner's queue."""
    try:
        with jobs.working(job_id) as job:
            abandoning.run(job=job)
    except jobs.NotClaimed:
        return


@shared_task(base=HostTask, name="tenants.regions.tasks.ring_old_jobs")
def ring_old_jobs(_schema_name: str = "public") -> None:
    """Ring again for jobs whose bell was lost: the host's, then each region's under its own login."""
    now = timezone.now()
    jobs.ring_old(at=now)
    reading = [name for name, task in current_app.tasks.items() if getattr(task, "reads_only", False)]

    def ring(region: Region) -> None:
        is_open = region.state == Region.State.ACTIVE  # where it is only read, what writes waits
        jobs.ring_old(at=now, only=None if is_open else reading)

    services.inside_each(ring, even={Region.State.READ_ONLY})


@shared_task(base=HostTask, name="tenants.regions.tasks.forget_personal_data")
def forget_personal_data(_schema_name: str = "public") -> None:
    """Every night, region by region: what the register of personal data promises to remove."""

    def forget(_region: Region) -> None:
        retention.forget(at=timezone.now(), day=timezone.localdate())

    services.inside_each(forget, even={Region.State.READ_ONLY})


@shared_task(base=HostTask, name="tenants.regions.tasks.mend_logins")
def mend_logins(_schema_name: str = "public") -> None:
    """Every hour, on the owner's queue: what a login did to itself (password, path) is what it must be again."""
    with as_owner():
        for name in queries.living_names():
            try:
                grants.ensure(name)
            except DatabaseError:
                logger.exception("The login of %s was not mended.", name)


@shared_task(base=HostTask, name="tenants.regions.tasks.prove_isolation")
def prove_isolation(_schema_name: str = "public") -> None:
    """Every night, on the owner's queue: the whole proof, whose result the console shows."""
    report = proofs.prove(at=timezone.now())
    for broken in report.broken:
        logger.error("broken promise: %s", broken)


@shared_task(base=HostTask, name="tenants.regions.tasks.tend_spares")
def tend_spares(_schema_name: str = "public") -> None:
    """As many spare regions as the settings want, on the owner's queue; with as many at hand it is two statements."""
    with as_owner():
        spares.tend(settings.SPARE_REGIONS)
