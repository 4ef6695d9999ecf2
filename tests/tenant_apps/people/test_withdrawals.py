"""What was recorded by mistake is withdrawn with a reason, unless something stands on it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from shared_apps.audit.models import Change, Entry
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from tenant_apps.people import queries, services
from tenant_apps.people.models import ActingHead, Assignment, EmployeeGrade, EmployeeNumber
from tenant_apps.people.records import EmployeeEducation, NamedAssessor
from tests.cast import OPERATOR
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import CLERK, HEAD_ORG, LURAH, START, TEACHER, id_of, unit

pytestmark = pytest.mark.usefixtures("at_north")
JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)
TABLES = (Assignment, ActingHead, NamedAssessor, EmployeeGrade, EmployeeEducation, EmployeeNumber)
WRONG = "199005052015052099"


def everything() -> list[Any]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]  # type: ignore[attr-defined]


def withdraw(kind: str, row: Any, number: str = CLERK, actor: Any = OPERATOR) -> tuple[str, ...]:
    return services.withdraw(employee_id=id_of(number), kind=kind, entry_id=row.pk, reason="Salah orang", actor=actor)


def place(starts_on: date, code: str = "JEBRES", **more: Any) -> None:
    chair = {"position_title": "Analis", "position_type": "implementer", "decree": "SK", **more}
    services.place(employee_id=id_of(CLERK), unit_id=unit(code), starts_on=starts_on, actor=OPERATOR, **chair)


def test_withdrawn_everything_is_as_if_it_had_never_been_recorded() -> None:
    who, before = id_of(CLERK), everything()
    facts: Any = {"employee_id": who, "actor": OPERATOR}
    services.record_education(level="s1", starts_on=date(2012, 8, 1), **facts)
    services.change_number(number=WRONG, starts_on=JULY, **facts)
    services.name_assessor(number=HEAD_ORG, starts_on=JULY, until=OCTOBER, reason="SK", **facts)
    services.appoint_acting_head(
        unit_id=unit("SETDA-ORG"), number=CLERK, kind="acting_full", starts_on=JULY, decree="SK", actor=OPERATOR
    )
    place(JULY)
    services.leave(from_day=OCTOBER, kind="retired", **facts)
    leaving = Assignment.objects.get(kind="retired")
    assert withdraw("jabatan", leaving) == ("Tugasnya sebagai Plt/Plh kepala Bagian Organisasi berlaku lagi.",)
    for kind, table in (("nip", EmployeeNumber), ("plt", ActingHead)):
        withdraw(kind, table.objects.filter(employee_id=who).latest("starts_on"))  # type: ignore[attr-defined]
    assert queries.superior_of(who, OCTOBER) is not None  # back in office
    withdraw("jabatan", Assignment.objects.get(employee_id=who, starts_on=JULY))
    withdraw("penilai", NamedAssessor.objects.get(employee_id=who, starts_on=JULY))
    withdraw("pendidikan", EmployeeEducation.objects.get(employee_id=who))
    assert everything() == before
    services.change_number(employee_id=id_of(TEACHER), number=WRONG, starts_on=JULY, actor=OPERATOR)  # free again


def test_what_something_stands_on_stays() -> None:
    who = id_of(CLERK)
    place(JULY)
    services.leave(employee_id=who, from_day=OCTOBER, actor=OPERATOR)
    place(date(2026, 11, 1))
    services.appoint_acting_head(
        unit_id=unit("SETDA-ORG"),
        number=CLERK,
        kind="acting_full",
        starts_on=date(2026, 11, 1),
        decree="SK",
        actor=OPERATOR,
    )
    seats = Assignment.objects.filter(employee_id=who)
    refusals = (
        ("jabatan", seats.get(starts_on=START), "penugasan pertamanya"),
        ("jabatan", seats.get(starts_on=date(2026, 11, 1)), "menjadi Plt, Plh, atau penilai"),
        ("nip", EmployeeNumber.objects.get(employee_id=who), "satu-satunya NIP"),
        ("golongan", EmployeeGrade.objects.get(employee_id=who), "satu-satunya golongan"),
    )
    before = everything()
    for kind, row, words in refusals:
        with pytest.raises(ConflictError, match=words):
            withdraw(kind, row)
    with pytest.raises(NotFoundError):
        withdraw("jabatan", seats.get(starts_on=JULY), LURAH)
    assert everything() == before


def test_a_unit_headed_by_another_since_is_not_given_back() -> None:
    for number, code, is_head in ((LURAH, "JEBRES", False), (CLERK, "JEBRES-1", True)):
        services.place(
            employee_id=id_of(number),
            unit_id=unit(code),
            position_title="Lurah",
            position_type="administrator",
            is_head=is_head,
            starts_on=JULY,
            decree="SK",
            actor=OPERATOR,
        )
    before = everything()
    with pytest.raises(ConflictError, match="dikepalai orang lain"):
        withdraw("jabatan", Assignment.objects.get(employee_id=id_of(LURAH), starts_on=JULY), LURAH)
    assert everything() == before


def test_only_who_looks_after_the_person_withdraws_and_says_why(account: Account, manager: Any) -> None:
    services.record_education(employee_id=id_of(LURAH), level="s1", starts_on=JULY, actor=OPERATOR)
    row, before = EmployeeEducation.objects.get(), everything()
    for user in (account(LURAH), account(role="auditor"), manager):
        with pytest.raises(ForbiddenError):
            withdraw("pendidikan", row, LURAH, user)
    with pytest.raises(DomainError):
        services.withdraw(employee_id=id_of(LURAH), kind="pendidikan", entry_id=row.pk, reason=" ", actor=OPERATOR)
    assert everything() == before


def test_on_the_page_and_by_programs_the_reason_is_kept(admin: Client) -> None:
    who = id_of(CLERK)
    person, program = f"/pegawai/{who}/", f"/api/v1/employees/{who}/"
    for level in ("s1", "s2"):
        body = {"level": level, "starts_on": f"201{level[1]}-08-01"}
        assert admin.post(f"{person}pendidikan/", body).status_code == 302
    entries = admin.get(f"{program}timeline/").json()["entries"]
    second, first = [each["id"] for each in entries if each["kind"] == "pendidikan"]
    address = f"{person}catatan/pendidikan/{first}/tarik/"
    assert address in admin.get(person).content.decode()
    assert "“S-1” mulai 1 Agu 2011" in admin.get(address).content.decode()
    assert admin.post(address, {"reason": ""}).status_code == 422
    assert EmployeeEducation.objects.count() == 2
    assert admin.post(address, {"reason": "Ijazah orang lain"}).status_code == 302
    assert admin.post(address, {"reason": "Ijazah orang lain"}).status_code == 404  # a double click
    answer = admin.post(f"{program}timeline/pendidikan/{second}/withdraw/", {"reason": "Belum lulus"})
    assert (answer.status_code, answer.json()["told"]) == (200, [])
    gone = Change.objects.filter(table_name="people_employeeeducation", operation="D").values("request_id")
    reasons = Entry.objects.filter(request_id__in=gone).order_by("at").values_list("reason", flat=True)
    assert list(reasons) == ["Ijazah orang lain", "Belum lulus"]
    history = admin.get(f"{person}riwayat/").content.decode()
    assert "Ijazah orang lain" in history


def test_another_entry_for_the_day_is_offered_to_replace_the_first(admin: Client) -> None:
    address = f"/pegawai/{id_of(CLERK)}/penugasan/"
    chair = {"unit_id": str(unit("JEBRES")), "position_title": "Analis A", "position_type": "implementer"}
    chair |= {"starts_on": "2026-11-20", "decree": "SK 9"}
    assert admin.post(address, chair).status_code == 302
    refused = admin.post(address, {**chair, "position_title": "Analis B"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "“Analis A”, ditulis oleh Akun pada" in page
    mark = page.split('name="replaces" value="')[1].split('"')[0]
    assert "Ganti catatan yang ada: Analis A" in page
    assert "checked" not in page
    assert admin.post(address, {**chair, "position_title": "Analis B", "replaces": mark}).status_code == 302
    again = admin.post(address, {**chair, "position_title": "Analis C", "replaces": mark})
    assert "“Analis B”" in again.content.decode()
    titles = Assignment.objects.filter(employee_id=id_of(CLERK), starts_on=date(2026, 11, 20))
    assert list(titles.values_list("position_title", flat=True)) == ["Analis B"]
