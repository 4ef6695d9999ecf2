"""An untidy sheet over HTTP: uploaded, asked, answered, compared, made a draft; on real PostgreSQL."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Appointment, User
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries
from tenant_apps.organisation.drafts import queries as drafts
from tenant_apps.organisation.files import services, uploads
from tenant_apps.organisation.models import StructureDraft, StructureSheet, StructureVersion
from tenant_apps.people import services as people
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import city

START = date(2026, 1, 1)
DIRTY = ("NAMA UNIT", "SINGKATAN")
ROWS = (
    ("SEKRETARIAT DAERAH", "SETDA"),
    ("BAGIAN ORGANISASI", ""),
    ("BADAN KEPEGAWAIAN", "BKPSDM"),
    ("BIDANG MUTASI", ""),
    ("SUBBIDANG KEPANGKATAN", ""),
    ("DINAS KEBUDAYAAN DAN PARIWISATA", "DKP"),
    ("DINAS KETAHANAN PANGAN", "DKP"),
    ("KECAMATAN JEBRES", ""),
    ("KELURAHAN MOJOSONGO", ""),
    ("KPU KOTA NORTH", "KPU"),
    ("HUMAS", ""),
)
HUMAS = 12


@pytest.fixture(autouse=True)
def _structure(regions: None) -> Iterator[None]:
    with schema_context("north"):
        people.import_structure(table=city(), effective_from=START, decree="Perwal 1/2026", actor=OPERATOR)
        yield


@pytest.fixture
def administrator(regions: None) -> User:
    user = User.objects.create(email="pengelola@north.example.id", name="Pengelola")
    Appointment.objects.create(user=user, role="personnel_admin", starts_on=START, given_by_name="Uji")
    return user


@pytest.fixture
def client(administrator: User) -> Client:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(administrator)
    return client


def csv(*rows: tuple[str, ...], columns: tuple[str, ...] = DIRTY) -> bytes:
    return write_csv(columns, rows)


def uploaded(actor: Any, content: bytes | None = None, name: str = "opd.csv") -> StructureSheet:
    return services.upload(name=name, content=content or csv(*ROWS), effective_from=START, actor=actor)


def told(page: uploads.SheetPage) -> dict[str, tuple[str, ...]]:
    return {row.found.name: row.asked for row in page.asked}


def post(client: Client, sheet: StructureSheet, *rows: int, **changed: str) -> Any:
    """Send the cells of some rows as the page shows them, some of them changed."""
    page = uploads.page_of(sheet)
    made = page.decisions
    labels = {str(row.found.row): f"{row.code} · {row.value('name')}" for row in made.taken}
    labels["0"] = f"{made.root_code} · {made.root_name}"
    cells = {}
    for row in rows:
        for cell in ("taken", "name", "abbreviation", "unit_type"):
            cells[f"r{row}-{cell}"] = made.by_row[row].value(cell)
        cells[f"r{row}-parent"] = labels.get(made.by_row[row].value("parent"), "")
    return client.post(f"/organisasi/lembar/{sheet.id}/", {**cells, **changed})


def test_a_dirty_sheet_becomes_a_draft_after_its_questions(client: Client, administrator: User) -> None:
    file = SimpleUploadedFile("opd.csv", csv(*ROWS))
    answer = client.post("/organisasi/lembar/", {"file": file, "effective_from": START.isoformat()})
    sheet = StructureSheet.objects.get()
    assert answer.headers["Location"] == f"/organisasi/lembar/{sheet.id}/"
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "1 baris harus dijawab" in shown
    assert "Singkatan DKP sudah dipakai Dinas Kebudayaan dan Pariwisata di baris 7." in shown
    assert "Instansi pusat atau vertikal" in shown
    assert told(uploads.page_of(sheet)) == {
        "DINAS KETAHANAN PANGAN": ("abbreviation",),
        "KPU KOTA NORTH": ("taken",),
        "HUMAS": ("unit_type", "parent"),
    }
    refused = client.get(f"/organisasi/lembar/{sheet.id}/perbedaan/")
    assert refused.headers["Location"] == f"/organisasi/lembar/{sheet.id}/"
    changed = {f"r{HUMAS}-name": "Bagian Humas", f"r{HUMAS}-unit_type": "section", f"r{HUMAS}-parent": "setda"}
    done = post(client, sheet, 8, 11, HUMAS, **changed)
    assert done.headers["Location"] == f"/organisasi/lembar/{sheet.id}/perbedaan/"
    before = queries.chart_on(START)
    compared = client.get(done.headers["Location"]).content.decode()
    assert "Bagian Humas" in compared
    changes = uploads.difference_of(uploads.page_of(uploads.own_sheet(administrator, sheet.id))).difference
    assert (len(changes.added), changes.renamed, changes.changed, len(changes.removed)) == (3, (), (), 0)
    made = client.post(done.headers["Location"], {"title": "Struktur baru"})
    draft = StructureDraft.objects.get()
    assert str(draft.id) in made.headers["Location"]
    chart = drafts.draft_page(administrator, draft.id).made.chart
    assert {node.name for node in chart.nodes.values()} - {node.name for node in before.nodes.values()} == {
        "Bagian Humas",
        "Dinas Kebudayaan dan Pariwisata",
        "Dinas Ketahanan Pangan",
    }
    assert {code: chart.by_code[code].unit_id for code in before.by_code} == {
        code: node.unit_id for code, node in before.by_code.items()
    }
    assert (queries.chart_on(START), StructureVersion.objects.count()) == (before, 1)


def test_a_list_of_subdistricts_joins_the_structure_and_its_choice_is_told_first(client: Client) -> None:
    file = SimpleUploadedFile("kelurahan.csv", csv(("KECAMATAN LAWEYAN", ""), ("KELURAHAN BARU", ""), columns=DIRTY))
    wish = {"file": file, "effective_from": START.isoformat()}
    told = client.post("/api/v1/structure-sheets/", wish).json()
    here = f"/organisasi/lembar/{told['sheet']['id']}/"
    assert (told["scope"], told["scope_proposed"], told["missing"]) == ("add", True, 7)
    shown = client.get(here).content.decode()
    assert "7 unit struktur sekarang tidak ada di berkas dan akan berakhir." in shown
    api = f"/api/v1/structure-sheets/{told['sheet']['id']}/"
    before = queries.chart_on(START)
    facts: dict[str, Any] = {"content_type": "application/json"}
    wrong = client.post(f"{api}answers/", {"answers": [{"row": 3, "parent_code": "ENTAH"}]}, **facts)
    assert wrong.status_code == 400
    answer = {"row": 3, "parent_code": "JEBRES"}
    assert client.post(f"{api}answers/", {"answers": [answer]}, **facts).json()["ready"]
    difference = client.get(f"{api}difference/").json()
    assert [unit["parent_after"] for unit in difference["added"]] == ["Pemerintah Kota North", "Kecamatan Jebres"]
    assert (difference["removed"], difference["same"]) == ([], 8)
    client.post(here, {"cakupan": "replace"})
    whole = client.get(api).json()
    assert (whole["scope"], whole["scope_proposed"], whole["ready"]) == ("replace", False, False)
    client.post(here, {"cakupan": "add"})
    made = client.post(f"{api}draft/", {"title": "Kelurahan"}, **facts).json()
    assert client.post(here, {"cakupan": "replace"}).status_code == 409
    chart = drafts.page_of(StructureDraft.objects.get(id=made["draft_id"])).made.chart
    assert before.nodes.items() <= chart.nodes.items()


def test_a_second_press_is_the_same_draft_and_its_answers_stand(client: Client, administrator: User) -> None:
    sheet = uploaded(administrator, csv(*ROWS[:-1]))
    first = client.post(f"/organisasi/lembar/{sheet.id}/perbedaan/", {"title": "Satu"})
    again = client.post(f"/organisasi/lembar/{sheet.id}/perbedaan/", {"title": "Dua"})
    assert first.headers["Location"] == again.headers["Location"]
    assert [draft.title for draft in StructureDraft.objects.all()] == ["Satu"]
    with pytest.raises(ConflictError) as refused:
        services.answer(sheet_id=sheet.id, answers={2: {"taken": "no"}}, actor=administrator)
    assert refused.value.code == "sheet_made"
    sheet.refresh_from_db()
    assert sheet.answers == {}


def test_what_two_tabs_answer_is_both_remembered(client: Client, administrator: User) -> None:
    sheet = uploaded(administrator)
    post(client, sheet, 11)
    post(client, sheet, 8)
    sheet.refresh_from_db()
    assert sorted(sheet.answers) == ["11", "8"]
    assert list(told(uploads.page_of(sheet))) == ["HUMAS"]


def test_an_answer_that_cannot_be_read_is_told_beside_its_cell_and_nothing_is_kept(
    client: Client, administrator: User
) -> None:
    sheet = uploaded(administrator)
    answer = post(client, sheet, 8, HUMAS, **{f"r{HUMAS}-parent": "Dinas yang tidak ada", f"r{HUMAS}-name": "Humas X"})
    assert answer.status_code == 422
    assert "Tidak ada satu unit dengan kode atau nama ini" in answer.content.decode()
    assert "Humas X" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.answers == {}


def test_a_sheet_of_somebody_else_or_one_that_has_expired_is_not_there(client: Client, administrator: User) -> None:
    other = User.objects.create(email="lain@north.example.id", name="Lain")
    Appointment.objects.create(user=other, role="personnel_admin", starts_on=START, given_by_name="Uji")
    theirs = uploaded(other)
    assert client.get(f"/organisasi/lembar/{theirs.id}/").status_code == 404
    with pytest.raises(NotFoundError):
        services.accept(sheet_id=theirs.id, title="Milik lain", actor=administrator)
    assert client.post(f"/organisasi/lembar/{theirs.id}/hapus/").status_code == 404
    StructureSheet.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert uploads.own_sheets(other) == []
    uploaded(administrator)
    assert [sheet.uploaded_by for sheet in StructureSheet.objects.all()] == [administrator.id]
    assert StructureDraft.objects.count() == 0


def test_the_json_we_wrote_is_read_back_as_the_same_structure(client: Client, administrator: User) -> None:
    content = client.get(f"/organisasi/berkas/unduh/?bentuk=json&hari={START}").content
    page = uploads.page_of(uploaded(administrator, content, "struktur.json"))
    assert (page.asked, page.is_ready) == ([], True)
    made = uploads.difference_of(page)
    assert (made.difference.is_any, made.after) == (False, queries.chart_on(START))
    with pytest.raises(ConflictError) as refused:
        services.accept(sheet_id=page.sheet.id, title="Sama", actor=administrator)
    assert refused.value.code == "sheet_same"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_sheet_we_wrote_asks_nothing(client: Client, administrator: User, kind: str) -> None:
    content = client.get(f"/organisasi/berkas/unduh/?bentuk={kind}&hari={START}").content
    page = uploads.page_of(uploaded(administrator, content, f"struktur.{kind}"))
    assert page.asked == []
    assert uploads.difference_of(page).after == queries.chart_on(START)


@pytest.mark.parametrize(
    "columns", ["region_code,unit_name_as_found,abbr,unit_type,parent", "code,name,level,parent_code"]
)
def test_lists_as_they_are_published_are_read_as_they_are(administrator: User, columns: str) -> None:
    names = columns.split(",")
    cells = {"unit_name_as_found": "DINAS SOSIAL", "name": "DINAS SOSIAL", "abbr": "DINSOS"}
    content = f"{columns}\n{','.join(cells.get(name, '') for name in names)}\n".encode()
    assert [row.value("name") for row in uploads.page_of(uploaded(administrator, content)).decisions.rows] == [
        "Dinas Sosial"
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'{"units": [1]}'),
        ("a.json", b'{"units": [{"name": {"a": 1}}]}'),
        ("a.json", b'{"units": []}'),
        ("a.json", b'{"units": ' + b"[" * 100_000),
        ("a.csv", b"alamat;telepon\nJalan A;1\n"),
        ("a.csv", b"nama\n"),
        ("a.csv", b"nama\n" + b"Dinas A\n" * 3001),
        ("a.xlsx", b"PK\x03\x04rusak"),
    ],
)
def test_a_file_that_is_no_structure_is_refused_in_words(administrator: User, name: str, content: bytes) -> None:
    with pytest.raises(InvalidError) as refused:
        uploaded(administrator, content, name)
    assert str(refused.value.message)
    assert StructureSheet.objects.count() == 0


def test_what_nobody_types_is_cleaned_away_and_kept_safely(administrator: User) -> None:
    units = [{"code": "A\x00", "name": "DINAS\nSOSIAL\u202e\x00", "order": 3}]
    sheet = uploaded(administrator, json.dumps({"units": units}).encode(), "\x00../jahat\n.json")
    row = uploads.page_of(StructureSheet.objects.get()).decisions.rows[0]
    assert (row.found.code, row.value("name")) == ("A", "Dinas Sosial")
    assert sheet.file_name == "jahat .json"


def test_who_may_not_manage_the_organisation_uploads_nothing(employee_user: User) -> None:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(employee_user)
    file = SimpleUploadedFile("opd.csv", csv(*ROWS))
    assert client.post("/organisasi/lembar/", {"file": file, "effective_from": START.isoformat()}).status_code == 403
    assert StructureSheet.objects.count() == 0


def test_programs_upload_answer_compare_and_make_the_draft_once(client: Client, administrator: User) -> None:
    all_of_them = "/api/v1/structure-sheets/"
    file = SimpleUploadedFile("opd.csv", csv(*ROWS))
    made = client.post(all_of_them, {"file": file, "effective_from": START.isoformat()}).json()
    one = f"{all_of_them}{made['sheet']['id']}/"
    asked = {each["row"]: each for each in made["rows"]}
    assert (made["ready"], made["unanswered"], sorted(asked)) == (False, 1, [8, 11, HUMAS])
    assert asked[HUMAS]["cells"]["parent"]["certainty"] == "open"
    assert "Instansi pusat" in asked[11]["cells"]["taken"]["reason"]
    assert client.get(f"{one}difference/").json()["code"] == "sheet_unanswered"
    before = StructureSheet.objects.values().get()
    send = {"content_type": "application/json"}
    for wrong in ({"row": 99}, {"row": HUMAS, "parent": 99}, {"row": HUMAS, "unit_type": "x"}, {"name": "\x00"}):
        assert client.post(f"{one}answers/", {"answers": [wrong]}, **send).status_code == 400, wrong
    assert StructureSheet.objects.values().get() == before
    humas = {"row": HUMAS, "taken": "yes", "name": "Bagian Humas", "unit_type": "section", "parent": 2}
    answers = [{"row": 8, "abbreviation": "DKPP"}, {"row": 11, "taken": "no"}, humas]
    left = client.post(f"{one}answers/", {"answers": answers}, **send).json()
    assert (left["ready"], left["unanswered"]) == (True, 0)
    every = client.get(one, {"every_row": "true"}).json()["rows"]
    assert len(every) == len(ROWS)
    changes = client.get(f"{one}difference/").json()
    assert {(each["name_after"], each["parent_after"]) for each in changes["added"]} >= {
        ("Bagian Humas", "Sekretariat Daerah")
    }
    drafts_made = [client.post(f"{one}draft/", {"title": "Struktur baru"}).json()["draft_id"] for _press in range(2)]
    assert drafts_made == [str(StructureDraft.objects.get().id)] * 2
    assert client.get(all_of_them).json()[0]["draft_id"] == drafts_made[0]
    assert (client.post(f"{one}discard/").status_code, client.get(one).status_code) == (204, 404)
    assert client.get("/api/v1/units/file/?kind=csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/api/v1/units/file/?kind=exe").status_code == 400
