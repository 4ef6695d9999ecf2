"""The doctor says in words how an installation stands, and its exit code says whether somebody must act."""

import json

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from merit.commands_doctor import doctor
from shared_apps.jobs.models import Job
from tenants.regions.database.base import as_owner
from tenants.regions.models import ProofReport, Region
from tests.tenants.conftest import at_host, host_user, record
from tests.tenants.regions.test_asking_for_a_region import ask


def test_a_sound_installation(real_logins: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Everything is as it must be.")
    for words in (
        "merit 0.1.0",
        "postgresql 1",
        "2 active",
        "Failed jobs: none",
        "0 broken",
        "Backups: none yet",
    ):
        assert words in told
    assert "3 logins, each twice: login and path are the ones asked for" in told


def test_what_is_wrong_comes_first_and_repaired_is_what_can_be(
    real_logins: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute("ALTER ROLE CURRENT_USER SET search_path = public")  # a login may do that to itself
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON north.accounts_user TO PUBLIC")
    job = ask(record())
    job.steps.filter(name="migrated").update(state="failed", error={"message": "disk full"})
    Job.objects.filter(id=job.id).update(state="failed")

    assert doctor(["--json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert found["regions"] == {"active": 2, "preparing": 1}
    assert found["failed_jobs"] == {"host": 1}
    assert found["failed_steps"] == ["host: provision:magelang: migrated (disk full)"]
    assert len(found["proof"]["broken"]) == 2  # outside its schema, and not to its login alone
    assert all(broken.endswith(" on north.accounts_user") for broken in found["proof"]["broken"])
    assert found["arrival"].startswith("3 logins")  # north's path is repaired
    assert len(found["ills"]) == 3


def test_the_proof_is_kept_and_shown_with_its_date(real_logins: None) -> None:
    assert doctor([]) == 0
    whole = ProofReport.objects.get(region="")
    assert (whole.broken, whole.logins) == ([], 3)
    assert whole.promises > 25
    assert whole.tables > 60
    assert ProofReport.objects.get(region="north").logins == 2  # its own and the host's, at provisioning
    console = at_host(host_user())
    region = Region.objects.get(schema_name="north")
    for path in ("/", f"/daerah/{region.id}/"):
        page = console.get(path).content.decode()
        assert "Janji yang diperiksa" in page
        assert "3 login" in page
    ProofReport.objects.update(broken=["no login enters a foreign schema: somebody"])
    assert "Tidak lulus" in console.get(f"/daerah/{region.id}/").content.decode()
    assert "no login enters a foreign schema: somebody" in console.get("/").content.decode()
