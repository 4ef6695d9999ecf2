"""Provisioning through the real task: seen live, run twice, stopped without proof, and gone on with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Invitation
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from tenants.regions import tasks
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.mail import UNRELIABLE, Unreliable
from tests.tenants.conftest import at_host, host_user, record
from tests.tenants.regions.test_asking_for_a_region import ask


@contextmanager
def door_left_open() -> Iterator[None]:
    """Every login, the new one too, may look into north: the proof must find it."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT USAGE ON SCHEMA north TO PUBLIC")
    yield
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("REVOKE USAGE ON SCHEMA north FROM PUBLIC")


def everything() -> list[Any]:
    """What provisioning wrote for Magelang."""
    job = Job.objects.get(key="provision:magelang")
    with schema_context("magelang"):
        invitations = list(Invitation.objects.values_list("id", "token_sha256"))
    return [*job.steps.values_list("name", "state", "started_at", "finished_at"), *invitations]


def test_run_twice_it_is_done_once(real_logins: None) -> None:
    job = ask(record())
    tasks.provision("public", str(job.id))
    assert Region.objects.get(schema_name="magelang").state == Region.State.ACTIVE
    before = everything()
    tasks.provision("public", str(job.id))
    Job.objects.filter(id=job.id).update(state=State.QUEUED)  # as if the bell had rung before the end was written
    tasks.provision("public", str(job.id))
    assert everything() == before
    assert Job.objects.get(id=job.id).state == State.DONE


def test_a_mail_server_that_was_down_costs_the_administrator_nothing(
    real_logins: None, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.EMAIL_BACKEND = UNRELIABLE
    Unreliable.ahead[:] = [ConnectionRefusedError(111, "down")]
    job = ask(record())
    tasks.provision("public", str(job.id))
    stopped = Job.objects.get(id=job.id)
    assert (stopped.state, (stopped.error or {})["code"]) == (State.FAILED, "mail_not_sent")
    assert Region.objects.get(schema_name="magelang").state == Region.State.PREPARING
    assert mailoutbox == []
    jobs.resume(job_id=job.id)
    tasks.provision("public", str(job.id))
    assert Region.objects.get(schema_name="magelang").state == Region.State.ACTIVE
    assert [letter.to for letter in mailoutbox] == [[job.arguments["administrator_email"]]]
    assert "Operator tuan rumah, Pemerintah Provinsi Jawa Barat mengundang Anda" in mailoutbox[0].body
    assert "Pemerintah Kota Magelang" in mailoutbox[0].subject


def test_before_it_is_active_the_address_does_not_exist(real_logins: None) -> None:
    browser = Client(HTTP_HOST="magelang.localhost")
    job = ask(record())
    for path in ("/", "/masuk/", "/api/v1/token/", "/static/ui/app.css"):
        assert browser.get(path).status_code == 404
        assert Client(HTTP_HOST="nowhere.localhost").get(path).status_code == 404
    tasks.provision("public", str(job.id))
    assert browser.get("/masuk/").status_code == 200


def test_without_proof_no_region_becomes_active_and_any_operator_goes_on(real_logins: None) -> None:
    job = ask(record())
    console = at_host(host_user("Rini Susanti"))
    region = Region.objects.get(schema_name="magelang")
    with door_left_open():
        tasks.provision("public", str(job.id))
        assert Region.objects.get(id=region.id).state == Region.State.PREPARING
        page = console.get(f"/daerah/{region.id}/").content.decode()
        assert "Penyiapan Kota Magelang terhenti di Bukti pemisahan" in page
        assert "Isolasi tidak terbukti" in page
        assert "Lanjutkan dari Bukti pemisahan" in page
        assert "1 dari 3 daerah terhenti, menunggu Anda" in console.get("/").content.decode()
    assert console.post(f"/daerah/{region.id}/lanjut/").status_code == 302
    assert Job.objects.get(id=job.id).state == State.QUEUED
    tasks.provision("public", str(job.id))
    assert "Kota Magelang aktif" in console.get(f"/daerah/{region.id}/").content.decode()
    assert "3 daerah mitra, semuanya aktif" in console.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/daerah/{id}/"])
def test_a_stranger_neither_sees_nor_resumes(real_logins: None, path: str) -> None:
    job = ask(record())
    with door_left_open():
        tasks.provision("public", str(job.id))
    region = Region.objects.get(schema_name="magelang")
    stranger = at_host(host_user("Siti Aminah", operator=False))
    assert stranger.get(path.format(id=region.id)).status_code == 403
    assert stranger.post(f"/daerah/{region.id}/lanjut/").status_code == 403
    assert at_host().post(f"/daerah/{region.id}/lanjut/").status_code == 302
    assert Job.objects.get(id=job.id).state == State.FAILED
