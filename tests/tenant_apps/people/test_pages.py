"""Pages and API of people and of the chart, over HTTP, with the real middleware."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client

from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import tasks
from tenant_apps.people.models import Employee
from tests.mail import UNRELIABLE, Unreliable
from tests.tenant_apps.organisation.sheets import CITY
from tests.tenant_apps.organisation.sheets import COLUMNS as UNIT_COLUMNS
from tests.tenant_apps.people.people import (
    CLERK,
    COLUMNS,
    HEAD_BKPSDM,
    LURAH,
    PEOPLE,
    START,
    client_of,
    id_of,
    person,
    unit,
)

HOSTILE = "<script>alert(1)</script>"
NEW = "199109092016091009"


pytestmark = pytest.mark.usefixtures("at_north")


def upload(*rows: Any, columns: tuple[str, ...] = COLUMNS, name: str = "pegawai.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_csv(columns, [[row.get(key, "") for key in columns] for row in rows]))


def run(job: Job) -> Job:
    """What the worker does with the job, in the region it was asked for."""
    tasks.import_people.run("north", str(job.id))
    return Job.objects.get(id=job.id)


class TestChart:
    def test_every_employee_sees_the_chart_and_no_buttons(self) -> None:
        page = client_of(CLERK).get("/organisasi/")
        assert page.status_code == 200
        assert b"Kecamatan Jebres" in page.content
        assert b"/organisasi/impor/" not in page.content

    def test_the_past_is_shown_as_it_was(self, admin: Client) -> None:
        url = f"/organisasi/{unit('JEBRES')}/nama/"
        answer = admin.post(
            url, {"name": "Kapanewon Jebres", "abbreviation": "", "effective_from": "2026-07-01", "decree": "Perda 2"}
        )
        assert answer.status_code == 302
        assert b"Kapanewon Jebres" in admin.get("/organisasi/?hari=2026-07-01").content
        before = admin.get("/organisasi/?hari=2026-06-30").content
        assert b"Kecamatan Jebres" in before
        assert b"Kapanewon" not in before

    def test_a_move_under_itself_is_explained_in_the_form(self, admin: Client) -> None:
        url = f"/organisasi/{unit('BKPSDM')}/pindah/"
        assert str(unit("BKPSDM-M")).encode() not in admin.get(url).content  # not even offered
        answer = admin.post(
            url, {"parent_id": str(unit("BKPSDM-M")), "effective_from": "2026-07-01", "decree": "Perda 2"}
        )
        assert answer.status_code == 422
        assert organisation.version_on(date(2026, 7, 1)).effective_from == START  # type: ignore[union-attr]

    def test_a_unit_is_added(self, admin: Client) -> None:
        form = {
            "parent_id": str(unit("PEM")),
            "code": "DISDIK",
            "name": HOSTILE,
            "unit_type": "department",
            "echelon": "II.b",
            "effective_from": "2026-07-01",
            "decree": "Perda 2",
        }
        assert admin.get("/organisasi/tambah/").status_code == 200
        assert admin.post("/organisasi/tambah/", form).status_code == 302
        page = admin.get("/organisasi/?tampilan=daftar").content.decode()
        assert HOSTILE not in page
        assert "&lt;script&gt;alert(1)" in page
        again = admin.post("/organisasi/tambah/", form)
        assert again.status_code == 422
        assert "sudah dipakai" in again.content.decode()

    @pytest.mark.parametrize("query", ["?hari=besok", "?unit=x", "?hari=1900-01-01", "?tampilan=daftar&unit=x"])
    def test_strange_questions_get_a_page(self, admin: Client, query: str) -> None:
        assert admin.get(f"/organisasi/{query}").status_code == 200

    def test_a_structure_is_imported_or_refused_with_its_rows(self, admin: Client) -> None:
        columns = ("kode", "nama", "jenis", "kode_induk")
        bad = write_csv(columns, [("A", "Dinas", "department", ""), ("B", "Badan", "board", "X")])
        form = {"effective_from": "2026-07-01", "decree": "Perda 2"}
        answer = admin.post("/organisasi/impor/", {**form, "file": SimpleUploadedFile("o.csv", bad)})
        assert answer.status_code == 422
        assert "Unit induk X tidak ada di berkas ini." in answer.content.decode()
        occupied = write_csv(columns, [("PEM", "Pemerintah", "government", ""), ("B", "Badan", "board", "PEM")])
        answer = admin.post("/organisasi/impor/", {**form, "file": SimpleUploadedFile("o.csv", occupied)})
        assert answer.status_code == 422
        assert "Kelurahan Mojosongo (JEBRES-1): 2" in answer.content.decode()
        assert len(organisation.chart_on(date(2026, 7, 1)).nodes) == 8
        good = write_csv(columns, [*(row[:4] for row in CITY), ("B", "Badan", "board", "PEM")])
        check = admin.post(
            "/organisasi/impor/", {**form, "file": SimpleUploadedFile("o.csv", good), "check_only": "on"}
        )
        assert check.status_code == 200
        assert "9 unit siap diterapkan" in check.content.decode()
        assert len(organisation.chart_on(date(2026, 7, 1)).nodes) == 8
        assert admin.post("/organisasi/impor/", {**form, "file": SimpleUploadedFile("o.csv", good)}).status_code == 302
        assert len(organisation.chart_on(date(2026, 7, 1)).nodes) == 9


class TestPeople:
    def test_a_head_lists_the_subtree_and_opens_only_it(self) -> None:
        client = client_of(HEAD_BKPSDM)
        page = client.get("/pegawai/?q=&urut=-nama").content.decode()
        assert "Fitri Handayani" in page
        assert "Hana Safitri" not in page
        assert client.get(f"/pegawai/{id_of(CLERK)}/").status_code == 200
        assert client.get(f"/pegawai/{id_of(LURAH)}/").status_code == 404

    def test_the_export_holds_what_the_list_shows(self) -> None:
        answer = client_of(HEAD_BKPSDM).get("/pegawai/ekspor/?q=fitri")
        table = reader.read(answer.content, name="p.xlsx")
        assert [line.cells[:2] for line in table.lines[1:]] == [(CLERK, "Fitri Handayani")]

    @pytest.mark.parametrize("query", ["?page=99", "?unit=x", "?urut=;", "?hari=x", "?page=-1"])
    def test_strange_questions_get_a_page(self, admin: Client, query: str) -> None:
        assert admin.get(f"/pegawai/{query}").status_code == 200

    @pytest.mark.parametrize(
        "path", ["/pegawai/impor/", "/pegawai/undang/", "/organisasi/impor/", "/organisasi/tambah/"]
    )
    def test_a_leader_without_the_role_is_refused(self, path: str) -> None:
        assert client_of(HEAD_BKPSDM).get(path).status_code == 403


class TestChanges:
    def test_somebody_leaves_and_the_list_is_shorter(self, admin: Client) -> None:
        path = f"/pegawai/{id_of(CLERK)}/akhiri/"
        assert admin.get(path).status_code == 200
        assert admin.post(path, {"from_day": "2026-06-01"}).status_code == 302
        assert "7 pegawai" in admin.get("/pegawai/").content.decode()
        assert "Tidak lagi bertugas" in admin.get(f"/pegawai/{id_of(CLERK)}/").content.decode()

    def test_a_new_number_is_one_nobody_has(self, admin: Client) -> None:
        path = f"/pegawai/{id_of(CLERK)}/nip/"
        assert admin.post(path, {"number": LURAH, "starts_on": "2026-06-01"}).status_code == 422
        assert admin.post(path, {"number": "12", "starts_on": "2026-06-01"}).status_code == 422
        assert admin.post(path, {"number": NEW, "starts_on": "2026-06-01"}).status_code == 302
        assert id_of(NEW) == id_of(CLERK)

    def test_somebody_acts_for_a_head_and_stops(self, admin: Client) -> None:
        path = f"/organisasi/{unit('BKPSDM-MK')}/plt/"
        form = {"number": CLERK, "kind": "acting_full", "starts_on": "2026-06-01", "decree": "SK 1"}
        assert admin.get(path).status_code == 200
        assert admin.post(path, {**form, "number": "1"}).status_code == 422
        assert admin.post(path, {**form, "decree": ""}).status_code == 422
        assert admin.post(path, form).status_code == 302
        assert "Plt/Plh" in admin.get(f"/pegawai/{id_of(CLERK)}/").content.decode()
        assert admin.post(path, {**form, "number": "", "starts_on": "2026-07-01"}).status_code == 302
        assert "Plt/Plh kepala" not in admin.get(f"/pegawai/{id_of(CLERK)}/").content.decode()

    @pytest.mark.parametrize("path", ["akhiri", "nip"])
    def test_a_leader_changes_nobody(self, path: str) -> None:
        client = client_of(HEAD_BKPSDM)
        url = f"/pegawai/{id_of(CLERK)}/{path}/"
        assert (
            client.post(url, {"from_day": "2026-06-01", "number": NEW, "starts_on": "2026-06-01"}).status_code == 403
        )
        assert "Tidak lagi bertugas" not in client.get(f"/pegawai/{id_of(CLERK)}/").content.decode()


class TestImport:
    def test_check_review_apply(self, admin: Client) -> None:
        rows = [*PEOPLE, person(NEW, HOSTILE, "SETDA")]
        answer = admin.post("/pegawai/impor/", {"file": upload(*rows), "day": "2026-06-01"})
        assert answer.status_code == 302
        assert "sedang diperiksa" in admin.get(answer.url).content.decode()
        checked = run(Job.objects.get(kind="import_people"))
        assert checked.result["counts"] == {"rows": 9, "new": 1, "changed": 0, "same": 8, "warnings": 0}
        assert Employee.objects.count() == 8
        assert "9 baris siap diterapkan" in admin.get(answer.url).content.decode()
        applied = admin.post(f"{answer.url}terapkan/")
        again = admin.post(f"{answer.url}terapkan/")
        assert applied.url == again.url  # pressed twice, one job
        job = run(Job.objects.exclude(id=checked.id).get(kind="import_people"))
        assert job.result["counts"]["new"] == 1
        assert Employee.objects.count() == 9
        assert "9 baris diterapkan" in admin.get(applied.url).content.decode()
        assert HOSTILE not in admin.get("/pegawai/").content.decode()

    def test_errors_are_shown_and_can_be_downloaded(self, admin: Client) -> None:
        answer = admin.post("/pegawai/impor/", {"file": upload(person("123", HOSTILE, "SETDA")), "day": "2026-06-01"})
        job = run(Job.objects.get(kind="import_people"))
        assert job.state == "failed"
        page = admin.get(answer.url).content.decode()
        assert "NIP tidak terdiri atas 18 angka." in page
        assert HOSTILE not in page
        download = admin.get(f"/berkas/{job.error['error_file']}/")
        sheet = reader.read(b"".join(download.streaming_content), name="p.xlsx")
        assert "NIP tidak terdiri atas 18 angka." in sheet.lines[1].cells[-2]
        assert admin.post(f"{answer.url}terapkan/").status_code == 409
        assert Employee.objects.count() == 8

    @pytest.mark.parametrize(
        "content", [b"", b"%PDF-1.7 nothing", b"nip;nama\n1;2\n"], ids=["empty", "pdf", "no columns"]
    )
    def test_a_file_that_is_no_people_sheet_is_refused_at_once(self, admin: Client, content: bytes) -> None:
        form = {"file": SimpleUploadedFile("p.csv", content), "day": "2026-06-01"}
        assert admin.post("/pegawai/impor/", form).status_code == 422
        assert not Job.objects.filter(kind="import_people").exists()

    def test_somebody_elses_job_is_not_there(self, admin: Client) -> None:
        answer = admin.post("/pegawai/impor/", {"file": upload(*PEOPLE), "day": "2026-06-01"})
        Job.objects.update(requested_by=None)
        assert admin.get(answer.url).status_code == 404

    def test_a_poll_of_a_finished_job_reloads_the_page(self, admin: Client) -> None:
        answer = admin.post("/pegawai/impor/", {"file": upload(*PEOPLE), "day": "2026-06-01"})
        assert b"hx-get" in admin.get(answer.url, headers={"HX-Request": "true"}).content
        run(Job.objects.get(kind="import_people"))
        assert admin.get(answer.url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


class TestColumns:
    NAMES = ("No Induk Pegawai", "Nama", "Gol", "Tugas", "Jenis Jabatan", "Unit Kerja")
    CHOICE = ("nip", "nama", "golongan", "jabatan", "jenis_jabatan", "nama_unit")

    def sheet(self, *names: str) -> SimpleUploadedFile:
        lines = [["DAFTAR PEGAWAI"], *[[]] * 6, self.NAMES]
        lines += [
            [f"'{NEW[:8]} {NEW[8:]}", name, "III/c", HOSTILE, "Pelaksana", "Sekretariat Daerah"] for name in names
        ]
        return SimpleUploadedFile("daftar.csv", "\r\n".join(";".join(line) for line in lines).encode())

    def test_unknown_columns_are_matched_once_and_remembered(self, admin: Client) -> None:
        answer = admin.post("/pegawai/impor/", {"file": self.sheet("Joko"), "day": "2026-06-01"})
        assert "/pegawai/impor/kolom/" in answer.url
        page = admin.get(answer.url).content.decode()
        assert "judul kolom di baris 8" in page
        assert HOSTILE not in page
        lacking = admin.post(answer.url, {"day": "2026-06-01", "kolom-0": "nip", "kolom-1": "nip"})
        assert lacking.status_code == 422
        assert "Sudah diisi oleh kolom No Induk Pegawai" in lacking.content.decode()
        assert admin.post(answer.url, {"day": "2026-06-01"}).status_code == 422
        assert not Job.objects.filter(kind="import_people").exists()
        choice = {f"kolom-{place}": name for place, name in enumerate(self.CHOICE)}
        chosen = admin.post(answer.url, {"day": "2026-06-01", "isi-jenis_pegawai": "pns", **choice})
        assert chosen.status_code == 302
        assert run(Job.objects.get(kind="import_people")).result["counts"]["new"] == 1
        again = admin.post("/pegawai/impor/", {"file": self.sheet("Joko Susilo"), "day": "2026-06-01"})
        assert "/kolom/" not in again.url  # the same columns: nothing is asked
        checked = run(Job.objects.order_by("-requested_at")[0])
        run(Job.objects.get(id=admin.post(f"{again.url}terapkan/").url.split("/")[-2]))
        assert checked.result["counts"]["new"] == 1
        assert Employee.objects.get(id=id_of(NEW)).name == "Joko Susilo"

    def test_somebody_elses_file_is_not_there(self, admin: Client) -> None:
        answer = admin.post("/pegawai/impor/", {"file": self.sheet("Joko"), "day": "2026-06-01"})
        other = client_of(CLERK)
        Appointment.objects.create(
            user=User.objects.get(employee_id=id_of(CLERK)),
            role="personnel_admin",
            starts_on=START,
            given_by_name="Uji",
        )
        assert other.get(answer.url).status_code == 404


class TestPastImports:
    def test_good_rows_alone_then_listed_looked_at_and_undone(self, admin: Client) -> None:
        rows = (person(NEW, HOSTILE, "SETDA"), {**PEOPLE[4], "nama": "Fitri Putri"}, person("1", "Salah", "SETDA"))
        answer = admin.post("/pegawai/impor/", {"file": upload(*rows), "day": "2026-06-01"})
        assert run(Job.objects.get(kind="import_people")).error["good"]["rows"] == 2
        assert "Terapkan 2 baris yang benar" in admin.get(answer.url).content.decode()
        good = admin.post(f"{answer.url}terapkan/", {"baris": "benar"})
        job = run(Job.objects.order_by("-requested_at")[0])
        page = admin.get(good.url).content.decode()
        assert "1 baris belum masuk" in page
        assert "<del>Fitri Handayani</del> → Fitri Putri" in page
        download = admin.get(f"/berkas/{job.result['changes_file']}/")
        told = reader.read(b"".join(download.streaming_content), name="p.xlsx")
        assert told.lines[1].cells[3:] == ("Nama", "Fitri Handayani", "Fitri Putri")
        made = f"/pegawai/impor/riwayat/{job.result['import']}/"
        assert made in admin.get("/pegawai/impor/riwayat/?q=pegawai").content.decode()
        shown = admin.get(f"{made}?q=&baru=9&page=x").content.decode()
        assert HOSTILE not in shown
        assert "Fitri Putri" in shown
        undone = admin.post(f"{made}batalkan/")
        assert admin.post(f"{made}batalkan/").url == undone.url  # pressed twice, one job
        tasks.undo_import.run("north", str(Job.objects.get(kind="undo_import").id))
        assert Employee.objects.count() == 8
        assert "Dibatalkan oleh Akun" in admin.get(made).content.decode()
        refused = admin.post(f"{made}batalkan/")
        assert refused.status_code == 409
        assert "sudah dibatalkan" in refused.content.decode()

    def test_over_the_api(self, admin: Client) -> None:
        bad = {"file": upload(*PEOPLE), "columns": '{"fields": {"nip": 3}}'}
        assert admin.post("/api/v1/imports/people/", bad).status_code == 400
        columns = '{"fields": {"nip": "NIP", "nama": "nama", "tidak_ada": "x"}}'
        assert (
            admin.post("/api/v1/imports/people/", {**bad, "file": upload(*PEOPLE), "columns": columns}).status_code
            == 422
        )
        form = {"file": upload(person(NEW, "Joko", "SETDA"), person("1", "X", "SETDA")), "day": "2026-06-01"}
        run(Job.objects.get(id=admin.post("/api/v1/imports/people/", {**form, "only_good": True}).json()["job"]))
        listed = admin.get("/api/v1/imports/people/applied/").json()["imports"]
        assert (listed[0]["new"], listed[0]["left_out"], listed[0]["undone_at"]) == (1, 1, None)
        one = f"/api/v1/imports/people/applied/{listed[0]['id']}/"
        assert admin.get(one).json()["count"] == 0
        assert admin.post(f"{one}undo/").status_code == 202
        tasks.undo_import.run("north", str(Job.objects.get(kind="undo_import").id))
        assert Employee.objects.count() == 8
        assert admin.post(f"{one}undo/").status_code == 409


class TestInvite:
    def test_all_who_have_an_address(self, admin: Client) -> None:
        assert "2 pegawai dapat diundang" in admin.get("/pegawai/undang/").content.decode()
        assert admin.post("/pegawai/undang/", {"semua": "on"}).status_code == 302
        job = Job.objects.get(kind="invite_people")
        tasks.invite_people.run("north", str(job.id))
        assert Job.objects.get(id=job.id).result["counts"] == {"invited": 2}
        invited = set(Invitation.objects.values_list("employee_id", flat=True))
        assert id_of(CLERK) in invited

    def test_where_the_mail_server_stopped_the_next_attempt_goes_on(
        self, admin: Client, settings: Any, mailoutbox: list[EmailMessage]
    ) -> None:
        settings.EMAIL_BACKEND = UNRELIABLE
        Unreliable.ahead[:] = [None, ConnectionRefusedError(111, "down")]
        admin.post("/pegawai/undang/", {"semua": "on"})
        job = Job.objects.get(kind="invite_people")
        tasks.invite_people.run("north", str(job.id))
        assert (Job.objects.get(id=job.id).state, len(mailoutbox)) == ("failed", 1)
        jobs.resume(job_id=job.id)
        tasks.invite_people.run("north", str(job.id))
        assert Job.objects.get(id=job.id).result["counts"] == {"invited": 2}
        assert len({letter.to[0] for letter in mailoutbox}) == len(mailoutbox) == 2

    def test_nobody_chosen(self, admin: Client) -> None:
        assert admin.post("/pegawai/undang/", {}).status_code == 422
        assert admin.post("/pegawai/undang/", {"pegawai": [str(id_of(LURAH))]}).status_code == 422  # has no address
        assert not Job.objects.filter(kind="invite_people").exists()


class TestApi:
    def test_units_of_a_day(self) -> None:
        answer = client_of(CLERK).get("/api/v1/units/?day=2026-06-01")
        assert answer.status_code == 200
        assert [each["code"] for each in answer.json()["units"]][:2] == ["PEM", "SETDA"]
        assert client_of().get("/api/v1/units/?day=besok").status_code == 400

    def test_people_the_caller_may_see(self) -> None:
        answer = client_of(HEAD_BKPSDM).get(f"/api/v1/employees/?unit={unit('PEM')}").json()
        assert answer["count"] == 3
        assert {each["name"] for each in answer["employees"]} == {"Dewi Lestari", "Eko Prasetyo", "Fitri Handayani"}

    def test_an_import_is_a_job(self, admin: Client) -> None:
        form = {"file": upload(person(NEW, "Joko", "SETDA")), "day": "2026-06-01"}
        answer = admin.post("/api/v1/imports/people/", form, headers={"Idempotency-Key": "satu"})
        assert answer.status_code == 202
        form["file"] = upload(person(NEW, "Joko", "SETDA"))
        again = admin.post("/api/v1/imports/people/", form, headers={"Idempotency-Key": "satu"})
        assert again.json()["job"] == answer.json()["job"]
        run(Job.objects.get(kind="import_people"))
        assert admin.get(answer.json()["url"]).json()["counts"]["new"] == 1

    def test_a_checked_sheet_is_mended_by_its_error_sheet_or_applied(self, admin: Client) -> None:
        form = {"file": upload(person(NEW, "Joko", "SETDA"), person("1", "X", "SETDA")), "day": "2026-06-01"}
        asked = admin.post("/api/v1/imports/people/", {**form, "check_only": True}).json()
        run(Job.objects.get(id=asked["job"]))
        checked = admin.get(asked["url"]).json()
        assert (checked["state"], checked["error"]["errors"][0]["row"], list(checked["files"])) == (
            "failed",
            3,
            ["errors"],
        )
        told = reader.read(b"".join(admin.get(checked["files"]["errors"]).streaming_content), name="perbaikan.xlsx")
        assert "X" in told.lines[2].cells
        assert admin.get(checked["files"]["errors"].replace("errors", "changes")).status_code == 404
        apply = f"{asked['url']}apply/"
        assert client_of(HEAD_BKPSDM).post(apply, {}).status_code == 403
        assert admin.post(apply, {}).status_code == 409
        assert Employee.objects.count() == 8
        applied = [admin.post(apply, {"only_good": True}).json() for _press in range(2)]
        assert applied[0]["job"] == applied[1]["job"]
        run(Job.objects.get(id=applied[0]["job"]))
        assert Employee.objects.count() == 9

    def test_a_structure_is_looked_at_and_taken(self, admin: Client) -> None:
        form = {"effective_from": "2026-07-01", "decree": "Perwal 9"}
        sheet = write_csv(UNIT_COLUMNS, [*CITY, ("SETDA-HK", "Bagian Hukum", "section", "SETDA", "", "III.a")])
        send = [{**form, "file": SimpleUploadedFile("unit.csv", sheet), "check_only": only} for only in (True, False)]
        looked = admin.post("/api/v1/imports/structure/", send[0]).json()
        assert (looked["added"], looked["removed"], looked["check_only"]) == (1, 0, True)
        assert organisation.version_on(date(2026, 7, 1)).effective_from == START  # type: ignore[union-attr]
        bad = write_csv(UNIT_COLUMNS, [*CITY, ("SETDA", "Dua kali", "section", "SETDA", "", "")])
        refused = admin.post("/api/v1/imports/structure/", {**form, "file": SimpleUploadedFile("unit.csv", bad)})
        assert (refused.status_code, refused.json()["details"]["errors"][0]["row"]) == (422, 10)
        assert admin.post("/api/v1/imports/structure/", send[1]).json()["added"] == 1
        assert "SETDA-HK" in organisation.chart_on(date(2026, 7, 1)).by_code

    def test_only_an_administrator_imports(self) -> None:
        answer = client_of(HEAD_BKPSDM).post("/api/v1/imports/people/", {"file": upload(*PEOPLE)})
        assert answer.status_code == 403
        assert not Job.objects.filter(kind="import_people").exists()
