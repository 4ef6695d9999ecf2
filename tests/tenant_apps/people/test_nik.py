"""A NIK is held sealed, shown masked, shown whole by an act that is written down, and found by the whole alone."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.audit.acting import acting
from shared_apps.audit.models import Change
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from shared_apps.files import queries as files
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of
from shared_apps.rows import new_id
from shared_apps.sheets import reader as sheets
from shared_apps.sheets.writer import write_csv
from tenant_apps.people import niks, queries, services
from tenant_apps.people.imported import ImportedChange
from tenant_apps.people.records import EmployeeNik
from tenant_apps.people.services import undoing, uploads
from tenant_apps.privacy.models import PersonLook
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import (
    CLERK,
    COLUMNS,
    HEAD_BKPSDM,
    HEAD_ORG,
    LURAH,
    PEOPLE,
    START,
    TODAY,
    client_of,
    id_of,
    sheet,
    unit,
)

pytestmark = pytest.mark.usefixtures("at_north")
NIK, OTHER = "3372014505900001", "3372014101000002"
WHOLE = "337201 450590 0001"


def everything() -> list[Any]:
    return list(EmployeeNik.objects.order_by("pk").values())


def give(number: str = CLERK, nik: str = NIK) -> tuple[str, ...]:
    return services.record_nik(employee_id=id_of(number), nik=nik, actor=OPERATOR)


def take(*rows: dict[str, str], only_good: bool = False) -> services.PeopleImport:
    wish = services.Wish(only_good=only_good)
    table = sheet(*rows, columns=(*COLUMNS, "no_ktp"))
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        return services.import_people(table=table, day=START, today=TODAY, actor=OPERATOR, wish=wish)


def in_clear(*texts: Any) -> bool:
    told = json.dumps(texts, default=str)
    return NIK in told or OTHER in told


@pytest.fixture
def reader(account: Callable[..., User]) -> User:
    """The personnel agency's administrator."""
    return account("", role="personnel_admin")


def test_what_is_kept_and_audited_is_sealed() -> None:
    give()
    give(nik=OTHER)
    row = EmployeeNik.objects.get()
    assert niks.opened(row, niks.region()) == OTHER
    changes = Change.objects.filter(table_name="people_employeenik")
    assert [each.operation for each in changes.order_by("at")] == ["I", "U"]
    assert not in_clear(everything(), [[each.before, each.after] for each in changes])


def test_two_people_never_share_one_and_nothing_changes() -> None:
    give()
    before = everything()
    with pytest.raises(ConflictError) as refused:
        give(LURAH)
    assert refused.value.code == "nik_taken"
    assert "Fitri" not in str(refused.value.message)
    with pytest.raises(InvalidError):
        give(LURAH, "3372010001000001")
    assert everything() == before
    assert give() == ()  # the same again
    assert everything() == before
    give(nik="")
    assert everything() == []


def test_others_see_two_digits_and_the_whole_is_an_act_the_person_reads_about() -> None:
    give()
    page = f"/pegawai/{id_of(CLERK)}/"
    head, administrator, clerk = client_of(HEAD_BKPSDM), client_of(role="personnel_admin"), client_of(CLERK)
    assert WHOLE in clerk.get(page).content.decode()
    for browser in (head, administrator):
        text = browser.get(page).content.decode()
        assert "••••••••••••••01" in text
        assert WHOLE not in text
        assert NIK not in text
    assert not PersonLook.objects.filter(kind="nik").exists()

    assert head.post(f"{page}nik/tampilkan/").status_code == 403
    assert client_of(LURAH).post(f"{page}nik/tampilkan/").status_code == 404
    assert not PersonLook.objects.filter(kind="nik").exists()
    shown = administrator.post(f"{page}nik/tampilkan/")
    assert WHOLE in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert PersonLook.objects.get(kind="nik").employee_id == id_of(CLERK)
    assert "NIK seutuhnya" in clerk.get("/privasi/siapa-melihat/").content.decode()
    assert administrator.get(f"/api/v1/employees/{id_of(CLERK)}/nik/").json()["masked"] == "••••••••••••••01"


def test_the_whole_number_finds_the_person_and_no_address_holds_it() -> None:
    give()
    administrator = client_of(role="personnel_admin")
    found = administrator.post("/pegawai/nik/", {"nik": WHOLE})
    assert found.headers["Location"] == f"/pegawai/{id_of(CLERK)}/"
    assert administrator.post("/pegawai/nik/", {"nik": OTHER}).status_code == 422
    assert client_of(HEAD_BKPSDM).post("/pegawai/nik/", {"nik": NIK}).status_code == 403
    answer = administrator.post("/api/v1/employees/by-nik/", {"nik": NIK}, content_type="application/json")
    assert answer.json()["number"] == CLERK
    assert not administrator.get("/pegawai/cari/", {"q": NIK}).context["found"].people


def test_an_agencys_administrator_reads_and_writes_it_in_the_agency_alone(account: Callable[..., User]) -> None:
    manager = account()
    accounts.appoint(user=manager, role="agency_admin", unit_id=unit("BKPSDM"), day=START, actor=OPERATOR)
    give()
    give(HEAD_ORG, OTHER)
    before = everything()
    assert queries.whole_nik(manager, id_of(CLERK), TODAY) == WHOLE
    assert queries.with_nik(manager, NIK, TODAY).number == CLERK
    for act in (
        lambda: queries.whole_nik(manager, id_of(HEAD_ORG), TODAY),
        lambda: queries.with_nik(manager, OTHER, TODAY),
        lambda: services.record_nik(employee_id=id_of(HEAD_ORG), nik="", actor=manager),
    ):
        with pytest.raises(DomainError):
            act()
    with pytest.raises(ForbiddenError):
        queries.with_nik(account("", role="auditor"), NIK, TODAY)
    assert everything() == before


def test_a_sheet_brings_corrects_and_exchanges_it_and_is_undone(reader: User) -> None:
    clerk, lurah = PEOPLE[4], PEOPLE[6]
    assert take({**clerk, "no_ktp": f"'{NIK}"}, {**lurah, "no_ktp": OTHER}).changed == 2
    assert take({**clerk, "no_ktp": NIK}, {**lurah, "no_ktp": ""}).same == 2
    made = take({**clerk, "no_ktp": OTHER}, {**lurah, "no_ktp": NIK})
    assert queries.with_nik(reader, NIK, TODAY).number == LURAH
    told = list(
        ImportedChange.objects.filter(sheet_import=made.record).order_by("row").values_list("fields", flat=True)
    )
    assert told[0] == [{"field": "nik", "before": "••••••••••••••01", "after": "••••••••••••••02"}]
    assert not in_clear(told)
    assert made.record is not None
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        undoing.undo(import_id=made.record.id, actor=OPERATOR, today=TODAY)
    assert queries.with_nik(reader, NIK, TODAY).number == CLERK


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3,37201E+15", "disimpan sebagai angka"),
        ("337201", "tepat 16 angka"),
        ("3372010001000001", "bukan tanggal lahir"),
        (OTHER, "sudah tercatat pada pegawai lain"),
    ],
)
def test_what_a_sheet_has_wrong_is_told_without_the_number(typed: str, words: str) -> None:
    give(HEAD_ORG, OTHER)
    before = everything()
    with pytest.raises(InvalidError) as refused:
        take({**PEOPLE[4], "no_ktp": typed})
    (error,) = refused.value.details["errors"]
    assert words in error["reason"]
    assert typed not in json.dumps(error)
    assert everything() == before


def test_an_import_is_not_undone_where_the_former_nik_is_anothers_by_now() -> None:
    take({**PEOPLE[4], "no_ktp": NIK})
    made = take({**PEOPLE[4], "no_ktp": OTHER})
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):  # a request of its own, as the audit tells them apart
        give(LURAH, NIK)
    assert made.record is not None
    with pytest.raises(ConflictError) as refused:
        undoing.undo(import_id=made.record.id, actor=OPERATOR, today=TODAY)
    assert refused.value.code == "import_undo_conflict"
    assert "NIK" in str(refused.value.message)
    assert set(niks.of_people([id_of(CLERK), id_of(LURAH)]).values()) == {OTHER, NIK}


def test_a_new_key_takes_over_and_without_the_old_one_it_stays_closed(reader: User) -> None:
    give()
    with override_settings(FIELD_KEY="n" * 40):
        assert queries.masked_nik(reader, id_of(CLERK), TODAY) == "•" * 16
        assert services.reseal() == (0, 1)
    with override_settings(FIELD_KEY="n" * 40, FIELD_KEY_BEFORE="tests-only-" + "f" * 40):
        assert queries.with_nik(reader, NIK, TODAY).number == CLERK
        assert services.reseal() == (1, 0)
        assert services.reseal() == (0, 0)
    with override_settings(FIELD_KEY="n" * 40):
        assert queries.with_nik(reader, NIK, TODAY).number == CLERK


def test_a_form_says_what_to_do_and_takes_nothing_away_by_itself(admin: Client) -> None:
    give()
    before = everything()
    page = f"/pegawai/{id_of(CLERK)}/nik/"
    for fields in ({}, {"nik": OTHER, "remove": "on"}, {"nik": "1\x00"}, {"nik": "x" * 41}):
        assert admin.post(page, fields).status_code == 422
    assert everything() == before
    assert NIK not in admin.get(page).content.decode()
    assert admin.post(page, {"nik": OTHER}).status_code == 302
    assert admin.post(page, {"remove": "on"}).status_code == 302
    assert everything() == []


def test_a_sheet_with_niks_and_what_is_made_of_it_lie_closed_on_the_disk(reader: User) -> None:
    good, bad = {**PEOPLE[4], "no_ktp": NIK}, {**PEOPLE[6], "no_ktp": OTHER, "golongan": "IX/z"}
    columns = (*COLUMNS, "no_ktp")
    content = write_csv(columns, [[row.get(name, "") for name in columns] for row in (good, bad)])
    job = uploads.upload(name="pegawai.csv", content=content, day=START, actor=reader, check_only=True)
    with pytest.raises(InvalidError) as refused:
        uploads.work(job=job, today=TODAY)
    uploaded, told = (files.content_of(each.id)[1] for each in StoredFile.objects.order_by("stored_at"))
    assert NIK.encode() in uploaded
    assert OTHER in str(sheets.read(told, name="perbaikan.xlsx").lines)
    assert refused.value.code
    lying = [path_of(each.id) for each in StoredFile.objects.all()]
    assert not any(NIK.encode() in path.read_bytes() or zipfile.is_zipfile(path) for path in lying)
