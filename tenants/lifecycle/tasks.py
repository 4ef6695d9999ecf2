"""The owner's tasks about the life of regions."""

from celery import shared_task

from tenants.lifecycle import carrying, records
from tenants.regions.task_bases import HostTask


@shared_task(base=HostTask, name="tenants.lifecycle.tasks.carry_out")
def carry_out(_schema_name: str, job_id: str) -> None:
    """Grants, state and audit row of a change that was asked for; on the owner's queue."""
    carrying.carry_out(job_id)


@shared_task(base=HostTask, name="tenants.lifecycle.tasks.record")
def record(_schema_name: str, job_id: str) -> None:
    """What the host did, written down inside the region, where the process that did it could not."""
    records.carry_out(job_id)
