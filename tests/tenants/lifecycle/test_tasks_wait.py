"""Tasks of a region that is only read or suspended: what writes waits in its row, and runs when it is resumed."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app, shared_task
from celery.exceptions import Reject
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenant_apps.organisation.models import Government
from tenants.lifecycle import services
from tenants.regions import tasks
from tenants.regions.models import Region
from tenants.regions.services import inside
from tests.cast import OPERATOR
from tests.tenants.lifecycle.conftest import Scene

AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
REASON = "Perpanjangan perjanjian ditunggu"


@shared_task(name="tests.life_writes")
def life_writes(_schema_name: str, job_id: str) -> None:
    with jobs.working(job_id):
        Government.objects.update(personnel_agency="BKD")


@shared_task(name="tests.life_reads", reads_only=True)
def life_reads(_schema_name: str, job_id: str) -> None:
    with jobs.working(job_id) as job:
        job.result = {"quota": Government.objects.get().employee_quota}


def enqueue(name: str) -> Job:
    with schema_context("north"):
        return jobs.enqueue(task=name, kind="test", key=name, actor=OPERATOR)


def job(name: str) -> Job:
    with schema_context("north"):
        return Job.objects.get(key=name)


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What rang: the broker is no part of this."""
    rung: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_how: rung.append(name))
    return rung


def test_what_writes_waits_and_what_reads_runs(scene: Scene, bells: list[str]) -> None:
    names = ("tests.life_writes", "tests.life_reads")
    for name in names:
        enqueue(name)
    services.make_read_only(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    with pytest.raises(Reject):
        life_writes("north", str(job("tests.life_writes").id))
    life_reads("north", str(job("tests.life_reads").id))
    assert [job(name).state for name in names] == ["queued", "done"]
    services.suspend(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT + timedelta(hours=1))
    for task in (life_writes, life_reads):
        with pytest.raises(Reject):
            task("north", str(job("tests.life_writes").id))
    services.resume(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT + timedelta(hours=2))
    life_writes("north", str(job("tests.life_writes").id))
    assert job("tests.life_writes").state == "done"


@pytest.mark.parametrize("state", ["read_only", "suspended"])
def test_what_writes_is_not_even_begun(rolled: Scene, state: str) -> None:
    """Before the owner has taken the writes away too."""
    enqueue("tests.life_writes")
    with schema_context("public"):
        Region.objects.filter(id=rolled.region.id).update(state=state)
    with pytest.raises(Reject):
        life_writes("north", str(job("tests.life_writes").id))
    assert (job("tests.life_writes").state, job("tests.life_writes").beat_at) == ("queued", None)


def test_a_job_that_ran_when_the_writes_went_waits_too(scene: Scene) -> None:
    """The region's row was read before; the database refuses, and the job is put back instead of failing."""
    enqueue("tests.life_writes")
    services.make_read_only(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    task_id = str(job("tests.life_writes").id)
    life_writes.reads_only = True  # as if it had been let in a moment earlier
    try:
        with pytest.raises(Reject):
            life_writes("north", task_id)
    finally:
        life_writes.reads_only = False
    assert (job("tests.life_writes").state, job("tests.life_writes").error) == ("queued", None)


def test_bells_ring_for_what_may_run_alone(scene: Scene, bells: list[str]) -> None:
    for name in ("tests.life_writes", "tests.life_reads"):
        enqueue(name)
    with schema_context("north"):
        Job.objects.update(rung_at=timezone.now() - timedelta(minutes=5))
    services.make_read_only(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    bells.clear()
    tasks.ring_old_jobs("public")
    assert bells == ["tests.life_reads"]
    services.resume(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    bells.clear()
    tasks.ring_old_jobs("public")
    assert "tests.life_writes" in bells


def test_a_program_enters_only_where_it_has_business(rolled: Scene) -> None:
    for state, even, is_let_in in (
        ("read_only", set(), False),
        ("read_only", {"read_only"}, True),
        ("suspended", {"read_only"}, False),
        ("suspended", {"suspended"}, True),
        ("preparing", {"read_only", "suspended"}, False),
    ):
        Region.objects.filter(id=rolled.region.id).update(state=state, state_reason=REASON)
        if is_let_in:
            with inside("north", even=even) as region:
                assert region.state == state
        else:
            with pytest.raises(ConflictError), inside("north", even=even):
                pass
