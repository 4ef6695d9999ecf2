"""What the clock brings to proposals: what was published is told, and who could not hear before hears now."""

from celery import shared_task
from django.utils import timezone

from shared_apps.audit.acting import acting
from shared_apps.rows import new_id
from tenants.exchange import telling
from tenants.regions.provisioning import Provisioner
from tenants.regions.task_bases import HostTask


@shared_task(base=HostTask, name="tenants.exchange.tasks.tell_answers", expires=300)
def tell_answers(_schema_name: str = "public") -> None:
    """Tell regions what became of their proposals."""
    with acting(request_id=new_id(), who=lambda: (None, Provisioner().name)):
        telling.follow(actor=Provisioner(), at=timezone.now())
