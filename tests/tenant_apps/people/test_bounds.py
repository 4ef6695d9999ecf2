"""What an administrator of one agency may do: in its subtree, and nothing outside. A refusal changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from shared_apps.accounts import access
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Invitation, User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as structure
from tenant_apps.people import queries, services
from tenant_apps.people.imported import ColumnChoice
from tenant_apps.people.models import ActingHead, Assignment, Employee, EmployeeNumber
from tenant_apps.people.queries import Filters
from tenant_apps.people.services import choosing, inviting
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import inside
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_MUTASI,
    HEAD_ORG,
    LURAH,
    START,
    TODAY,
    head,
    id_of,
    person,
    sheet,
)

pytestmark = pytest.mark.usefixtures("north")
INSIDE = {"BKPSDM", "BKPSDM-M", "BKPSDM-MK"}


def unit(code: str) -> Any:
    return organisation.chart_on(TODAY).by_code[code].unit_id


def everything() -> list[Any]:
    """All rows an administrator could change."""
    tables = (Employee, EmployeeNumber, Assignment, ActingHead, Invitation)
    return [sorted(map(str, model._default_manager.values_list())) for model in tables] + [
        organisation.chart_on(TODAY).nodes
    ]


@pytest.fixture
def unchanged() -> Any:
    before = everything()
    yield
    assert everything() == before


def take(actor: User, *rows: Any, **more: Any) -> services.PeopleImport:
    return services.import_people(table=sheet(*rows), day=TODAY, today=TODAY, actor=actor, **more)


def test_what_the_columns_of_a_sheet_hold_is_told_by_whoever_brings_people_in(
    manager: User, account: Callable[..., User]
) -> None:
    named, known = choosing.known_columns(sheet(person("199101012016011001", "Ani", "BKPSDM-MK")))
    with pytest.raises(ForbiddenError):
        choosing.remember(named=named, columns=known, actor=account(CLERK))
    assert not ColumnChoice.objects.exists()
    choosing.remember(named=named, columns=known, actor=manager)
    assert ColumnChoice.objects.get().chosen_by_name == manager.name


def test_the_role_opens_no_door_that_knows_no_bounds(manager: User) -> None:
    assert not any(access.may(manager, action, TODAY) for action in Action)
    assert access.may_within(manager, Action.IMPORT_PEOPLE, TODAY)
    assert not access.may_within(manager, Action.APPOINT, TODAY)


def test_lists_search_and_exports_show_the_subtree_alone(manager: User) -> None:
    own = set(Assignment.objects.filter(unit_id__in=[unit(code) for code in INSIDE]).values_list("employee_id"))
    shown = queries.employees(manager, TODAY, Filters()).object_list
    assert {(row.id,) for row in shown} == own
    assert {(row.id,) for row in queries.employees_of(manager, TODAY, Filters())} == own
    assert [row.name for row in queries.suggestions(manager, TODAY, "fitri").people] == ["Fitri Handayani"]
    assert not queries.suggestions(manager, TODAY, "hana").people
    with pytest.raises(DomainError):
        queries.employee(manager, id_of(LURAH), TODAY)


def test_a_sheet_of_the_own_people_is_taken(manager: User) -> None:
    made = take(manager, person(CLERK, "Fitri Handayani", "BKPSDM-M"), person("199901012024011001", "Baru", "BKPSDM"))
    assert (made.new, made.changed) == (1, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (person("199901012024011001", "Baru", "SETDA"), "kode_unit"),
        (person(CLERK, "Fitri Handayani", "SETDA"), "kode_unit"),
        (person(HEAD_ORG, "Citra Dewi", "BKPSDM"), "nip"),
        (head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="citra@north.example.id"), "nip"),
    ],
    ids=["newcomer outside", "own person sent away", "person pulled in", "unchanged row outside"],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_sheet_with_a_row_outside_is_refused_whole(
    manager: User, unchanged: None, row: Any, column: str, dry_run: bool
) -> None:
    with pytest.raises(InvalidError) as refused:
        take(manager, person(CLERK, "Nama Lain", "BKPSDM-MK"), row, dry_run=dry_run)
    assert (3, column) in {(error["row"], error["column_name"]) for error in refused.value.details["errors"]}


def test_a_refused_address_does_not_tell_whose_it_is_in_another_agency(manager: User, unchanged: None) -> None:
    with pytest.raises(InvalidError) as refused:
        take(manager, person(CLERK, "Fitri Handayani", "BKPSDM-MK", email="citra@north.example.id"), dry_run=True)
    (error,) = refused.value.details["errors"]
    assert "dipakai pegawai lain" in error["reason"]


def test_single_changes_stop_at_the_boundary(manager: User, unchanged: None) -> None:
    for refused in (
        lambda: services.leave(employee_id=id_of(LURAH), from_day=TODAY, actor=manager),
        lambda: services.change_number(
            employee_id=id_of(LURAH), number="199507072010071007", starts_on=TODAY, actor=manager
        ),
        lambda: acting(manager, "JEBRES-1", CLERK),
        lambda: acting(manager, "BKPSDM-M", LURAH),  # the person is another agency's
        lambda: services.end_acting_head(unit_id=unit("JEBRES-1"), from_day=TODAY, actor=manager),
    ):
        with pytest.raises(ForbiddenError) as told:
            refused()
        assert told.value.code == "outside_agency"


def acting(actor: User, code: str, number: str) -> None:
    services.appoint_acting_head(
        unit_id=unit(code), number=number, kind="acting_daily", starts_on=TODAY, decree="SK 1", actor=actor
    )


def test_inside_single_changes_are_made(manager: User) -> None:
    acting(manager, "BKPSDM-MK", HEAD_MUTASI)
    services.leave(employee_id=id_of(CLERK), from_day=TODAY, actor=manager)
    assert not queries.visible_assignments(manager, TODAY).filter(employee_id=id_of(CLERK)).exists()


def test_only_the_own_people_are_invited(manager: User) -> None:
    assert [row.email for row in queries.invitable(manager, TODAY)] == ["fitri@north.example.id"]
    everybody = [id_of(CLERK), id_of(HEAD_ORG)]
    with inside("north"):
        inviting.work(job=inviting.ask(actor=manager, day=timezone.localdate(), employee_ids=everybody))
    of_employees = Invitation.objects.filter(employee_id__isnull=False)
    assert set(of_employees.values_list("email", flat=True)) == {"fitri@north.example.id"}


@pytest.mark.parametrize(
    "change",
    [
        lambda actor, dated: structure.rename_unit(unit_id=unit("JEBRES"), name="Lain", actor=actor, **dated),
        lambda actor, dated: structure.move_unit(
            unit_id=unit("BKPSDM-M"), parent_id=unit("SETDA"), actor=actor, **dated
        ),
        lambda actor, dated: structure.move_unit(
            unit_id=unit("JEBRES-1"), parent_id=unit("BKPSDM"), actor=actor, **dated
        ),
        lambda actor, dated: structure.add_unit(
            parent_id=unit("SETDA"), code="X", name="X", unit_type="division", actor=actor, **dated
        ),
    ],
    ids=["rename outside", "move out", "pull in", "add outside"],
)
def test_the_structure_outside_is_not_theirs(manager: User, unchanged: None, change: Any) -> None:
    with pytest.raises(ForbiddenError) as told:
        change(manager, {"effective_from": TODAY, "decree": "Perwal 2"})
    assert told.value.code == "outside_agency"


def test_the_structure_inside_is(manager: User) -> None:
    dated: Any = {"effective_from": TODAY, "decree": "Perwal 2", "actor": manager}
    made = structure.add_unit(parent_id=unit("BKPSDM"), code="BARU", name="Baru", unit_type="division", **dated)
    structure.rename_unit(unit_id=made, name="Bidang Baru", **dated)
    structure.move_unit(unit_id=unit("BKPSDM-MK"), parent_id=made, **dated)
    assert organisation.chart_on(TODAY).nodes[unit("BKPSDM-MK")].parent_id == made


def test_a_unit_that_left_the_agency_is_no_longer_its_administrators(manager: User) -> None:
    """Nor by a change dated when it still belonged to it."""
    structure.move_unit(
        unit_id=unit("BKPSDM-M"), parent_id=unit("SETDA"), effective_from=TODAY, decree="Perwal 2", actor=OPERATOR
    )
    before = everything()
    fresh = User.objects.get(pk=manager.pk)
    with pytest.raises(InvalidError):
        services.import_people(
            table=sheet(person("199901012024011001", "Baru", "BKPSDM-M")), day=START, today=TODAY, actor=fresh
        )
    with pytest.raises(ForbiddenError):
        structure.rename_unit(
            unit_id=unit("BKPSDM-M"), name="Lain", effective_from=START, decree="Perwal 3", actor=fresh
        )
    assert everything() == before


def test_the_role_ends_with_its_appointment(manager: User, unchanged: None) -> None:
    manager.appointments.update(ends_on=TODAY)
    with pytest.raises(ForbiddenError) as told:
        take(User.objects.get(pk=manager.pk), person(CLERK, "Nama Lain", "BKPSDM-MK"))
    assert told.value.code == "role_missing"


def test_a_bounded_role_needs_an_agency_that_stands(account: Callable[..., User]) -> None:
    user = account()
    for unit_id, role in ((None, "agency_admin"), (unit("BKPSDM"), "auditor"), (unit("BKPSDM-MK"), "agency_admin")):
        with pytest.raises(InvalidError) as refused:
            accounts.appoint(user=user, role=role, unit_id=unit_id, day=TODAY, actor=OPERATOR)
        assert refused.value.fields.keys() == {"unit_id"}
    accounts.appoint(user=user, role="agency_admin", unit_id=unit("SETDA"), day=TODAY, actor=OPERATOR)
    accounts.appoint(user=user, role="agency_admin", unit_id=unit("BKPSDM"), day=TODAY, actor=OPERATOR)
    with pytest.raises(ConflictError):
        accounts.appoint(user=user, role="agency_admin", unit_id=unit("SETDA"), day=TODAY, actor=OPERATOR)
