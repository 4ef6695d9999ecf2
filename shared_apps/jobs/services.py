"""Jobs: asked for, worked on, finished. Every write commits at once, so that others see progress live."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import connection, transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.lookups import LessThan
from django.utils import timezone

from shared_apps.accounts.access import Actor
from shared_apps.audit.acting import acting
from shared_apps.errors import DomainError
from shared_apps.jobs.models import Job, JobStep, State
from shared_apps.jobs.rules import LEASES, USUAL_LEASE, share_of
from shared_apps.schema import open_schema

RING_AGAIN = timedelta(seconds=20)


class NotClaimed(Exception):  # noqa: N818  no error: another worker has the job, or it is over
    """The job is over or another living worker has it."""


def enqueue(
    *,
    task: str,
    kind: str,
    key: str,
    actor: Actor,
    arguments: dict[str, Any] | None = None,
    steps: Sequence[str] = (),
    total: int = 0,
    queue: str = "region",
    lease: int | None = None,
) -> Job:
    """Write the job and ring the bell when the transaction commits; the same key gives the same job.

    A worker that is silent for `lease` seconds (without one: as its kind says) is taken for dead.
    """
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "task": task,
            "kind": kind,
            "queue": queue,
            "arguments": arguments or {},
            "total": total or len(steps),
            "lease": lease or LEASES.get(kind, USUAL_LEASE),
            "requested_by": actor.id,
            "requested_by_name": actor.name,
            "requested_at": timezone.now(),
        },
    )
    if is_new:
        JobStep.objects.bulk_create(
            JobStep(job=job, position=position, name=name) for position, name in enumerate(steps)
        )
        _ring_waiting(job.queue)
    return job


def ring(job: Job) -> None:
    """Wake a worker once the row is visible to it."""
    schema_name = open_schema()
    Job.objects.filter(id=job.id).update(rung_at=timezone.now())
    transaction.on_commit(
        lambda: current_app.send_task(job.task, args=[schema_name, str(job.id)], queue=job.queue), robust=True
    )


def ring_old(*, at: Any, only: Collection[str] | None = None) -> int:
    """Ring again for jobs that nobody took or whose worker died, or for some tasks only; the number of bells."""
    waiting = Job.objects.filter(Q(state=State.QUEUED) | _abandoned(at)).order_by("requested_at", "id")
    if only is not None:
        waiting = waiting.filter(task__in=only)
    rung = 0
    for queue in sorted(set(waiting.values_list("queue", flat=True))):
        running = Job.objects.filter(queue=queue, state=State.RUNNING).exclude(_abandoned(at)).count()
        free = max(0, share_of(queue) - running)  # whose turn it is; the others are rung for by those that end
        for job in waiting.filter(queue=queue)[:free]:
            if job.rung_at is None or job.rung_at < at - RING_AGAIN:
                ring(job)
                rung += 1
    return rung


def resume(*, job_id: UUID) -> Job:
    """Start a stopped job again, from the first step that is not done."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(id=job_id)
        if job.state == State.FAILED:
            job.state, job.error, job.finished_at = State.QUEUED, None, None
            job.save()
            ring(job)
    return job


def forget(*, job_id: UUID) -> None:
    """Remove a finished job with its steps; one that still runs stays."""
    Job.objects.filter(id=job_id, state__in=[State.DONE, State.FAILED]).delete()


def put_back(*, job_id: UUID | str) -> None:
    """A job that could not be done now waits for its turn again; what it has done is not done again."""
    values = {"state": State.QUEUED, "error": None, "finished_at": None}
    Job.objects.filter(id=job_id, state__in=[State.RUNNING, State.FAILED]).update(**values)


@contextmanager
def working(job_id: UUID | str) -> Iterator[Job]:
    """Claim the job, run the block, record how it ended, and ring for the next one that waits.

    A DomainError is an answer and ends the job as failed; anything else is recorded and goes on up.
    Raises NotClaimed where there is nothing to do, or where the region has its share of the workers already.
    """
    job = _claim(job_id)
    try:
        with ExitStack() as ending:
            ending.push(partial(_record_fault, job))
            ending.enter_context(acting(request_id=job.id, who=lambda: (job.requested_by, job.requested_by_name)))
            yield job
    except DomainError as error:
        _finish(job, State.FAILED, error={"code": error.code, "message": str(error.message), **error.details})
    else:
        _finish(job, State.DONE)


def _record_fault(job: Job, _kind: object, error: BaseException | None, _trace: object) -> None:
    """What is no answer is written down by its kind alone and goes on up; being killed is not the job's fault."""
    if isinstance(error, Exception) and not isinstance(error, DomainError):
        _finish(job, State.FAILED, error={"code": "unexpected", "message": type(error).__name__})


def report(job_id: UUID | str, *, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
    """Tell how far a job is; also its sign of life."""
    values = {"done": done, "total": total, "note": note}
    Job.objects.filter(id=job_id).update(
        beat_at=timezone.now(), **{name: value for name, value in values.items() if value is not None}
    )


@contextmanager
def step(job: Job, name: str) -> Iterator[bool]:
    """Run a step unless it is done; yields whether it has to be run."""
    row = JobStep.objects.get(job=job, name=name)
    if row.state == State.DONE:
        yield False
        return
    now = timezone.now()
    JobStep.objects.filter(id=row.id).update(state=State.RUNNING, started_at=now, finished_at=None, error=None)
    report(job.id)
    with ExitStack() as ending:
        ending.push(partial(_record_stop, row))
        yield True
    JobStep.objects.filter(id=row.id).update(state=State.DONE, finished_at=timezone.now())
    report(job.id, done=JobStep.objects.filter(job=job, state=State.DONE).count())


def _record_stop(row: JobStep, _kind: object, error: BaseException | None, _trace: object) -> None:
    """Why the step stopped; the error goes on up to the job."""
    if not isinstance(error, Exception):
        return
    fact = {"code": "unexpected", "message": type(error).__name__}  # its text may tell of servers and data
    if isinstance(error, DomainError):
        fact = {"code": error.code, "message": str(error.message)}
    JobStep.objects.filter(id=row.id).update(state=State.FAILED, finished_at=timezone.now(), error=fact)


def _abandoned(at: datetime) -> Q:
    """Running, and silent for longer than its lease."""
    lease = ExpressionWrapper(F("lease") * Value(timedelta(seconds=1)), output_field=DurationField())
    silent = ExpressionWrapper(F("beat_at") + lease, output_field=DateTimeField())
    return Q(state=State.RUNNING) & Q(LessThan(silent, Value(at, DateTimeField())))


def _claim(job_id: UUID | str) -> Job:
    """Take the job, if it is free and the region's turn; one that came too early is rung by whichever ends first."""
    now = timezone.now()
    with transaction.atomic():
        _one_at_a_time()
        job = Job.objects.filter(Q(state=State.QUEUED) | _abandoned(now), id=job_id).first()
        if job is None:
            raise NotClaimed
        others = Job.objects.filter(queue=job.queue, state=State.RUNNING).exclude(_abandoned(now)).exclude(id=job_id)
        is_turn = others.count() < share_of(job.queue)
        if is_turn:
            job.state, job.beat_at = State.RUNNING, now
        else:
            job.rung_at = None
        job.save(update_fields=["state", "beat_at", "rung_at"])
    if not is_turn:
        raise NotClaimed
    return job


def _ring_waiting(queue: str) -> None:
    """Ring for the jobs whose turn it is: never more bells of one region at once than its share of the workers.

    So the broker's queue holds the regions in turn, however many jobs one of them has.
    """
    jobs = Job.objects.filter(queue=queue)
    under_way = jobs.filter(Q(state=State.QUEUED, rung_at__isnull=False) | Q(state=State.RUNNING))
    free = share_of(queue) - under_way.exclude(_abandoned(timezone.now())).count()
    for job in jobs.filter(state=State.QUEUED, rung_at=None).order_by("requested_at", "id")[: max(0, free)]:
        ring(job)


def _one_at_a_time() -> None:
    """Who claims and who ends wait for one another, within a region: neither share nor bell is lost between them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('jobs:' || current_schema(), 0))")


def _finish(job: Job, state: State, error: dict[str, Any] | None = None) -> None:
    values = {"state": state, "error": error, "result": job.result, "finished_at": timezone.now(), "note": ""}
    with transaction.atomic():
        _one_at_a_time()
        Job.objects.filter(id=job.id).update(**values)
        _ring_waiting(job.queue)
