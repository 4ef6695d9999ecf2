"""The list filled in and uploaded, checked in words, agreed to; its regions live on one page, each with a way on."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.jobs.models import Job
from shared_apps.sheets import reader
from shared_apps.sheets.rules import Sheet
from shared_apps.sheets.writer import write_csv, write_xlsx
from tenants.partnerships.models import Agreement
from tenants.regions import erasure, tasks
from tenants.regions.models import Batch, Region
from tenants.regions.together import sheet
from tests.tenants.conftest import at_host, host_user, record
from tests.tenants.regions.test_provisioning_runs import door_left_open
from tests.tenants.regions.test_together import CODES, counts

PAGE = "/perjanjian/bersama/"
LIVE = {"HX-Request": "true"}
NAMES = ("mitrasatu", "mitradua", "mitratiga")
COLUMNS = [names[0] for names in sheet.COLUMNS.values()]


def line(place: int, **changes: str) -> dict[str, str]:
    """A row of the sheet with all facts of its agreement."""
    name = NAMES[place]
    row = {
        "number": f"PKS/{name}",
        "schema_name": name,
        "domain": f"{name}.localhost",
        "administrator_name": f"Admin {name}",
        "administrator_email": f"admin@{name}.example.id",
        "time_zone": "WITA",
        "personnel_agency": "BKD",
        "region_code": CODES[place],
        "host_party": "Pemerintah Provinsi Jawa Barat",
        "partner_party": f"Pemerintah {name}",
        "signed_on": "01-10-2026",
        "starts_on": "2026-11-01",
        "ends_on": "1/11/2031",
        "employee_quota": "4.000",
        "modules": "Kinerja; talent",
    }
    return {**row, **changes}


def cells(rows: list[dict[str, str]]) -> list[list[str]]:
    return [[row[field] for field in sheet.COLUMNS] for row in rows]


def xlsx(rows: list[dict[str, str]]) -> bytes:
    return write_xlsx([Sheet(name="Daftar", columns=COLUMNS, rows=cells(rows))])


def upload(console: Client, content: bytes, name: str = "daftar.xlsx") -> Any:
    return console.post(PAGE, {"aksi": "unggah", "file": SimpleUploadedFile(name, content)})


def sent(page: str, act: str, **changes: str) -> dict[str, str]:
    """What the browser sends of a form it was shown."""
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if 'name="halaman"' in part)
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if found.get("type") != "checkbox":
            fields[found["name"]] = found.get("value", "")
        elif " checked" in tag:
            fields[found["name"]] = "on"
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen.group(1) if chosen else re.findall(r'value="([^"]*)"', options)[0]
    return {**fields, "aksi": act, **changes}


def agreed(console: Client) -> Batch:
    """Three regions asked for by an uploaded list."""
    seen = upload(console, xlsx([line(place) for place in range(3)])).content.decode()
    console.post(PAGE, sent(seen, "siapkan"))
    return Batch.objects.get()


def test_an_uploaded_list_is_checked_agreed_to_and_becomes_a_page(console: Client) -> None:
    before = counts()
    answer = upload(console, xlsx([line(place) for place in range(3)]))
    seen = answer.content.decode()
    assert (answer.status_code, counts()) == (200, before)
    assert "3 daerah siap disiapkan" in seen
    assert "perjanjian ikut dicatat" in seen

    answer = console.post(PAGE, sent(seen, "siapkan"))
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"{PAGE}{batch.id}/"
    first = batch.lines.select_related("agreement").get(position=1)
    agreement = first.agreement
    assert (first.schema_name, first.time_zone, first.personnel_agency) == ("mitrasatu", "Asia/Makassar", "BKD")
    assert (agreement.employee_quota, agreement.modules) == (4000, ["performance", "talent"])
    assert str(agreement.ends_on) == "2031-11-01"
    after = counts()
    assert console.post(PAGE, sent(seen, "siapkan")).headers["Location"] == f"{PAGE}{batch.id}/"  # a double click
    assert counts() == after
    assert "0 dari 3 daerah aktif" in console.get(f"{PAGE}{batch.id}/").content.decode()
    assert "3 daerah" in console.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema_name": "Mitra Satu"}, "Baris 3 · kolom B · Nama singkat"),
        ({"domain": "https://mitra"}, "Baris 3 · kolom C · Alamat"),
        ({"administrator_email": "admin"}, "Baris 3 · kolom E · Surel administrator pertama"),
        ({"administrator_name": ""}, "Baris 3 · kolom D · Nama administrator pertama"),
        ({"time_zone": "Jakarta"}, "“Jakarta” tidak dikenal. Pilih WIB, WITA, atau WIT."),
        ({"starts_on": "besok"}, "“besok” bukan tanggal. Contoh: 01-10-2026."),
        ({"employee_quota": "banyak"}, "“banyak” bukan bilangan bulat."),
        ({"modules": "Kinerja; Ramalan"}, "Ada modul yang tidak dikenal."),
        ({"region_code": "99.99"}, "Baris 3 · kolom H · Kode wilayah"),
        ({"host_party": ""}, "Isi kolom ini juga, atau kosongkan semua isi perjanjian."),
        ({"ends_on": "01-10-2026"}, "Tanggal berakhir harus sesudah tanggal mulai."),
        ({"number": "PKS/mitrasatu"}, "Sama dengan baris ke-1."),
        ({"starts_on": "01-01-2027"}, "tidak berlaku pada tanggal ini"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_made(
    console: Client, change: dict[str, str], said: str
) -> None:
    before = counts()
    answer = upload(console, xlsx([line(0), line(1, **change), line(2)]))
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert said in seen
    assert "Siapkan 3 daerah" not in seen
    answer = console.post(PAGE, sent(seen, "siapkan"))  # whoever sends it all the same
    assert (answer.status_code, counts()) == (422, before)


def test_a_row_that_is_not_ticked_holds_nobody_up(console: Client) -> None:
    seen = upload(console, xlsx([line(0), line(1, domain="x")])).content.decode()
    again = sent(seen, "periksa")
    del again["r-1-chosen"]
    seen = console.post(PAGE, again).content.decode()
    assert "1 daerah siap disiapkan" in seen
    console.post(PAGE, sent(seen, "siapkan"))
    assert list(Region.objects.filter(schema_name__startswith="mitra").values_list("schema_name", flat=True)) == [
        "mitrasatu"
    ]


def test_what_is_repaired_on_the_page_is_sound(console: Client) -> None:
    seen = upload(console, xlsx([line(0, domain="x")])).content.decode()
    answer = console.post(PAGE, sent(seen, "periksa", **{"r-0-domain": "mitrasatu.localhost"}))
    assert answer.status_code == 200
    assert "1 daerah siap disiapkan" in answer.content.decode()


def test_agreements_that_wait_are_rows_to_fill_in(console: Client) -> None:
    record()
    record(number="PKS-2", region_code="33.73", partner_party="Pemerintah Kota Salatiga")
    seen = console.get(PAGE).content.decode()
    assert "2 perjanjian menunggu daerahnya" in seen
    assert ('value="magelang.localhost"' in seen, 'value="salatiga"' in seen) == (True, True)
    answer = console.post(PAGE, sent(seen, "periksa"))
    assert (answer.status_code, answer.content.decode().count("Nama administrator pertama</a>")) == (422, 2)
    filled = {
        f"r-{place}-administrator_{what}": value
        for place in range(2)
        for what, value in (("name", "Ratna"), ("email", "ratna@example.id"))
    }
    seen = console.post(PAGE, sent(seen, "periksa", **filled)).content.decode()
    assert "2 daerah siap disiapkan" in seen, re.findall(r"<ul>.*?</ul>", seen, re.S)
    console.post(PAGE, sent(seen, "siapkan"))
    assert Batch.objects.get().lines.count() == 2
    assert "Siapkan bersama" in console.get("/perjanjian/").content.decode()


def test_a_csv_list_of_agreements_already_recorded_needs_five_columns(console: Client) -> None:
    agreement = record()
    content = write_csv(
        COLUMNS[:5], [[agreement.number, "magelang", "magelang.localhost", "Ratna", "ratna@example.id"]]
    )
    seen = upload(console, content, "daftar.csv").content.decode()
    assert "1 daerah siap disiapkan" in seen
    assert "Kota Magelang" in seen


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"bukan lembar kerja", "Baris judul kolom tidak ditemukan"),
        (b"PK\x03\x04 rusak", "Berkas"),
        (b"", "kosong"),
        (xlsx([]), "tidak berisi baris"),
        (xlsx([line(0)] * 51), "paling banyak 50"),
    ],
)
def test_a_bad_file_is_refused_in_words(console: Client, content: bytes, said: str) -> None:
    before = counts()
    answer = upload(console, content)
    assert (answer.status_code, said in answer.content.decode(), counts()) == (422, True, before)


def test_the_example_can_be_filled_in_and_uploaded(console: Client) -> None:
    shown = console.get(f"{PAGE}contoh.xlsx").getvalue()
    assert reader.read(shown, name="c.xlsx").lines[0].cells == tuple(COLUMNS)
    record()
    waiting = reader.read(console.get(f"{PAGE}contoh.xlsx").getvalue(), name="c.xlsx").lines[1].cells
    assert waiting[:3] == ("120.23/PKS-41/2026", "magelang", "magelang.localhost")
    assert "1 daerah siap disiapkan" not in upload(console, shown).content.decode()  # its host is not ours
    assert io.BytesIO(shown).read(2) == b"PK"


def test_its_regions_are_live_on_one_page_each_with_its_own_way_on(real_logins: None) -> None:
    console = at_host(host_user("Rini Susanti"))
    batch = agreed(console)
    page = f"{PAGE}{batch.id}/"
    with schema_context("public"):
        tasks.provision("public", str(Job.objects.get(key="provision:mitrasatu").id))
        with door_left_open():
            tasks.provision("public", str(Job.objects.get(key="provision:mitradua").id))
    seen = console.get(page, headers=LIVE).content.decode()
    assert "1 dari 3 daerah aktif, 1 terhenti" in seen
    assert "Isolasi tidak terbukti" in seen
    assert seen.index("mitradua.localhost") < seen.index("mitrasatu.localhost")  # the stopped first

    console.post(f"{page}3/", {"aksi": "batal"})  # it only waits
    assert "Sedang dihapus" in console.get(page).content.decode()
    with schema_context("public"):
        tasks.abandon("public", str(Job.objects.get(kind="abandon").id))
    assert erasure.remains("mitratiga") == []
    assert "tidak ada yang tersisa" in console.get(page).content.decode()

    console.post(f"{page}2/", {"aksi": "lanjut"})
    console.post(f"{page}3/", {"aksi": "ulang"})
    with schema_context("public"):
        for job in Job.objects.filter(kind="provision", state="queued"):
            tasks.provision("public", str(job.id))
    answer = console.get(page, headers=LIVE)
    assert (answer.status_code, "Semua 3 daerah aktif" in answer.content.decode()) == (286, True)
    console.post(f"{page}1/", {"aksi": "batal"})
    assert "sudah pernah aktif" in console.get(page).content.decode()
    assert Agreement.objects.filter(number__startswith="PKS/mitra").count() == 3


def test_over_the_api_all_or_none(console: Client) -> None:
    before = counts()
    rows = [
        {
            "agreement_number": "120.23/PKS-41/2026",
            "schema_name": name,
            "domain": f"{name}.localhost",
            "administrator_name": "Ratna",
            "administrator_email": "ratna@example.id",
        }
        for name in NAMES[:2]
    ]
    place = "/api/v1/regions/together/"
    refused = console.post(place, {"regions": rows}, content_type="application/json")
    assert refused.status_code == 422, refused.content
    assert set(refused.json()["fields"]) == {"regions.0.agreement_number", "regions.1.agreement_number"}
    assert counts() == before
    record()
    rows[1]["agreement_number"] = "PKS/mitradua"
    facts = {**line(1), "employee_quota": 10, "modules": ["performance"]}
    terms = ("region_code", "host_party", "partner_party", "employee_quota", "modules")
    rows[1]["agreement"] = {name: facts[name] for name in terms} | {  # type: ignore[assignment]  # JSON
        "signed_on": "2026-10-01",
        "starts_on": "2026-11-01",
        "ends_on": "2031-11-01",
    }
    asked = console.post(place, {"regions": rows}, content_type="application/json")
    assert asked.status_code == 202, asked.content
    told = console.get(asked.headers["Location"]).json()
    assert [each["state"] for each in told["regions"]] == ["queued", "queued"]
    assert (told["queued"], told["active"], len(told["regions"][0]["region"]["steps"])) == (2, 0, 6)


def test_who_is_no_operator_neither_sees_nor_sends(regions: None) -> None:
    stranger = at_host(host_user("Siti Aminah", operator=False))
    before = counts()
    assert stranger.get(PAGE).status_code == 403
    assert upload(stranger, xlsx([line(0)])).status_code == 403
    assert counts() == before
