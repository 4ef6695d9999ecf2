"""What a personnel agency does for one person: adds them, promotes them, appoints a CPNS, puts a name right."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from tenant_apps.organisation.models import Government
from tenant_apps.people import queries, services
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.records import EmployeeNik
from tenant_apps.people.rules import career
from tenant_apps.people.rules.career import Refusal
from tenant_apps.people.rules.plan import Rank
from tenant_apps.people.services import undoing
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, LURAH, TEACHER, TODAY, id_of, unit

pytestmark = pytest.mark.usefixtures("at_north")
NEW = "199109092016091009"
_ME = UUID(int=1)
NIK, OTHERS_NIK = "3372015709910001", "3372014505900002"
FORM = {
    "number": "19910909 201609 1 009",
    "name": "Joko Susilo",
    "title_after": "S.Kom.",
    "employment_type": "pns",
    "grade": "III/b",
    "position_title": "Pranata Komputer Ahli Pertama",
    "position_type": "functional",
    "kind": "transfer_in",
    "starts_on": "2026-03-01",
    "decree": "SK 824/1",
    "email": "Joko@north.example.id",
    "nik": NIK,
}


def form(**more: Any) -> dict[str, Any]:
    return {**FORM, "unit_id": str(unit("JEBRES-1")), **more}


def wish(**more: Any) -> dict[str, Any]:
    """The same as the service takes it."""
    asked = {**form(starts_on=date(2026, 3, 1), unit_id=unit("JEBRES-1")), **more}
    decree, kind = asked.pop("decree"), asked.pop("kind")
    return {"wish": services.Newcomer(**asked), "decree": decree, "kind": kind}


def everything() -> list[Any]:
    tables = (Employee, EmployeeNumber, EmployeeGrade, Assignment, EmployeeNik, SheetImport)
    return [list(model._default_manager.order_by("pk").values()) for model in tables]


@pytest.fixture
def refuses() -> Callable[..., DomainError]:
    """A service refuses, and nothing was changed."""

    def ask(service: Callable[..., Any], *, actor: Any = OPERATOR, **asked: Any) -> DomainError:
        before = everything()
        with pytest.raises(DomainError) as error:
            service(actor=actor, **asked)
        assert everything() == before
        return error.value

    return ask


def test_a_newcomer_is_an_import_of_one_row_and_two_clicks_are_one_person(admin: Client) -> None:
    for _click in range(2):
        answer = admin.post("/pegawai/tambah/", form())
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/pegawai/{id_of(NEW)}/")
    row = Employee.objects.get(id=id_of(NEW))
    assert (row.full_name, row.email, row.gender) == ("Joko Susilo, S.Kom.", "joko@north.example.id", "male")
    held = Assignment.objects.get(employee=row)
    assert (held.starts_on, held.kind, held.decree) == (date(2026, 3, 1), "transfer_in", "SK 824/1")
    assert EmployeeGrade.objects.get(employee=row).grade == "III/b"
    page = admin.get(f"/pegawai/{row.id}/").content.decode()
    assert ("Mutasi masuk" in page, NIK in page) == (True, False)
    assert "SK 824/1" in admin.get(f"/pegawai/{row.id}/riwayat/").content.decode()
    assert str(row.id) in admin.get("/pegawai/?q=joko").content.decode()
    made = SheetImport.objects.latest("made_at")
    assert (made.file_name, made.new) == ("Tambah pegawai: Joko Susilo", 1)
    undoing.undo(import_id=made.id, actor=OPERATOR, today=timezone.localdate())
    assert not Employee.objects.filter(id=row.id).exists()


def test_who_is_recorded_already_is_refused_with_a_link(admin: Client) -> None:
    services.record_nik(employee_id=id_of(CLERK), nik=OTHERS_NIK, actor=OPERATOR)
    for field, value in (("number", CLERK), ("nik", OTHERS_NIK)):
        before = everything()
        answer = admin.post("/pegawai/tambah/", form(**{field: value}))
        assert answer.status_code == 422
        assert f'href="/pegawai/{id_of(CLERK)}/"' in answer.content.decode()
        told = admin.post("/api/v1/employees/", form(**{field: value}), content_type="application/json")
        assert (told.status_code, told.json()["code"]) == (409, "person_known")
        assert everything() == before


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"number": "1991"}, "number"),
        ({"grade": "IX"}, "grade"),
        ({"position_type": "raja"}, "position_type"),
        ({"email": "citra@north.example.id"}, "email"),
        ({"is_head": True}, "is_head"),
        ({"superior_number": "199109092016091010"}, "superior_number"),
        ({"nik": "12"}, "nik"),
        ({"kind": "retired"}, "kind"),
        ({"decree": " "}, "decree"),
    ],
)
def test_a_newcomer_is_checked_as_a_row_is(refuses: Any, asked: dict[str, Any], field: str) -> None:
    assert list(refuses(services.add_person, **wish(**asked)).fields) == [field]


def test_the_quota_holds_for_one_person_too(refuses: Any) -> None:
    Government.objects.update(employee_quota=8)
    error = refuses(services.add_person, **wish())
    assert (error.code, error.details) == ("quota_exceeded", {"after": 9, "quota": 8})


def test_the_administrator_of_one_agency_adds_and_promotes_there_alone(manager: User, refuses: Any) -> None:
    added = services.add_person(**wish(unit_id=unit("BKPSDM-M")), actor=manager)
    assert queries.employee(manager, added.employee_id, timezone.localdate()).grade == "III/b"
    assert isinstance(refuses(services.add_person, actor=manager, **wish(number=CLERK[:-1] + "1")), ForbiddenError)
    known = refuses(services.add_person, actor=manager, **wish(unit_id=unit("BKPSDM"), number=LURAH, nik=""))
    assert (known.code, known.details, "Hana" in str(known.message)) == ("person_known", {}, False)
    promotion = {"grade": "III/d", "starts_on": TODAY, "decree": "SK 1"}
    services.change_grade(employee_id=id_of(CLERK), actor=manager, **promotion)
    step = {"employment_type": "pppk", "starts_on": TODAY, "decree": "SK 1", "corrects": True, "grade": "IX"}
    right = {"wish": {"name": "Hana"}, "reason": "Akta"}
    for service, asked in (
        (services.change_grade, promotion),
        (services.change_employment_type, step),
        (services.correct_identity, right),
    ):
        assert isinstance(refuses(service, actor=manager, employee_id=id_of(LURAH), **asked), ForbiddenError)


def rank(day: int, grade: str) -> Rank:
    return Rank(None, _ME, date(2026, 1, day), grade)


@pytest.mark.parametrize(
    ("grade", "day", "corrects", "written"),
    [
        ("III/d", 20, False, (20, "III/d")),
        ("III/c", 20, False, Refusal.IN_FORCE),
        ("III/c", 10, False, None),
        ("III/d", 10, False, Refusal.STANDS),
        ("III/d", 10, True, (10, "III/d")),
        ("III/c", 7, False, (7, "III/c")),  # the same known earlier: one row moves
        ("III/a", 2, False, (2, "III/a")),
    ],
)
def test_a_grade_finds_its_place(grade: str, day: int, corrects: bool, written: Any) -> None:
    found = career.rank_to_write(
        _ME, [rank(5, "III/b"), rank(10, "III/c")], grade, date(2026, 1, day), corrects=corrects
    )
    assert ((found.starts_on.day, found.grade) if isinstance(found, Rank) else found) == written


def test_a_promotion_stands_in_the_timeline_with_its_decree(admin: Client) -> None:
    person = f"/pegawai/{id_of(CLERK)}/"
    asked = {"grade": "III/d", "starts_on": "2026-10-01", "decree": "SK Pangkat 7"}
    for _click in range(2):
        assert admin.post(f"{person}golongan/", asked).status_code == 302
    assert list(EmployeeGrade.objects.filter(employee_id=id_of(CLERK)).order_by("starts_on").values_list("grade")) == [
        ("III/c",),
        ("III/d",),
    ]
    assert "SK Pangkat 7" in admin.get(f"{person}riwayat/").content.decode()
    assert admin.post(f"{person}golongan/", {**asked, "grade": "IV/a"}).status_code == 422
    assert admin.post(f"{person}golongan/", {**asked, "grade": "IX"}).status_code == 422  # a PPPK's
    api = f"/api/v1/employees/{id_of(CLERK)}/grades/"
    mended = admin.post(api, {**asked, "grade": "IV/a", "corrects": True}, content_type="application/json").json()
    assert mended["entries"][0]["title"] == "IV/a"
    late = admin.post(f"{person}golongan/", {**asked, "grade": "III/b", "starts_on": "2024-04-01"}, follow=True)
    assert "Golongan sekarang tetap IV/a" in late.content.decode()  # history is written, and told that it is


def test_a_kind_of_employment_follows_another_with_what_comes_with_it(
    admin: Client, account: Any, refuses: Any
) -> None:
    asked = {"employment_type": "pns", "starts_on": date(2026, 6, 1), "decree": "SK 1"}
    teacher = {"employee_id": id_of(TEACHER)}
    change = services.change_employment_type
    assert list(refuses(change, **teacher, **asked).fields) == ["grade"]
    assert list(refuses(change, **teacher, **{**asked, "starts_on": date(2999, 1, 1)}).fields) == ["starts_on"]
    assert isinstance(refuses(change, **teacher, **asked, grade="III/a", number=CLERK), ConflictError)
    before_the_sheet = {**asked, "starts_on": date(2025, 6, 1), "grade": "III/a"}
    assert refuses(change, **teacher, **before_the_sheet).code == "later_grade"
    back = refuses(change, employee_id=id_of(CLERK), **{**asked, "employment_type": "cpns"})
    assert isinstance(back, InvalidError)
    number = "199208082026061008"
    sent = {**asked, "starts_on": "2026-06-01", "grade": "III/a", "number": number}
    for _click in range(2):
        assert admin.post(f"/pegawai/{id_of(TEACHER)}/jenis-pegawai/", sent).status_code == 302
    page = queries.employee(account(role="auditor"), id_of(number), TODAY)
    assert (page.employee.employment_type, page.grade, page.number) == ("pns", "III/a", number)
    assert id_of(TEACHER) == id_of(number)
    services.change_employment_type(
        employee_id=id_of(CLERK), **{**asked, "employment_type": "cpns"}, actor=OPERATOR, corrects=True
    )
    assert Employee.objects.get(id=id_of(CLERK)).employment_type == "cpns"


def test_a_name_put_right_is_found_told_and_overwrites_nobody(admin: Client) -> None:
    person = f"/pegawai/{id_of(CLERK)}/"
    before = {"name": "Fitri Handayani", "title_before": "", "title_after": "", "email": "fitri@north.example.id"}
    before |= {"birth_date": "1990-05-05", "gender": "female"}
    seen = {f"initial-{name}": text for name, text in before.items()}
    right = {**before, **seen, "name": "Fitri Andayani", "title_after": "S.E.", "reason": "Ijazah 12"}
    for _click in range(2):
        assert admin.post(f"{person}perbaiki/", right).status_code == 302
    assert Employee.objects.get(id=id_of(CLERK)).full_name == "Fitri Andayani, S.E."
    assert str(id_of(CLERK)) in admin.get("/pegawai/?q=andayani").content.decode()
    history = admin.get(f"{person}riwayat/").content.decode()
    assert ("Fitri Handayani" in history, "Ijazah 12" in history) == (True, True)
    other = admin.post(f"{person}perbaiki/", {**before, **seen, "email": "", "name": "Fitri H", "reason": "Akta"})
    assert (other.status_code, "Fitri Andayani" in other.content.decode()) == (422, True)  # a second, older tab
    api = f"/api/v1/employees/{id_of(CLERK)}/identity/"
    taken = {"email": "citra@north.example.id", "birth_date": "2999-01-01", "reason": "Akta"}
    told = admin.post(api, taken, content_type="application/json")
    assert (told.status_code, sorted(told.json()["fields"])) == (422, ["birth_date", "email"])
    assert Employee.objects.get(id=id_of(CLERK)).email == before["email"]
    mended = admin.post(api, {"birth_date": "1990-05-06", "reason": "Akta"}, content_type="application/json").json()
    assert (mended["birth_date"], mended["name"]) == ("1990-05-06", "Fitri Andayani")
