"""Who sees whom, and the lists they see."""

from datetime import date
from typing import Any

import pytest

from shared_apps.errors import ForbiddenError, NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as organisation_services
from tenant_apps.people import queries, services
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.queries import Filters
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_JEBRES,
    HEAD_MUTASI,
    LURAH,
    PEOPLE,
    SEKDA,
    TEACHER,
    TODAY,
    id_of,
    unit,
)

pytestmark = pytest.mark.usefixtures("north")


def names(viewer: Any, day: date = TODAY, **filters: Any) -> list[str]:
    return [row.name for row in queries.employees(viewer, day, Filters(**filters))]


class TestReach:
    def test_an_employee_sees_only_themselves(self, account: Any) -> None:
        viewer = account(CLERK)
        assert not queries.reach(viewer, TODAY).leads
        assert names(viewer) == ["Fitri Handayani"]
        with pytest.raises(NotFoundError):
            queries.employee(viewer, id_of(SEKDA), TODAY)

    def test_a_head_sees_everybody_below(self, account: Any) -> None:
        viewer = account(HEAD_BKPSDM)
        assert set(names(viewer)) == {"Dewi Lestari", "Eko Prasetyo", "Fitri Handayani"}
        assert queries.employee(viewer, id_of(CLERK), TODAY).number == CLERK
        with pytest.raises(NotFoundError):
            queries.employee(viewer, id_of(LURAH), TODAY)

    def test_an_acting_head_sees_the_unit_too(self, account: Any) -> None:
        services.appoint_acting_head(
            unit_id=unit("JEBRES"),
            number=HEAD_MUTASI,
            kind="acting_full",
            starts_on=date(2026, 7, 1),
            decree="SK 1",
            actor=OPERATOR,
        )
        viewer = account(HEAD_MUTASI)
        seen = {"Eko Prasetyo", "Fitri Handayani", "Gunawan Wibowo", "Hana Safitri", "Indra Kurnia"}
        assert set(names(viewer)) == seen
        assert "Hana Safitri" not in names(viewer, date(2026, 6, 30))

    def test_who_has_left_sees_nothing_of_the_unit_they_acted_for(self, account: Any) -> None:
        services.appoint_acting_head(
            unit_id=unit("JEBRES"),
            number=HEAD_MUTASI,
            kind="acting_full",
            starts_on=date(2026, 7, 1),
            decree="SK 1",
            actor=OPERATOR,
        )
        gone = {"unit_id": None, "position_title": "", "position_type": "", "is_head": False}
        Assignment.objects.create(employee_id=id_of(HEAD_MUTASI), starts_on=date(2026, 9, 1), **gone)
        viewer = account(HEAD_MUTASI)
        assert "Hana Safitri" in names(viewer, date(2026, 8, 31))
        assert not queries.reach(viewer, TODAY).leads
        assert names(viewer) == []

    def test_leaving_ends_acting_now_and_later(self) -> None:
        for code, day in (("JEBRES", date(2026, 7, 1)), ("SETDA", date(2026, 10, 1))):
            services.appoint_acting_head(
                unit_id=unit(code), number=LURAH, kind="acting_full", starts_on=day, decree="SK 1", actor=OPERATOR
            )
        services.leave(employee_id=id_of(LURAH), from_day=date(2026, 9, 1), actor=OPERATOR)
        timeline = ActingHead.objects.order_by("starts_on").values_list("unit_id", "starts_on", "employee_id")
        assert list(timeline) == [
            (unit("JEBRES"), date(2026, 7, 1), id_of(LURAH)),
            (unit("JEBRES"), date(2026, 9, 1), None),
            (unit("SETDA"), date(2026, 10, 1), None),
        ]

    @pytest.mark.parametrize("role", ["regional_head", "personnel_admin"])
    def test_the_regional_head_and_the_administrator_see_everybody(self, account: Any, role: str) -> None:
        assert len(names(account(role=role))) == len(PEOPLE)

    def test_a_guest_account_sees_nobody(self, account: Any) -> None:
        assert names(account()) == []

    def test_a_closed_account_sees_nothing(self, account: Any) -> None:
        viewer = account(SEKDA)
        viewer.is_active = False
        assert names(viewer) == []
        with pytest.raises(ForbiddenError):
            organisation.structure_on(viewer, TODAY)

    def test_reach_follows_the_chart_of_the_day(self, account: Any) -> None:
        organisation_services.move_unit(
            unit_id=unit("BKPSDM-M"),
            parent_id=unit("JEBRES"),
            effective_from=date(2026, 7, 1),
            decree="P",
            actor=OPERATOR,
        )
        viewer = account(HEAD_JEBRES)
        assert "Fitri Handayani" in names(viewer)
        assert "Fitri Handayani" not in names(viewer, date(2026, 6, 30))


class TestLists:
    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("fitri hand", ["Fitri Handayani"]),
            ("1990050520", ["Fitri Handayani"]),
            ("19900505 201505", ["Fitri Handayani"]),
            ("mojosongo", ["Hana Safitri", "Indra Kurnia"]),
            ("%", []),
            ("' OR 1=1 --", []),
        ],
    )
    def test_search(self, account: Any, search: str, found: list[str]) -> None:
        assert names(account(role="personnel_admin"), search=search) == found

    def test_search_finds_by_an_old_number(self, account: Any) -> None:
        services.change_number(
            employee_id=id_of(CLERK), number="199005052026051005", starts_on=date(2026, 5, 1), actor=OPERATOR
        )
        viewer = account(role="personnel_admin")
        assert names(viewer, search=CLERK) == ["Fitri Handayani"]
        assert queries.employee(viewer, id_of(CLERK), TODAY).number == "199005052026051005"

    def test_filters_and_order(self, account: Any) -> None:
        viewer = account(role="personnel_admin")
        assert set(names(viewer, unit_id=unit("JEBRES"))) == {"Gunawan Wibowo", "Hana Safitri", "Indra Kurnia"}
        assert names(viewer, employment_type="pppk") == ["Indra Kurnia"]
        assert names(viewer, position_type="pengawas") == ["Hana Safitri"]
        assert names(viewer, sort="-nama")[0] == "Indra Kurnia"
        assert names(viewer, sort="nip")[0] == "Drs. Budi Santoso"
        assert names(viewer, sort="unit'; --")[0] == "Drs. Budi Santoso"

    def test_a_page_costs_a_fixed_number_of_queries(self, account: Any, django_assert_num_queries: Any) -> None:
        viewer = account(role="personnel_admin")
        with django_assert_num_queries(4):  # roles, version, count, rows
            assert len(names(viewer)) == len(PEOPLE)

    def test_who_left_is_in_no_list_from_that_day(self, account: Any) -> None:
        services.leave(employee_id=id_of(TEACHER), from_day=date(2026, 7, 1), actor=OPERATOR)
        viewer = account(role="personnel_admin")
        assert "Indra Kurnia" not in names(viewer)
        assert "Indra Kurnia" in names(viewer, date(2026, 6, 30))
        assert queries.employee(viewer, id_of(TEACHER), TODAY).entries[0].title == "Tidak lagi bertugas"

    def test_people_of_units(self) -> None:
        assert queries.people_in_units([unit("JEBRES-1")], TODAY) == {id_of(LURAH), id_of(TEACHER)}
        assert queries.active_count(TODAY) == len(PEOPLE)


class TestChart:
    def test_everybody_sees_heads_and_headcounts(self, account: Any, django_assert_max_num_queries: Any) -> None:
        viewer = account(CLERK)
        with django_assert_max_num_queries(6):
            page = queries.organisation_page(viewer, TODAY)
        jebres = page.by_id[unit("JEBRES")]
        assert (jebres.head, jebres.own_people, jebres.all_people) == ("Gunawan Wibowo", 1, 3)
        assert page.root is not None
        assert page.root.all_people == len(PEOPLE)
        assert page.vacant == 1

    def test_a_persons_page_tells_the_way_up(self, account: Any) -> None:
        page = queries.employee(account(CLERK), id_of(CLERK), TODAY)
        assert [node.code for node in page.path] == ["PEM", "BKPSDM", "BKPSDM-M", "BKPSDM-MK"]
        assert page.superior_name == "Eko Prasetyo"
        assert (page.grade, page.number) == ("III/c", CLERK)


class TestInvitable:
    def test_people_with_an_address_and_no_account(self, account: Any) -> None:
        admin = account(role="personnel_admin")
        assert [row.name for row in queries.invitable(admin, TODAY)] == ["Citra Dewi", "Fitri Handayani"]
        account(CLERK)
        assert [row.name for row in queries.invitable(admin, TODAY)] == ["Citra Dewi"]

    def test_only_who_may_invite_asks(self, account: Any) -> None:
        with pytest.raises(ForbiddenError):
            queries.invitable(account(SEKDA), TODAY)
