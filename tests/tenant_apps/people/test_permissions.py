"""What somebody is by place: the rule on plain values, cell by cell, and the same derived in a city."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import REGION_ROLES, Action, Role
from shared_apps.errors import ForbiddenError, NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people import services, wording
from tenant_apps.people.queries import permissions
from tenant_apps.people.rules.positions import GIVES, Deed, Place, Position, Standing, positions_of
from tenant_apps.people.rules.superiors import Heads
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, HEAD_MUTASI, SEKDA, START, TODAY, id_of

P = Position
GOV, AGENCY, DIVISION, MAYOR, CHIEF, HEAD, CLERK_ID, STRANGER = (uuid.UUID(int=n) for n in range(1, 9))
SINCE = date(2025, 3, 1)


def node(unit_id: uuid.UUID, parent: uuid.UUID | None) -> Node:
    return Node(unit_id, parent, str(unit_id.int), f"Unit {unit_id.int}", "", "division")


CHART = Chart.of([node(GOV, None), node(AGENCY, GOV), node(DIVISION, AGENCY)])
ABOVE: dict[uuid.UUID, uuid.UUID | None] = {CLERK_ID: HEAD, HEAD: CHIEF, CHIEF: None}


def standing(**acting: uuid.UUID) -> Standing:
    heads = Heads(own={AGENCY: CHIEF, DIVISION: HEAD}, acting={GOV: acting["of_all"]} if acting else {})
    since = {(AGENCY, False): SINCE, (DIVISION, False): SINCE, (GOV, True): SINCE}
    return Standing(CHART, heads, since, ABOVE, ABOVE)


@pytest.mark.parametrize(
    ("who", "unit", "expected"),
    [
        (CLERK_ID, DIVISION, {P.EMPLOYEE}),
        (HEAD, DIVISION, {P.EMPLOYEE, P.UNIT_HEAD, P.SUPERIOR, P.ASSESSOR}),
        (CHIEF, AGENCY, {P.EMPLOYEE, P.AGENCY_HEAD, P.SUPERIOR, P.ASSESSOR, P.ASSESSORS_SUPERIOR}),
        (STRANGER, DIVISION, {P.EMPLOYEE}),
    ],
)
def test_what_somebody_is_by_place(who: uuid.UUID, unit: uuid.UUID, expected: set[Position]) -> None:
    assert {place.position for place in positions_of(who, seat=(unit, SINCE), on=standing())} == expected


def test_an_acting_head_of_the_government_is_the_regional_head() -> None:
    found = positions_of(CHIEF, seat=(AGENCY, SINCE), on=standing(of_all=CHIEF))
    assert Place(P.REGIONAL_HEAD, GOV, SINCE, acting=True) in found
    assert Place(P.AGENCY_HEAD, AGENCY, SINCE) in found


def test_who_sits_nowhere_is_nothing_even_where_heads_still_name_them() -> None:
    assert positions_of(CHIEF, seat=None, on=standing(of_all=CHIEF)) == ()


@pytest.mark.parametrize(
    ("position", "deeds"),
    [
        (P.EMPLOYEE, {Deed.SEE_OWN}),
        (P.UNIT_HEAD, {Deed.SEE_UNIT}),
        (P.AGENCY_HEAD, {Deed.SEE_UNIT}),
        (P.REGIONAL_HEAD, {Deed.SEE_UNIT}),
        (P.SUPERIOR, {Deed.SEE_ANSWERED}),
        (P.ASSESSOR, {Deed.SEE_ANSWERED}),
        (P.ASSESSORS_SUPERIOR, set()),
    ],
)
def test_what_a_place_opens(position: Position, deeds: set[Deed]) -> None:
    assert GIVES[position] == deeds
    assert set(GIVES) == set(Position)


EXTENTS = {  # by hand; every other cell of a column by place is empty
    (P.EMPLOYEE, Deed.SEE_OWN): "own",
    (P.UNIT_HEAD, Deed.SEE_UNIT): "unit",
    (P.AGENCY_HEAD, Deed.SEE_UNIT): "unit",
    (P.REGIONAL_HEAD, Deed.SEE_UNIT): "unit",
    (P.SUPERIOR, Deed.SEE_ANSWERED): "answered",
    (P.ASSESSOR, Deed.SEE_ANSWERED): "answered",
}


@pytest.mark.parametrize("what", [*Deed, *Action])
@pytest.mark.parametrize("position", list(Position))
def test_each_cell_of_a_role_by_place(position: Position, what: Deed | Action) -> None:
    expected = EXTENTS.get((position, what), "") if isinstance(what, Deed) else ""
    assert permissions.extent_of(position, what) == expected


@pytest.mark.parametrize("deed", list(Deed))
@pytest.mark.parametrize("role", sorted(REGION_ROLES))
def test_what_a_place_opens_no_appointment_gives(role: Role, deed: Deed) -> None:
    assert permissions.extent_of(role, deed) == ""


@pytest.mark.usefixtures("north")
def test_the_matrix_shows_every_cell_with_its_reason(account: Callable[..., User]) -> None:
    found = permissions.permission_matrix(account(role="auditor"), TODAY)
    assert len(found.columns) == len(REGION_ROLES) + len(Position)
    assert set(wording.POSITIONS) == set(Position)
    assert all(column.name and column.why for column in found.columns)
    assert len({column.name for column in found.columns}) == len(found.columns)
    shown = {
        (cell.column.key.removeprefix("by_place_"), cell.column.by_place, line.key): cell.extent
        for line in found.rows
        for cell in line.cells
    }
    for who in [*REGION_ROLES, *Position]:
        for what in [*Deed, *permissions.OF_REGIONS]:
            assert shown[who, isinstance(who, Position), what] == permissions.extent_of(who, what)


def told(found: permissions.Permissions) -> dict[str, list[str]]:
    return {right.key: list(right.reasons) for right in found.rights if right.allowed}


@pytest.mark.usefixtures("north")
def test_each_right_says_why(account: Callable[..., User]) -> None:
    user = account(HEAD_BKPSDM)
    unit = organisation.chart_on(TODAY).by_code["JEBRES"].unit_id
    accounts.appoint(user=user, role="agency_admin", unit_id=unit, day=TODAY, actor=OPERATOR, ends_on=date(2027, 1, 1))
    found = permissions.own_permissions(user, TODAY)
    reasons = told(found)
    assert reasons.keys() == {
        *("see_own", "see_unit", "see_answered"),
        *("manage_organisation", "import_people", "see_nik", "invite_people", "enter_results", "see_everyone"),
    }
    assert reasons["see_unit"] == ["karena Anda kepala Badan Kepegawaian sejak 1 Jan 2026"]
    assert reasons["import_people"] == [
        "karena Anda ditunjuk sebagai Administrator kepegawaian perangkat daerah sejak 24 Nov 2026 oleh Operator tuan"
        " rumah, hanya untuk Kecamatan Jebres dan semua di bawahnya, sampai 31 Des 2026"
    ]
    assert "Anda atasan langsung 1 orang" in found.roles
    assert "Anda atasan langsung 1 orang" in reasons["see_answered"]
    before = told(permissions.own_permissions(user, START))
    assert before.keys() == {"see_own", "see_unit", "see_answered"}, "the appointment came later"


@pytest.mark.usefixtures("north")
def test_an_acting_head_and_one_who_left(account: Callable[..., User]) -> None:
    unit = organisation.chart_on(TODAY).by_code["BKPSDM"].unit_id
    services.appoint_acting_head(
        unit_id=unit, number=HEAD_MUTASI, kind="acting_daily", starts_on=TODAY, decree="SK 1", actor=OPERATOR
    )
    user = account(HEAD_MUTASI)
    assert told(permissions.own_permissions(user, TODAY))["see_unit"] == [
        "karena Anda kepala Bidang Mutasi sejak 1 Jan 2026",
        "karena Anda Plt/Plh kepala Badan Kepegawaian sejak 24 Nov 2026",
    ]
    services.leave(employee_id=id_of(HEAD_MUTASI), from_day=date(2026, 11, 25), actor=OPERATOR)
    assert not told(permissions.own_permissions(user, date(2026, 11, 26)))


@pytest.mark.usefixtures("north")
@pytest.mark.parametrize("role", ["", "regional_head", "committee_member", "health_reader"])
def test_others_permissions_are_for_those_who_watch(account: Callable[..., User], role: str) -> None:
    with pytest.raises(ForbiddenError):
        permissions.permissions_of(account(role=role), id_of(CLERK), TODAY, TODAY)


@pytest.mark.usefixtures("north")
def test_anybody_is_found_by_employee_or_account(account: Callable[..., User]) -> None:
    auditor, sekda = account(role="auditor"), account(SEKDA)
    by_employee = permissions.permissions_of(auditor, id_of(SEKDA), TODAY, TODAY)
    by_account = permissions.permissions_of(auditor, sekda.pk, TODAY, TODAY)
    assert by_employee == by_account
    assert not permissions.permissions_of(auditor, id_of(CLERK), TODAY, TODAY).has_account
    with pytest.raises(NotFoundError):
        permissions.permissions_of(auditor, uuid.uuid4(), TODAY, TODAY)


@pytest.mark.usefixtures("north")
def test_the_pages_show_it(account: Callable[..., User]) -> None:
    browser, auditor = Client(HTTP_HOST="north.localhost"), account(role="auditor")
    browser.force_login(auditor)
    page: Any = browser.get(f"/wewenang/{id_of(HEAD_BKPSDM)}/?hari=2026-11-24").content.decode()
    assert "karena Dewi Lestari kepala Badan Kepegawaian sejak 1 Jan 2026" in page
    assert f'href="/wewenang/{id_of(HEAD_BKPSDM)}/"' in browser.get(f"/pegawai/{id_of(HEAD_BKPSDM)}/").content.decode()
    matrix = browser.get("/wewenang/matriks/?cari=akun").content.decode()
    assert all(text in matrix for text in ("di perangkat daerahnya", "orang-orangnya", "Menilai kinerja"))
    rows = {row["key"]: row["roles"] for row in browser.get("/api/v1/permissions/matrix/").json()}
    given = [(each["role"], each["extent"]) for each in rows["see_answered"] if each["why"]]
    assert given == [("Atasan langsung", "answered"), ("Pejabat penilai", "answered")]
    rights = browser.get("/api/v1/permissions/?day=2026-11-24").json()["rights"]
    assert {right["key"] for right in rights if right["allowed"]} == {
        *("see_everyone", "see_audit", "see_isolation", "see_permissions", "see_access_log")
    }
