"""Every Celery task names its region and runs under that login, or is marked as the host's; nothing else runs."""

from typing import Any

from celery import Task
from celery.exceptions import Reject
from django.db import ProgrammingError
from django_tenants.utils import get_public_schema_name, schema_context, tenant_context
from psycopg.errors import InsufficientPrivilege

from shared_apps.jobs import services as jobs
from tenants.regions import home
from tenants.regions.grants import SERVED, WRITABLE, state_of
from tenants.regions.models import Region


class RegionTask(Task):  # type: ignore[type-arg]  # generic in the stubs alone
    """The first argument is the schema name of an active region; without one nothing runs. Its time zone holds.

    `reads_only`, given to the decorator: it also runs where the region is only read. Every other job waits there.
    Set as the application's task_cls, so that a task cannot be written without it.
    """

    abstract = True
    reads_only = False

    def __call__(self, schema_name: str = "", *args: Any, **kwargs: Any) -> Any:
        """Look the region up as the host, then run under the region's login."""
        public = get_public_schema_name()
        with schema_context(public):
            regions = Region.objects.exclude(schema_name=public).exclude(state=Region.State.PREPARING)
            region = regions.filter(schema_name=schema_name).first()
        if region is None:
            raise Reject(f"{self.name} names no active region: {schema_name!r}", requeue=False)
        if region.state not in (SERVED if self.reads_only else {Region.State.ACTIVE}):  # the job's row waits
            raise Reject(f"{self.name} waits: {schema_name} is {region.state}", requeue=False)
        if not region.is_current:  # nothing is lost: the job's row rings again
            raise Reject(f"{schema_name} has the tables of another version", requeue=False)
        try:
            with home.inside(region):  # "today" is the region's
                return self.run(schema_name, *args, **kwargs)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege) or not _was_sealed(schema_name):
                raise
            with tenant_context(region):  # its writes were taken away while it ran: nothing stands by halves, it waits
                for job_id in args[:1]:
                    jobs.put_back(job_id=job_id)
            raise Reject(f"{self.name} waits: {schema_name} became read only", requeue=False) from error


def _was_sealed(schema_name: str) -> bool:
    with schema_context(get_public_schema_name()):
        return state_of(schema_name) not in WRITABLE


class HostTask(Task):  # type: ignore[type-arg]  # generic in the stubs alone
    """A task of the host: provisioning, fan-out, host mail. The first argument is always the host's schema."""

    abstract = True

    def __call__(self, schema_name: str = "", *args: Any, **kwargs: Any) -> Any:
        """Run under the host's login; a region's name is refused."""
        public = get_public_schema_name()
        if schema_name != public:
            raise Reject(f"{self.name} belongs to the host, not to {schema_name!r}", requeue=False)
        with schema_context(public):
            return self.run(schema_name, *args, **kwargs)
