"""One region that asks for very much does not make another wait: its jobs take turns, a share at once."""

import threading
import time
from collections.abc import Iterator

import pytest
from celery import current_app, shared_task
from celery.contrib.testing.worker import start_worker
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import schema_context
from kombu import pools

from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.jobs.rules import share_of
from tests.cast import OPERATOR

SHARE = share_of("region")
began: list[str] = []
running: set[str] = set()
most = {"north": 0, "south": 0}


@shared_task(name="tests.jobs.nap")
def nap(schema_name: str, job_id: str) -> None:
    """A job that notes who runs beside it."""
    try:
        with jobs.working(job_id):
            began.append(schema_name)
            running.add(job_id)
            with schema_context("public"):
                pass  # leaves the region and comes back, as a long job may
            most[schema_name] = max(most[schema_name], len([name for name in running if name in asked[schema_name]]))
            time.sleep(0.05)
            running.discard(job_id)
    except jobs.NotClaimed:
        return
    finally:
        connection.close()


asked: dict[str, set[str]] = {"north": set(), "south": set()}


def ask(schema_name: str, count: int) -> None:
    with schema_context(schema_name):
        for number in range(count):
            job = jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR)
            asked[schema_name].add(str(job.id))


@pytest.fixture(autouse=True)
def open_pools() -> None:
    """A test that used another broker may have closed the pools of connections to this one."""
    pools.reset()
    for owner, name in ((current_app, "_pool"), (current_app.amqp, "_producer_pool")):
        setattr(owner, name, None)


@pytest.fixture
def worker(real_logins: None) -> Iterator[None]:
    """A Celery worker with two threads, on a broker in memory, as quick as the local installation's."""
    began.clear()
    for found in (running, *asked.values()):
        found.clear()
    current_app.control.purge()
    with start_worker(current_app, pool="threads", concurrency=2, perform_ping_check=False, queues=["region"]):
        yield
    current_app.control.purge()


def wait_for(schema_name: str, state: State, count: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        with schema_context(schema_name):
            found = Job.objects.filter(kind="nap", state=state).count()
        if found >= count:
            return
        assert time.monotonic() < end, f"{found} of {count}"
        time.sleep(0.02)


def test_a_region_with_very_many_jobs_keeps_another_waiting_for_two_at_most(worker: None) -> None:
    ask("north", 30)
    wait_for("north", State.DONE, 4)
    already = len(began)
    ask("south", 1)
    wait_for("south", State.DONE, 1)
    assert began[already:].index("south") <= 2 * SHARE
    assert began.count("north") < 30  # south did not wait for all of them
    wait_for("north", State.DONE, 30)
    assert most["north"] <= SHARE


def test_no_more_bells_than_the_share_wait_in_the_broker(real_logins: None) -> None:
    with schema_context("north"):
        for number in range(10):
            jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR)
        assert Job.objects.filter(rung_at__isnull=False).count() == SHARE
        assert jobs.ring_old(at=timezone.now()) == 0
        later = timezone.now() + jobs.RING_AGAIN * 2
        assert jobs.ring_old(at=later) == SHARE  # lost bells are rung again, for those whose turn it is
        assert Job.objects.filter(rung_at__isnull=False).count() == SHARE
    current_app.control.purge()


def test_a_job_that_comes_before_its_turn_is_left_and_rung_when_another_ends(real_logins: None) -> None:
    with schema_context("north"):
        found = [
            jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR)
            for number in range(SHARE + 1)
        ]
        first, *_, last = found
        with jobs.working(first.id):
            with jobs.working(found[1].id):
                with pytest.raises(jobs.NotClaimed), jobs.working(last.id):
                    pass
                waits = Job.objects.get(id=last.id)
                assert (waits.state, waits.rung_at) == (State.QUEUED, None)
            assert Job.objects.get(id=last.id).rung_at is not None
            with jobs.working(last.id):
                pass
    current_app.control.purge()


def test_a_dead_workers_job_takes_no_share(real_logins: None) -> None:
    with schema_context("north"):
        found = [
            jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR)
            for number in range(SHARE + 1)
        ]
        long_ago = timezone.now() - jobs.RING_AGAIN * 100
        Job.objects.exclude(id=found[-1].id).update(state=State.RUNNING, beat_at=long_ago)
        with jobs.working(found[-1].id):
            pass
    current_app.control.purge()


def test_two_workers_at_once_do_not_take_more_than_the_share(real_logins: None) -> None:
    with schema_context("north"):
        found = [
            jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR) for number in range(6)
        ]
    gate, outcome = threading.Barrier(6), []

    def claim(job_id: object) -> None:
        with schema_context("north"):
            gate.wait()
            try:
                with jobs.working(str(job_id)):
                    outcome.append("claimed")
                    time.sleep(0.5)
            except jobs.NotClaimed:
                outcome.append("left")
        connection.close()

    threads = [threading.Thread(target=claim, args=[job.id]) for job in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["claimed"] * SHARE + ["left"] * (6 - SHARE)
    current_app.control.purge()


def test_who_claims_waits_for_who_is_claiming(real_logins: None) -> None:
    with schema_context("north"):
        first, second = (
            jobs.enqueue(task="tests.jobs.nap", kind="nap", key=f"nap:{number}", actor=OPERATOR) for number in range(2)
        )
    outcome: list[str] = []

    def claim() -> None:
        with schema_context("north"), jobs.working(second.id):
            outcome.append("claimed")
        connection.close()

    thread = threading.Thread(target=claim)
    with schema_context("north"):
        with transaction.atomic():  # its claim is not yet to be seen
            with jobs.working(first.id):
                pass
            thread.start()
            thread.join(1.5)
            assert outcome == []
        thread.join()
    assert outcome == ["claimed"]
    current_app.control.purge()
