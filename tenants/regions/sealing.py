"""Seals of audit for the whole installation: made by the owner, heads sent by the regions."""

import logging

from celery import current_app, shared_task
from django.db import DatabaseError
from django.utils import timezone
from django_tenants.utils import get_public_schema_name

from shared_apps.audit import sealing
from shared_apps.mailbox.models import Message
from tenants.regions import queries
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region
from tenants.regions.task_bases import HostTask

logger = logging.getLogger(__name__)
_SEALS_AT_ONCE = 5  # of one region, so that a large import there does not keep the others waiting


# It expires with the next beat: a worker that was busy seals once afterwards.
@shared_task(base=HostTask, name="tenants.regions.sealing.seal_audits", expires=300)
def seal_audits(_schema_name: str) -> None:
    """Seal what is new, government after government; on the owner's queue, one connection for all of them."""
    names = [get_public_schema_name(), *queries.active_names(even={Region.State.READ_ONLY, Region.State.SUSPENDED})]
    with as_owner():
        for name in names:
            try:
                _seal(name)
            except DatabaseError:  # the next beat tries again; the others do not wait for it
                logger.exception("The audit of %s was not sealed.", name)


def _seal(name: str) -> None:
    for _turn in range(_SEALS_AT_ONCE):
        if sealing.seal(name, at=timezone.now()) < sealing.MOST:
            break


@shared_task(base=HostTask, name="tenants.regions.sealing.send_heads")
def send_heads(_schema_name: str) -> None:
    """Let every region send its head, each in a task and under a login of its own."""
    for name in queries.active_names(even={Region.State.READ_ONLY}):
        current_app.send_task("shared_apps.audit.tasks.send_head", args=[name], queue="region")


def heads_of(schema_name: str) -> dict[int, str]:
    """What a region told the host of its chain; the first word counts. As the host."""
    told = Message.objects.filter(sender=role_of(schema_name), kind="audit_head").order_by("sent_at")
    heads: dict[int, str] = {}
    for content in told.values_list("content", flat=True):
        heads.setdefault(content["number"], content["head"])
    return heads
