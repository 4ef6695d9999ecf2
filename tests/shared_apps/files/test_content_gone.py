"""A file whose row is there and whose content is not: said so, in pages and in tasks, instead of a fault."""

from django.test import Client

from shared_apps.files import queries
from shared_apps.files import services as files
from shared_apps.files.places import path_of
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tests.shared_apps.accounts.scene import account, inside, sign_in


def test_who_opens_it_is_told_what_to_do(regions: None) -> None:
    with inside("north"):
        admin = account("adm@north.example.id", role="personnel_admin")
        sheet = files.store(name="pegawai.csv", content=b"isi", actor=admin)
        path_of(sheet.id).unlink()
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, admin.email)
    answer = browser.get(f"/berkas/{sheet.id}/")
    assert answer.status_code == 404
    assert "Isi berkas pegawai.csv sudah tidak ada di penyimpanan. Unggah kembali" in answer.content.decode()


def test_a_task_that_needs_it_ends_with_the_same_words(regions: None) -> None:
    with inside("north"):
        admin = account("adm@north.example.id", role="personnel_admin")
        sheet = files.store(name="pegawai.csv", content=b"isi", actor=admin)
        assert queries.content_of(sheet.id) == ("pegawai.csv", b"isi")
        path_of(sheet.id).unlink()
        job = jobs.enqueue(task="tests", kind="import_people", key="gone", actor=admin)
        with jobs.working(job.id):
            queries.content_of(sheet.id)
        error = Job.objects.get(id=job.id).error or {}
        assert (error["code"], error["message"][:10]) == ("file_content_gone", "Isi berkas")
