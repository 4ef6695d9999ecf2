"""One person's chair from a day on, and everything dated of a person as one timeline."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared_apps.audit import queries as audit
from shared_apps.audit.acting import acting
from shared_apps.errors import ConflictError, DomainError, ForbiddenError
from shared_apps.rows import new_id
from tenant_apps.organisation.models import Government
from tenant_apps.people import queries, services
from tenant_apps.people.models import Assignment
from tenant_apps.people.queries import timeline
from tenant_apps.people.records import EmployeeEducation
from tenant_apps.people.services import standing
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY
from tests.tenant_apps.organisation.sheets import sheet as structure
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_MUTASI,
    HEAD_ORG,
    LURAH,
    PEOPLE,
    START,
    TEACHER,
    TODAY,
    id_of,
    take,
    unit,
)

pytestmark = pytest.mark.usefixtures("north")
JULY, OCTOBER, NEXT_YEAR = date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)


def place(number: str, code: str, starts_on: date = JULY, **more: Any) -> None:
    facts = {"position_title": f"Staf {code}", "position_type": "implementer", "decree": "SK 1", **more}
    services.place(employee_id=id_of(number), unit_id=unit(code), starts_on=starts_on, actor=OPERATOR, **facts)


def where(number: str, day: date) -> UUID | None:
    rows = Assignment.objects.filter(employee_id=id_of(number), starts_on__lte=day).order_by("-starts_on")
    return rows[0].unit_id


def test_a_chair_counts_from_its_day_and_the_past_stays() -> None:
    place(CLERK, "JEBRES", OCTOBER)
    assert [where(CLERK, day) for day in (date(2026, 9, 30), OCTOBER)] == [unit("BKPSDM-MK"), unit("JEBRES")]
    assert queries.assessor_of(id_of(CLERK), date(2026, 9, 30)) == id_of(HEAD_MUTASI)


def test_a_backdated_decree_goes_between_and_is_known_later_than_it_counts() -> None:
    place(CLERK, "JEBRES", OCTOBER)
    place(CLERK, "SETDA", JULY)
    assert [where(CLERK, day) for day in (START, JULY, OCTOBER)] == [unit("BKPSDM-MK"), unit("SETDA"), unit("JEBRES")]
    row = Assignment.objects.get(employee_id=id_of(CLERK), starts_on=JULY)
    assert row.recorded_at is not None
    assert row.recorded_at.date() > JULY


def test_the_same_words_change_nothing_and_others_replace_what_they_name() -> None:
    place(CLERK, "JEBRES")
    before = Assignment.objects.get(employee_id=id_of(CLERK), starts_on=JULY)
    place(CLERK, "JEBRES")
    assert Assignment.objects.get(pk=before.pk).recorded_at == before.recorded_at
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        place(CLERK, "JEBRES", replaces=standing.mark_of(before), position_title="Analis")
    for stale in (None, standing.mark_of(before)):  # nobody saw Analis
        with pytest.raises(ConflictError, match="“Analis”, ditulis oleh Eka pada") as refused:
            place(CLERK, "SETDA", replaces=stale)
        assert where(CLERK, JULY) == unit("JEBRES")
    place(CLERK, "SETDA", replaces=UUID(refused.value.details["replaces"]))
    assert Assignment.objects.filter(employee_id=id_of(CLERK)).count() == 2
    assert where(CLERK, JULY) == unit("SETDA")


def test_a_future_decree_does_not_count_yet_and_an_open_end_is_open() -> None:
    place(CLERK, "JEBRES", NEXT_YEAR)
    assert where(CLERK, TODAY) == unit("BKPSDM-MK")
    assert where(CLERK, date(2099, 1, 1)) == unit("JEBRES")


def test_between_leaving_and_coming_back_is_a_gap() -> None:
    services.leave(employee_id=id_of(CLERK), from_day=JULY, actor=OPERATOR, kind="unpaid_leave", decree="SK CLTN")
    place(CLERK, "JEBRES", OCTOBER)
    assert queries.above_on(date(2026, 8, 1), [id_of(CLERK)]) == {}
    assert not queries.may_enter(id_of(CLERK), date(2026, 8, 1))
    assert queries.superior_of(id_of(CLERK), OCTOBER) is not None


def test_a_study_assignment_keeps_the_unit_and_heads_nothing() -> None:
    services.appoint_acting_head(
        unit_id=unit("BKPSDM-MK"), number=CLERK, kind="acting_full", starts_on=START, decree="SK", actor=OPERATOR
    )
    place(CLERK, "BKPSDM-MK", kind="study_assignment")
    assert queries.heads_on(JULY).units_of(id_of(CLERK)) == frozenset()
    assert queries.superior_of(id_of(CLERK), JULY) is not None
    with pytest.raises(DomainError):
        place(LURAH, "JEBRES-1", kind="study_assignment", is_head=True)


def test_the_same_sheet_again_leaves_what_was_decided_since() -> None:
    place(TEACHER, "JEBRES-1", kind="study_assignment", position_type="functional")
    take(*PEOPLE, day=TODAY)
    rows = Assignment.objects.filter(employee_id=id_of(TEACHER)).order_by("-starts_on")
    assert rows[0].kind == "study_assignment"


def test_who_retired_and_comes_back_the_same_day_by_the_sheet_is_in_office() -> None:
    services.leave(employee_id=id_of(CLERK), from_day=TODAY, actor=OPERATOR, kind="retired")
    take(*PEOPLE, day=TODAY)
    assert (where(CLERK, TODAY), Assignment.objects.filter(kind="retired").count()) == (unit("BKPSDM-MK"), 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"position_title": " "}, "nama jabatannya"),
        ({"position_type": "raja"}, "jenis jabatan"),
        ({"kind": "retired"}, "sifat penugasan"),
        ({"decree": ""}, "dasar hukumnya"),
        ({"is_head": True}, "dikepalai Hana Safitri"),
        ({"starts_on": date(2020, 1, 1)}, "tidak ada dalam struktur"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(changed: dict[str, Any], words: str) -> None:
    before = list(Assignment.objects.order_by("pk").values())
    with pytest.raises(DomainError) as refused:
        place(CLERK, "JEBRES-1", **changed)
    assert words in str([refused.value.message, refused.value.fields])
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_nobody_more_than_agreed_comes_back() -> None:
    services.leave(employee_id=id_of(CLERK), from_day=JULY, actor=OPERATOR)
    Government.objects.update(employee_quota=7)
    with pytest.raises(DomainError, match="kuota"):
        place(CLERK, "JEBRES", OCTOBER)
    assert where(CLERK, OCTOBER) is None
    place(TEACHER, "JEBRES", OCTOBER)  # moving brings nobody more


def test_nobody_is_placed_in_a_unit_that_ends_while_they_are_in_it() -> None:
    for number in (LURAH, TEACHER):
        place(number, "JEBRES", date(2026, 6, 1))
    services.import_structure(table=structure(*CITY[:-1]), effective_from=OCTOBER, decree="Perwal 2", actor=OPERATOR)
    with pytest.raises(DomainError):
        place(CLERK, "JEBRES-1", JULY)
    place(CLERK, "JEBRES", OCTOBER)
    place(CLERK, "JEBRES-1", JULY)  # until then it may be
    assert where(CLERK, JULY) == unit("JEBRES-1")


def test_an_agency_split_in_two_answers_as_it_stood_on_each_day() -> None:
    moved = [
        (code, name, kind, "BPSDM" if code == "BKPSDM-M" else above, *rest) for code, name, kind, above, *rest in CITY
    ]
    new = ("BPSDM", "Badan Pengembangan", "board", "PEM", "", "II.b")
    services.import_structure(table=structure(*moved, new), effective_from=OCTOBER, decree="Perwal 3", actor=OPERATOR)
    mutasi = id_of(HEAD_MUTASI)
    assert queries.assessor_of(mutasi, date(2026, 9, 30)) == id_of(HEAD_BKPSDM)
    assert queries.assessor_of(mutasi, OCTOBER) is None  # the new agency has no head yet, and nobody is above
    services.place(
        employee_id=id_of(HEAD_ORG),
        unit_id=unit("BPSDM", OCTOBER),
        position_title="Kepala BPSDM",
        position_type="jpt_pratama",
        is_head=True,
        starts_on=OCTOBER,
        decree="SK 3",
        actor=OPERATOR,
    )
    assert queries.assessor_of(mutasi, OCTOBER) == id_of(HEAD_ORG)
    assert queries.assessor_of(id_of(CLERK), OCTOBER) == mutasi


def test_everything_dated_is_one_timeline(account: Account) -> None:
    place(CLERK, "JEBRES", OCTOBER, kind="transfer_in")
    for _twice in range(2):
        services.record_education(
            employee_id=id_of(CLERK), level="s1", field="Hukum", starts_on=date(2012, 8, 1), actor=OPERATOR
        )
    page = queries.employee(account(CLERK), id_of(CLERK), TODAY)
    assert sorted((each.kind, each.starts_on) for each in page.entries) == [
        (timeline.GRADE, START),
        (timeline.POSITION, START),
        (timeline.POSITION, OCTOBER),
        (timeline.NUMBER, date(2015, 5, 1)),
        (timeline.EDUCATION, date(2012, 8, 1)),
    ]
    assert page.entries[0].detail == "Mutasi masuk · Kecamatan Jebres · SK 1"
    assert [each.ends_on for each in page.entries if each.kind == timeline.POSITION] == [None, OCTOBER]
    assert page.education == "S-1"
    assert EmployeeEducation.objects.count() == 1
    assert page.retires_on == date(2048, 6, 1)  # born in May 1990, an implementer retires at 58


def test_who_changed_what_is_seen_by_those_who_may_see_the_audit(account: Account) -> None:
    administrator = account(role="personnel_admin")
    seat = Assignment.objects.get(employee_id=id_of(CLERK))
    services.place(
        replaces=standing.mark_of(seat),
        employee_id=id_of(CLERK),
        unit_id=unit("JEBRES"),
        position_title="Staf",
        position_type="implementer",
        decree="SK 1",
        starts_on=START,
        actor=administrator,
    )
    person, page = queries.history_of(administrator, id_of(CLERK), TODAY)
    assert person.id == id_of(CLERK)
    tables = {"people_employee", "people_employeenumber", "people_employeegrade", "people_assignment"}
    assert {each.table_name for each in page} == tables
    changed = {value.column: (value.before, value.after) for value in audit.values_of(page[0])}
    assert changed["position_title"] == ("Staf BKPSDM-MK", "Staf")
    assert changed["unit_id"] == (str(unit("BKPSDM-MK")), str(unit("JEBRES")))
    for user in (account(CLERK), account(role="regional_head")):
        with pytest.raises(ForbiddenError):
            queries.history_of(user, id_of(CLERK), TODAY)


def test_rows_removed_since_are_still_told_of(account: Account) -> None:
    Assignment.objects.filter(employee_id=id_of(CLERK)).delete()
    _person, page = queries.history_of(account(role="auditor"), id_of(CLERK), TODAY)
    assert [(page[0].table_name, page[0].operation)] == [("people_assignment", "D")]
