"""Corrections: asked for by the person, answered with a reason in three days, carried out in the room of people."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from tenant_apps.people import queries as people
from tenant_apps.people.models import Employee
from tenant_apps.privacy.models import Correction
from tenant_apps.privacy.rules import breaches, correcting
from tenant_apps.privacy.services import corrections
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, TODAY, id_of
from tests.tenant_apps.privacy.conftest import Account, browser

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
WISH = {"field": "name", "wrong": "Handayani salah tulis", "wanted": "Fitri Andayani"}


@pytest.mark.parametrize(("hours", "left"), [(0, 72), (1, 71), (71.5, 0), (72, 0), (72.5, -1)])
def test_the_clock_has_three_days(hours: float, left: int) -> None:
    at = AT + timedelta(hours=hours)
    assert correcting.hours_left(correcting.due_at(AT), at) == left
    assert breaches.hours_left(AT, at) == left


def test_accepted_it_is_written_and_found_under_the_new_name(user: Account) -> None:
    clerk, administrator = user(CLERK), user(role="personnel_admin")
    row = corrections.ask(**WISH, evidence=None, actor=clerk, at=AT)
    assert row.due_at == AT + timedelta(hours=72)
    corrections.accept(
        correction_id=row.id, value=" Fitri Andayani ", answer="Sesuai akta", actor=administrator, at=AT
    )
    assert Employee.objects.get(id=id_of(CLERK)).name == "Fitri Andayani"
    assert [each.id for each in people.suggestions(administrator, TODAY, "andayani").people] == [id_of(CLERK)]
    row.refresh_from_db()
    assert (row.state, row.written, row.carried_out_by_name) == ("accepted", "Fitri Andayani", administrator.name)
    page = browser(clerk).get("/privasi/koreksi-saya/").content.decode()
    assert "Sesuai akta" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "31-05-1990"),
        ("gender", "lain"),
        ("email", "bukan"),
        ("email", "citra@north.example.id"),
        ("name", ""),
    ],
)
def test_a_value_that_cannot_stand_decides_nothing(user: Account, field: str, value: str) -> None:
    row = corrections.ask(field=field, wrong="Salah", wanted="Lain", evidence=None, actor=user(CLERK), at=AT)
    before = Employee.objects.values().get(id=id_of(CLERK))
    with pytest.raises((InvalidError, ConflictError)):
        corrections.accept(correction_id=row.id, value=value, answer="Ya", actor=user(role="personnel_admin"), at=AT)
    assert Employee.objects.values().get(id=id_of(CLERK)) == before
    assert Correction.objects.get().state == "asked"


def test_what_is_no_single_fact_waits_until_somebody_has_changed_it(user: Account) -> None:
    administrator = user(role="personnel_admin")
    wish = {**WISH, "field": "grade", "wanted": "III/d"}
    row = corrections.ask(**wish, evidence=None, actor=user(CLERK), at=AT)
    corrections.accept(correction_id=row.id, value="", answer="Benar", actor=administrator, at=AT)
    assert Correction.objects.get().carried_out_at is None
    page = f"/privasi/koreksi/{row.id}/"
    form = f'href="/pegawai/{id_of(CLERK)}/golongan/"'
    assert form in browser(administrator).get(page).content.decode()
    assert form not in browser(user(role="data_protection_officer")).get(page).content.decode()  # not theirs to change
    for _click in range(2):
        corrections.carried_out(correction_id=row.id, actor=administrator, at=AT)
    assert Correction.objects.get().carried_out_at == AT


def test_a_decision_needs_a_reason_a_right_and_another_person(user: Account) -> None:
    clerk, head = user(CLERK), user(HEAD_BKPSDM)
    row = corrections.ask(**WISH, evidence=None, actor=clerk, at=AT)
    administrator = user(role="personnel_admin")
    with pytest.raises(InvalidError):
        corrections.refuse(correction_id=row.id, answer=" ", actor=administrator, at=AT)
    with pytest.raises(ForbiddenError):
        corrections.refuse(correction_id=row.id, answer="Tidak", actor=head, at=AT)
    administrator.employee_id = id_of(CLERK)
    with pytest.raises(ForbiddenError):
        corrections.refuse(correction_id=row.id, answer="Tidak", actor=administrator, at=AT)
    assert Correction.objects.get().state == "asked"


def test_decided_once_it_stays_decided(user: Account) -> None:
    clerk, administrator = user(CLERK), user(role="personnel_admin")
    row = corrections.ask(**WISH, evidence=None, actor=clerk, at=AT)
    corrections.refuse(correction_id=row.id, answer="Sesuai akta", actor=administrator, at=AT)
    acts = (
        lambda: corrections.accept(correction_id=row.id, value="X", answer="Ya", actor=administrator, at=AT),
        lambda: corrections.withdraw(correction_id=row.id, actor=clerk),
    )
    for act in acts:
        with pytest.raises(DomainError):
            act()
    assert Employee.objects.get(id=id_of(CLERK)).name == "Fitri Handayani"


@pytest.mark.parametrize("name", ["bukti.exe", "bukti.pdf"])
def test_evidence_is_a_paper_or_a_picture(user: Account, name: str) -> None:
    clerk = browser(user(CLERK))
    answer = clerk.post("/privasi/koreksi-saya/", {**WISH, "evidence": SimpleUploadedFile(name, b"MZ program")})
    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_two_clicks_are_one_request_and_a_neighbour_reads_none_of_it(user: Account) -> None:
    clerk = browser(user(CLERK))
    for _click in range(2):
        wish = {**WISH, "evidence": SimpleUploadedFile("akta.pdf", b"%PDF-1.7 akta")}
        assert clerk.post("/privasi/koreksi-saya/", wish).status_code == 302
    row = Correction.objects.get()
    neighbour = browser(user(HEAD_BKPSDM))
    assert neighbour.get(f"/privasi/koreksi/{row.id}/bukti/").status_code == 404
    assert neighbour.post(f"/privasi/koreksi-saya/{row.id}/tarik/").status_code == 404
    assert b"".join(clerk.get(f"/privasi/koreksi/{row.id}/bukti/").streaming_content) == b"%PDF-1.7 akta"
    assert timezone.now() - row.asked_at < timedelta(minutes=5)


def test_programs_ask_decide_and_read_the_answer(user: Account) -> None:
    clerk, head = browser(user(CLERK)), browser(user(HEAD_BKPSDM))
    officer = browser(user(role="data_protection_officer"))
    mine, all_of_them = "/api/v1/me/corrections/", "/api/v1/privacy/corrections/"
    paper = SimpleUploadedFile("akta.pdf", b"%PDF-1.7")
    made = clerk.post(mine, {**WISH, "evidence": paper}).json()
    assert (made["state"], made["hours_left"], made["evidence_name"]) == ("asked", 71, "akta.pdf")
    again = clerk.post(mine, WISH, content_type="application/json")
    assert (again.status_code, again.json()["id"]) == (201, made["id"])
    assert clerk.post(mine, {**WISH, "wrong": "\x00"}, content_type="application/json").status_code == 400
    assert head.get(mine).json() == []
    assert head.post(f"{mine}{made['id']}/withdraw/").status_code == 404
    assert {head.get(all_of_them).status_code, clerk.post(f"{all_of_them}{made['id']}/accept/").status_code} == {403}
    page = officer.get(all_of_them).json()
    assert [(each["id"], each["at_once"], each["name"]) for each in page["corrections"]] == [
        (made["id"], True, people_name(CLERK))
    ]
    one = f"{all_of_them}{made['id']}/"
    assert b"".join(officer.get(f"{one}evidence/").streaming_content) == b"%PDF-1.7"
    assert officer.post(f"{one}accept/", {"value": "Fitri Andayani", "answer": " "}).status_code == 400
    assert Employee.objects.get(id=id_of(CLERK)).full_name == page["corrections"][0]["name"]
    decided = officer.post(f"{one}accept/", {"value": "Fitri Andayani", "answer": "Sesuai akta"}).json()
    assert (decided["state"], decided["written"]) == ("accepted", "Fitri Andayani")
    assert officer.post(f"{one}refuse/", {"answer": "Tidak"}).status_code == 409
    assert clerk.get(mine).json()[0]["answer"] == "Sesuai akta"
    assert officer.get(all_of_them).json()["count"] == 0
    assert officer.get(all_of_them, {"everything": "true"}).json()["count"] == 1


def people_name(number: str) -> str:
    return Employee.objects.get(id=id_of(number)).full_name
