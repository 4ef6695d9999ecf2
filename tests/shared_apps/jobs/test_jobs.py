"""Whose a job and its files are, for how long a worker holds it, and what it tells of an error."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from shared_apps.accounts.models import Appointment, User
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, JobStep
from tests.shared_apps.accounts.scene import account, inside, sign_in


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", role="personnel_admin")


def asked(actor: User, **more: int) -> Job:
    return jobs.enqueue(task="tests", kind="import_people", key=str(uuid4()), actor=actor, steps=["read"], **more)  # type: ignore[arg-type]


def status(browser: Client, page: str) -> int:
    answer = browser.get(page)
    b"".join(answer)  # a file is closed when it has been read
    return answer.status_code


def test_who_was_administrator_keeps_neither_jobs_nor_files(admin: User) -> None:
    with inside("north"):
        job, sheet = asked(admin), files.store(name="pegawai.csv", content=b"isi", actor=admin)
        Job.objects.filter(id=job.id).update(state="failed", error={"code": "x", "message": "x"})
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, admin.email)
    pages = (f"/tugas/{job.id}/", f"/berkas/{sheet.id}/")
    assert [status(browser, page) for page in pages] == [200, 200]
    with inside("north"):
        Appointment.objects.filter(user=admin).update(ends_on=timezone.localdate())
    assert [status(browser, page) for page in pages] == [404, 404]
    assert browser.post(f"/tugas/{job.id}/lanjut/").status_code == 404
    with inside("north"):
        assert Job.objects.get(id=job.id).state == "failed"


def silent(job: Job, *, seconds: int) -> None:
    since = timezone.now() - timedelta(seconds=seconds)
    Job.objects.filter(id=job.id).update(state="running", beat_at=since, rung_at=since)


def test_within_its_lease_a_silent_worker_keeps_its_job(admin: User) -> None:
    with inside("north"):
        usual, sheet = jobs.enqueue(task="tests", kind="tests", key="usual", actor=admin), asked(admin)
        for job in (usual, sheet):
            silent(job, seconds=90)
        assert jobs.ring_old(at=timezone.now()) == 1
        assert jobs.ring_old(at=timezone.now()) == 0  # has just been rung for
        with jobs.working(usual.id):
            pass
        with pytest.raises(jobs.NotClaimed), jobs.working(sheet.id):
            pass
        silent(sheet, seconds=5 * 60 + 1)
        assert jobs.ring_old(at=timezone.now()) == 1
        with jobs.working(sheet.id):
            pass


def test_an_unexpected_error_is_kept_by_its_kind_alone(admin: User) -> None:
    with inside("north"):
        job = asked(admin)
        with (
            pytest.raises(OSError, match="is down"),
            jobs.working(job.id) as working,
            jobs.step(working, "read"),
        ):
            raise OSError("mail.north.internal is down")
        told = {"code": "unexpected", "message": "OSError"}
        assert JobStep.objects.get(job=job).error == told
        assert Job.objects.get(id=job.id).error == told
