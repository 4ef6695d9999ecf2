"""The console: findings counted from its own rows, live steps, and nobody's data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Appointment, User
from shared_apps.errors import ConflictError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.mailbox import services as mailbox
from tenants.partnerships.models import Agreement
from tenants.regions import queries
from tenants.regions.models import Region
from tests.cast import TODAY
from tests.tenants.conftest import at_host, host_user
from tests.tenants.regions.test_asking_for_a_region import ask

Agree = Callable[..., Agreement]


@contextmanager
def at_step(job: Job, *, done: int) -> Iterator[Job]:
    """The job while its worker is at the step after so many."""
    with jobs.working(job.id) as working:
        names = [step.name for step in working.steps.all()]
        for name in names[:done]:
            with jobs.step(working, name):
                pass
        with jobs.step(working, names[done]):
            yield working


def tell(region: str, kind: str, content: dict[str, object]) -> None:
    with schema_context(region):
        mailbox.send(kind=kind, content=content)


def test_all_regions_active_is_the_finding(console: Client) -> None:
    page = console.get("/").content.decode()
    assert "2 daerah mitra, semuanya aktif" in page
    assert "Kota North" in page
    assert "hx-trigger" not in page


def test_figures_are_what_regions_told(real_logins: None) -> None:
    operator = host_user()
    console = at_host(operator)
    tell("north", "people_counted", {"employees": 1_100})
    tell("north", "people_counted", {"employees": 1_204})
    tell("south", "people_counted", {"employees": 96})
    tell("north", "schemes_adopted", {"templates": ["Kinerja ASN", "Talenta ASN"]})
    page = console.get("/").content.decode()
    assert "1.300" in page
    assert "1.204" in page
    assert "dilaporkan 2 dari 2 daerah aktif" in page
    assert "Kinerja ASN, Talenta ASN" in page
    found = queries.console(operator, TODAY)
    assert (found.employees, found.templates, found.adopting) == (1_300, 2, 1)


def test_no_figure_is_invented(console: Client, operator: User) -> None:
    found = queries.console(operator, TODAY)
    assert (found.employees, found.reporting, found.templates) == (None, 0, 0)
    assert '<b>–</b><p class="sub">dilaporkan 0 dari 2' in console.get("/").content.decode()


def test_a_running_step_is_shown_and_asked_for_again(console: Client, agree: Agree) -> None:
    with at_step(ask(agree()), done=2):
        page = console.get("/").content.decode()
        assert "2 dari 3 daerah aktif, 1 sedang disiapkan" in page
        assert "Login basis data · 3/6" in page
        assert 'hx-trigger="every 3s"' in page
        part = console.get("/", headers={"HX-Request": "true"})
        assert part.status_code == 200
        assert "<html" not in part.content.decode()


def test_polling_ends_when_nothing_moves(console: Client) -> None:
    answer = console.get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert "hx-trigger" not in answer.content.decode()


def test_a_stopped_step_says_what_happened_and_what_is_safe(console: Client, agree: Agree) -> None:
    job = ask(agree())
    with at_step(job, done=1):
        raise ConflictError("lock", "Menunggu kunci lebih dari 30 detik.")
    region = Region.objects.get(schema_name="magelang")
    for path in ("/", f"/daerah/{region.id}/", "/?keadaan=terhenti"):
        page = console.get(path).content.decode()
        assert "Menunggu kunci lebih dari 30 detik." in page
        assert "alamatnya menjawab 404 sampai aktif" in page
        assert f'action="/daerah/{region.id}/lanjut/"' in page
    assert console.post(f"/daerah/{region.id}/lanjut/").status_code == 302
    again = queries.provisioning_job(region)
    assert (again.state, again.error) == ("queued", None)
    assert [step.state for step in again.steps.all()][:2] == ["done", "failed"]


def test_an_unexpected_fault_is_told_without_its_inside(console: Client, agree: Agree) -> None:
    with pytest.raises(ZeroDivisionError), at_step(ask(agree()), done=0):
        raise ZeroDivisionError("secret detail")
    page = console.get("/").content.decode()
    assert "kesalahan yang tidak terduga (ZeroDivisionError)" in page
    assert "secret detail" not in page


@pytest.mark.parametrize(("chosen", "shown"), [("aktif", False), ("disiapkan", True), ("terhenti", False)])
def test_filters_are_links(console: Client, agree: Agree, chosen: str, shown: bool) -> None:
    ask(agree())
    table = console.get(f"/?keadaan={chosen}").content.decode().partition("Sedang berjalan")[0]
    assert ("Kota Magelang" in table) is shown


def test_the_region_page_knows_its_agreement_and_address(console: Client) -> None:
    north = Region.objects.get(schema_name="north")
    page = console.get(f"/daerah/{north.id}/").content.decode()
    assert "Kota North aktif" in page
    assert "http://north.localhost" in page
    assert "PKS/north/2026" in page
    assert "Tuan rumah hanya menerima angka ringkas" in page


def test_the_host_itself_is_no_partner(console: Client) -> None:
    host = Region.objects.get(schema_name="public")
    assert console.get(f"/daerah/{host.id}/").status_code == 404


def test_the_form_asks_and_leads_to_the_steps(console: Client, agree: Agree) -> None:
    agreement = agree()
    path = f"/perjanjian/{agreement.id}/siapkan/"
    page = console.get(path).content.decode()
    assert 'value="magelang.localhost"' in page
    sent = {
        "schema_name": "north",
        "domain": "magelang.localhost",
        "administrator_name": "Admin Magelang",
        "administrator_email": "admin@magelang.example.id",
        "personnel_agency": "BKPSDM",
        "time_zone": "Asia/Jakarta",
        "accent": "toska",
    }
    refused = console.post(path, sent)
    assert refused.status_code == 422
    assert "Sudah dipakai daerah lain" in refused.content.decode()
    assert not Region.objects.filter(code="33.71").exists()
    answer = console.post(path, {**sent, "schema_name": "magelang"})
    region = Region.objects.get(code="33.71")
    assert answer["Location"] == f"/daerah/{region.id}/"
    assert "Penyiapan Kota Magelang menunggu giliran" in console.get(answer["Location"]).content.decode()
    assert console.get(path)["Location"] == f"/daerah/{region.id}/"


def test_the_job_page_of_whoever_asked(console: Client, operator: User, agree: Agree) -> None:
    job = ask(agree())
    assert console.get(f"/tugas/{job.id}/").status_code == 404
    Job.objects.filter(id=job.id).update(requested_by=operator.id)
    with at_step(job, done=1):
        page = console.get(f"/tugas/{job.id}/").content.decode()
        assert "Penyiapan daerah sedang berjalan" in page
        assert "1/6" in page
        assert 'hx-trigger="every 2s"' in page
        assert "Muat ulang" in page


@pytest.fixture
def importer(operator: User) -> User:
    """The operator with the role that imports need: the job's page is the same at the host and in a region."""
    with schema_context("public"):
        Appointment.objects.create(user=operator, role="personnel_admin", starts_on=TODAY, given_by_name="Uji")
    return operator


def test_bad_rows_of_a_sheet_stand_in_a_table(console: Client, importer: User) -> None:
    row = {"row": 17, "column": "B", "column_name": "NIP", "value": "1,9E+17", "reason": "Angka.", "repair": "Teks."}
    job = jobs.enqueue(task="t", kind="import_people", key="k", actor=importer)
    kept = files.store(name="perbaikan.xlsx", content=b"PK", actor=importer)
    with jobs.working(job.id):
        raise ConflictError("sheet_refused", "1 dari 3 baris.", details={"errors": [row], "error_file": str(kept.id)})
    page = console.get(f"/tugas/{job.id}/").content.decode()
    assert "Impor pegawai berhenti: 1 isian perlu diperbaiki" in page
    assert "1,9E+17" in page
    assert "tidak ada data yang diubah" in page
    assert "Lanjutkan" not in page
    assert f'href="/berkas/{kept.id}/"' in page


def test_looking_at_a_file_is_not_called_an_import(console: Client, importer: User) -> None:
    job = jobs.enqueue(task="t", kind="import_people", key="k", actor=importer, arguments={"check_only": True})
    with jobs.working(job.id):
        pass
    assert "Pemeriksaan berkas selesai" in console.get(f"/tugas/{job.id}/").content.decode()


def test_a_finished_job_shows_its_figures_and_the_next_step(console: Client, importer: User) -> None:
    job = jobs.enqueue(task="t", kind="import_people", key="k", actor=importer)
    with jobs.working(job.id) as working:
        working.result = {"counts": {"new": 1_200}, "url": "/pegawai/", "label": "Buka daftar pegawai"}
    page = console.get(f"/tugas/{job.id}/").content.decode()
    assert "1.200" in page
    assert 'href="/pegawai/"' in page
    assert console.get(f"/tugas/{job.id}/", headers={"HX-Request": "true"}).status_code == 286


def test_the_console_is_for_operators(regions: None) -> None:
    anonymous = at_host().get("/")
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/masuk/")
    assert at_host(host_user("Siti Aminah", operator=False)).get("/").status_code == 403
