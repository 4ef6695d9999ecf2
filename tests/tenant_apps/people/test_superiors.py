"""Who answers for whom on a day."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from django_tenants.utils import schema_context
from hypothesis import given
from hypothesis import strategies as st

from shared_apps.errors import ConflictError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as organisation_services
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people import queries, services
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.queries import roster
from tenant_apps.people.rules.superiors import Heads, Source
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_JEBRES,
    HEAD_MUTASI,
    HEAD_ORG,
    LURAH,
    SEKDA,
    START,
    TEACHER,
    TODAY,
    id_of,
    person,
    take,
    unit,
)
from tests.tenant_apps.people.reference import superior_of

CHANGE = date(2026, 7, 1)


def superior(number: str, day: date = TODAY) -> UUID | None:
    return queries.assessor_of(id_of(number), day)


@pytest.mark.usefixtures("north")
class TestInARegion:
    def test_staff_answer_to_the_head_of_their_unit(self) -> None:
        assert superior(TEACHER) == id_of(LURAH)

    def test_a_head_answers_to_the_head_of_the_unit_above(self) -> None:
        assert superior(LURAH) == id_of(HEAD_JEBRES)
        assert superior(HEAD_MUTASI) == id_of(HEAD_BKPSDM)
        assert superior(HEAD_ORG) == id_of(SEKDA)

    def test_a_vacant_post_does_not_block(self) -> None:
        found = queries.superior_of(id_of(CLERK), TODAY)  # her subdivision has no head
        assert found is not None
        assert (found.employee_id, found.source) == (id_of(HEAD_MUTASI), Source.NEXT_LEVEL)

    def test_heads_of_agencies_answer_to_nobody_here(self) -> None:
        assert superior(SEKDA) is None
        assert superior(HEAD_BKPSDM) is None

    def test_an_override_comes_first_and_ends_when_that_person_leaves(self) -> None:
        take(
            person(CLERK, "Fitri Handayani", "BKPSDM-MK", email="fitri@north.example.id", nip_atasan=LURAH), day=CHANGE
        )
        assert superior(CLERK, date(2026, 6, 30)) == id_of(HEAD_MUTASI)
        assert superior(CLERK) == id_of(LURAH)
        services.leave(employee_id=id_of(LURAH), from_day=date(2026, 9, 1), actor=OPERATOR)
        assert superior(CLERK) == id_of(HEAD_MUTASI)

    def test_who_left_answers_for_nobody_from_that_day(self) -> None:
        services.leave(employee_id=id_of(LURAH), from_day=CHANGE, actor=OPERATOR)
        assert superior(TEACHER, date(2026, 6, 30)) == id_of(LURAH)
        assert superior(TEACHER, CHANGE) == id_of(HEAD_JEBRES)
        assert superior(LURAH, CHANGE) is None

    def test_a_moved_unit_has_another_superior_from_that_day(self) -> None:
        organisation_services.move_unit(
            unit_id=unit("BKPSDM-M"), parent_id=unit("SETDA"), effective_from=CHANGE, decree="P", actor=OPERATOR
        )
        assert superior(HEAD_MUTASI, date(2026, 6, 30)) == id_of(HEAD_BKPSDM)
        assert superior(HEAD_MUTASI, CHANGE) == id_of(SEKDA)

    def test_acting_in_the_superiors_post_is_answered_for_by_the_next_level(self) -> None:
        services.leave(employee_id=id_of(LURAH), from_day=CHANGE, actor=OPERATOR)
        services.appoint_acting_head(
            unit_id=unit("JEBRES-1"),
            number=TEACHER,
            kind="acting_full",
            starts_on=CHANGE,
            decree="SK 1",
            actor=OPERATOR,
        )
        assert superior(TEACHER) == id_of(HEAD_JEBRES)
        services.end_acting_head(unit_id=unit("JEBRES-1"), from_day=date(2026, 10, 1), actor=OPERATOR)
        assert queries.heads_on(TODAY).units_of(id_of(TEACHER)) == frozenset()

    def test_an_acting_head_answers_for_the_unit_only_while_acting(self) -> None:
        services.appoint_acting_head(
            unit_id=unit("JEBRES"),
            number=SEKDA,
            kind="acting_daily",
            starts_on=CHANGE,
            decree="SK 2",
            actor=OPERATOR,
        )
        assert superior(LURAH, date(2026, 6, 30)) == id_of(HEAD_JEBRES)
        assert superior(LURAH, CHANGE) == id_of(SEKDA)

    def test_the_head_of_a_unit_cannot_act_for_themselves(self) -> None:
        with pytest.raises(ConflictError):
            services.appoint_acting_head(
                unit_id=unit("SETDA"),
                number=SEKDA,
                kind="acting_full",
                starts_on=CHANGE,
                decree="SK 3",
                actor=OPERATOR,
            )

    def test_superior_and_assessor_of_one_and_of_all_on_a_day_in_one_statement(
        self, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        clerk, head = id_of(CLERK), id_of(HEAD_MUTASI)
        with django_assert_num_queries(1):
            assert queries.assessor_of(clerk, TODAY) == head
        with django_assert_num_queries(1):
            found = queries.superiors_on(TODAY)
        assert len(found) == 8
        assert all(found[person_id] is None or found[person_id].employee_id != person_id for person_id in found)  # type: ignore[union-attr]

    @pytest.mark.parametrize("seed", range(6))
    def test_the_statement_says_what_the_rule_says(self, seed: int) -> None:
        """People, heads, acting heads and overrides at random over nine months; asked for all and one by one."""
        _at_random(random.Random(seed))  # noqa: S311  not for secrets
        for day in (START, START + timedelta(days=100), TODAY):
            heads, chart, found = queries.heads_on(day), organisation.chart_on(day), queries.above_on(day)
            held = {row.employee_id: row for row in roster.in_office(day)}
            assert found.keys() == held.keys()
            for who, row in held.items():
                override = row.superior_override_id if row.superior_override_id in held else None
                assert found[who].superior == superior_of(
                    employee_id=who, unit_id=row.unit_id, override=override, chart=chart, heads=heads
                )
                assert queries.above_on(day, [who]) == {who: found[who]}

    def test_who_is_scored_and_with_which_profile(self) -> None:
        from django.db import connection

        services.leave(employee_id=id_of(TEACHER), from_day=CHANGE, actor=OPERATOR)
        fragment = queries.subjects_fragment(TODAY)
        with connection.cursor() as cursor:
            cursor.execute(fragment.sql, fragment.params)
            rows = {employee_id: profile for _subject, employee_id, profile in cursor.fetchall()}
            assert len(rows) == 7
            assert rows[id_of(SEKDA)] == "structural"
            assert rows[id_of(CLERK)] == "implementer"
            one = queries.subjects_fragment(date(2026, 6, 30), [id_of(TEACHER)])
            cursor.execute(one.sql, one.params)
            assert cursor.fetchall() == [(id_of(TEACHER), id_of(TEACHER), "functional")]

    def test_a_number_is_known_in_its_own_region_only(self) -> None:
        assert queries.employee_id_for_number(SEKDA) == id_of(SEKDA)
        with schema_context("south"):
            assert queries.employee_id_for_number(SEKDA) is None


def _at_random(chance: random.Random) -> None:
    """Other chairs for everybody, and acting heads for every unit."""
    people = sorted(Assignment.objects.values_list("employee_id", flat=True))
    units = sorted(organisation.chart_on(TODAY).nodes)
    days = [START + timedelta(days=30 * step) for step in range(9)]
    Assignment.objects.all().delete()
    for who in people:
        for starts_on in chance.sample(days, 3):
            where = chance.choice([*units, None])
            other = chance.choice([each for each in people if each != who])
            chair = {"position_title": "Jabatan", "position_type": "implementer", "is_head": chance.random() < 0.6}
            override = other if chance.random() < 0.2 else None
            facts = {**chair, "superior_override_id": override} if where else {}
            Assignment.objects.create(employee_id=who, starts_on=starts_on, unit_id=where, **facts)
    for where in units:
        for starts_on in chance.sample(days, 2):
            acting = chance.choice([*people, None])
            kind = "acting_full" if acting else ""
            ActingHead.objects.create(unit_id=where, starts_on=starts_on, employee_id=acting, kind=kind)


UNITS = [UUID(int=number) for number in range(1, 7)]
STAFF = [UUID(int=number) for number in range(101, 107)]
LINE = Chart.of(Node(each, UNITS[place - 1] if place else None, str(place), "") for place, each in enumerate(UNITS))
HEADS = st.dictionaries(st.sampled_from(UNITS), st.sampled_from(STAFF))


@given(own=HEADS, acting=HEADS, seats=st.dictionaries(st.sampled_from(STAFF), st.sampled_from(UNITS), min_size=1))
def test_nobody_is_their_own_superior_nor_that_of_their_superior(
    own: dict[UUID, UUID], acting: dict[UUID, UUID], seats: dict[UUID, UUID]
) -> None:
    heads = Heads(own=own, acting=acting)

    def above(employee_id: UUID) -> UUID | None:
        found = superior_of(
            employee_id=employee_id, unit_id=seats.get(employee_id), override=None, chart=LINE, heads=heads
        )
        return found.employee_id if found else None

    for employee_id in seats:
        found = above(employee_id)
        assert found != employee_id
        # in one line of command two people never answer for each other
        if found in seats:
            assert above(found) != employee_id or not _in_one_line(employee_id, found, seats, heads)


def _in_one_line(first: UUID, second: UUID, seats: dict[UUID, UUID], heads: Heads) -> bool:
    """Whether both head only units on their own way up (in other lines each may answer for the other)."""
    return all(heads.units_of(each) <= {node.unit_id for node in LINE.path(seats[each])} for each in (first, second))
