"""A copy of one's own data: whole, readable, one's own alone, for a week."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.audit.models import Change
from shared_apps.errors import ForbiddenError
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of
from shared_apps.jobs.models import Job
from tenant_apps.people import services as people
from tenant_apps.privacy.models import DataCopy
from tenant_apps.privacy.services import copies
from tenants.regions.tasks import forget_personal_data
from tests.cast import OPERATOR
from tests.pdf import text_of
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, START, id_of
from tests.tenant_apps.privacy.conftest import Account, browser


def made(asked: DataCopy) -> DataCopy:
    """The worker's part."""
    copies.work(job=Job.objects.get(id=asked.job_id))
    asked.refresh_from_db()
    return asked


def test_the_copy_holds_everything_and_its_trail_and_no_secret(user: Account) -> None:
    clerk, head = user(CLERK), browser(user(HEAD_BKPSDM))
    people.change_number(
        employee_id=id_of(CLERK), number="190005052015052999", starts_on=START + timedelta(days=9), actor=OPERATOR
    )
    head.get(f"/pegawai/{id_of(CLERK)}/")
    people.record_nik(employee_id=id_of(CLERK), nik="3372014505900001", actor=OPERATOR)
    copy = made(copies.ask(actor=clerk, at=timezone.now()))
    content = b"".join(browser(clerk).get(f"/privasi/salinan/{copy.id}/unduh/").streaming_content)
    assert not zipfile.is_zipfile(path_of(copy.file_id))  # as it lies on the disk
    archive = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(archive.read("data.json"))
    tables = told["tables"]
    assert tables["people_employee"][0]["name"] == "Fitri Handayani"
    assert {row["number"] for row in tables["people_employeenumber"]} == {CLERK, "190005052015052999"}
    assert tables["people_employeenik"][0]["nik"] == "3372014505900001"
    assert tables["privacy_personlook"][0]["viewer_name"] == f"Akun {HEAD_BKPSDM}"
    assert tables["accounts_user"][0]["password"] == "***"
    assert any(row["operation"] == "Ditambah" for row in tables["jejak_perubahan"])
    assert Change.objects.filter(table_name="people_employee").count() > 1  # others are in the trail, not in the copy
    assert len(told["register"]) > 30
    assert "csv/people_employeenumber.csv" in archive.namelist()
    paper = text_of(archive.read("salinan-data.pdf"))
    assert "Fitri Handayani" in paper
    others = ("Dewi Lestari", "Eko Prasetyo", "Hana Safitri")
    everything = archive.read("data.json").decode()
    assert not any(name in everything for name in others)
    assert clerk.password not in everything


def test_it_is_its_owners_alone_whatever_role_others_have(user: Account) -> None:
    copy = made(copies.ask(actor=user(CLERK), at=timezone.now()))
    administrator = browser(user(role="personnel_admin"))
    assert administrator.get(f"/privasi/salinan/{copy.id}/unduh/").status_code == 404
    assert administrator.get(f"/berkas/{copy.file_id}/").status_code == 404


def test_asked_twice_while_it_is_made_it_is_one(user: Account) -> None:
    clerk = browser(user(CLERK))
    for _click in range(2):
        assert clerk.post("/privasi/salinan/").status_code == 302
    assert DataCopy.objects.count() == 1
    assert Job.objects.filter(kind=copies.KIND).count() == 1


def test_it_runs_out_and_its_file_goes(user: Account) -> None:
    clerk = user(CLERK)
    copy = made(copies.ask(actor=clerk, at=timezone.now()))
    DataCopy.objects.filter(id=copy.id).update(expires_at=timezone.now())
    assert browser(clerk).get(f"/privasi/salinan/{copy.id}/unduh/").status_code == 404
    assert copies.remove_expired(at=timezone.now()) == 1
    assert not StoredFile.objects.filter(id=copy.file_id).exists()
    assert "Sudah dihapus" in browser(clerk).get("/privasi/salinan/").content.decode()


def test_a_supporter_has_nothing_here(user: Account) -> None:
    supporter = user(role="auditor")
    supporter.lent_roles = frozenset({"support"})  # type: ignore[arg-type]
    with pytest.raises(ForbiddenError):
        copies.ask(actor=supporter, at=timezone.now())
    assert not DataCopy.objects.exists()


def test_the_clock_removes_it_in_every_region(user: Account) -> None:
    copy = made(copies.ask(actor=user(CLERK), at=timezone.now() - timedelta(days=8)))
    DataCopy.objects.filter(id=copy.id).update(expires_at=timezone.now() - timedelta(days=1))
    with schema_context("public"):
        forget_personal_data("public")
    copy.refresh_from_db()
    assert copy.file_id is None
