"""Daily work of audit inside one region."""

from celery import shared_task

from shared_apps.audit import services


@shared_task(  # type: ignore[call-overload, untyped-decorator]  # the stubs know no option of our own base
    name="shared_apps.audit.tasks.send_head", reads_only=True
)
def send_head(_schema_name: str) -> None:
    """Tell the host and the region's auditors the head of the chain, under the region's login."""
    services.send_head()
