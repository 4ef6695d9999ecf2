"""Posts of units: how many there are, how many are filled, and that whoever sits in one stays in it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared_apps.errors import DomainError, ForbiddenError
from tenant_apps.people import queries, services
from tenant_apps.people.models import Assignment
from tenant_apps.people.queries.positions import PostRow
from tenant_apps.people.records import Position
from tenant_apps.people.rules.vacancies import Held, Post, filled
from tenant_apps.people.services.positions import Wish
from tests.cast import OPERATOR
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import CLERK, LURAH, SEKDA, START, TEACHER, TODAY, id_of, unit

JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)
HERE, THERE = UUID(int=1), UUID(int=2)


def post(number: int, title: str, headcount: int = 1, unit_id: UUID = HERE) -> Post:
    return Post(UUID(int=100 + number), unit_id, title, "implementer", "", None, headcount, False)


def test_people_fill_the_post_they_name_and_else_the_one_called_like_their_chair() -> None:
    posts = [post(1, "Analis", 3), post(2, "Arsiparis"), post(3, "Analis", unit_id=THERE)]
    held = [
        Held(posts[0].position_id, THERE, "Lama", 1),  # named: title and unit do not matter
        Held(None, HERE, "  analis ", 1),
        Held(None, HERE, "ARSIPARIS", 2),
        Held(UUID(int=999), THERE, "Analis", 1),  # names a post that is no more
        Held(None, THERE, "Juru Masak", 5),
    ]
    found = filled(posts, held)
    assert [(each.people, each.vacant, each.over) for each in found] == [(2, 1, 0), (2, 0, 1), (1, 0, 0)]


def wish(code: str = "BKPSDM-MK", title: str = "Staf BKPSDM-MK", **more: Any) -> Wish:
    return Wish(**{"unit_id": unit(code), "title": title, "position_type": "implementer", "headcount": 2, **more})


def establish(starts_on: date = START, **more: Any) -> UUID:
    return services.establish_position(wish=wish(**more), starts_on=starts_on, decree="SK ABK", actor=OPERATOR)


def found(day: date = TODAY, code: str = "BKPSDM") -> list[PostRow]:
    return list(queries.vacancies(OPERATOR_EYES, day, unit_id=unit(code)).rows)


class _Eyes:
    is_active, employee_id = True, None


OPERATOR_EYES = _Eyes()


@pytest.mark.usefixtures("north")
class TestInARegion:
    def test_a_unit_shows_its_posts_with_all_under_it(self) -> None:
        establish(level="", job_class=7)
        rows = found()
        assert [(row.filled.post.title, row.filled.people, row.filled.vacant) for row in rows] == [
            ("Staf BKPSDM-MK", 1, 1)
        ]
        assert found(code="JEBRES") == []
        assert queries.vacancies(OPERATOR_EYES, date(2025, 12, 31)).rows == []

    def test_whoever_sits_in_a_post_stays_in_it_when_it_is_called_otherwise(self) -> None:
        position_id = establish()
        services.change_position(
            position_id=position_id,
            wish=wish(title="Analis Kepegawaian", headcount=3),
            starts_on=JULY,
            decree="SK 2",
            actor=OPERATOR,
        )
        assert [(row.filled.people, row.filled.post.headcount) for row in found(date(2026, 6, 30))] == [(1, 2)]
        assert [(row.filled.people, row.filled.post.title) for row in found(JULY)] == [(1, "Analis Kepegawaian")]
        assert Assignment.objects.get(employee_id=id_of(CLERK)).position_title == "Staf BKPSDM-MK"

    def test_a_chair_names_its_post_and_a_student_leaves_it_free(self) -> None:
        position_id = establish()
        chair = {"unit_id": unit("BKPSDM-MK"), "position_title": "staf bkpsdm-mk", "position_type": "implementer"}
        services.place(employee_id=id_of(TEACHER), starts_on=JULY, decree="SK", actor=OPERATOR, **chair)
        assert Assignment.objects.get(employee_id=id_of(TEACHER), starts_on=JULY).position_id == position_id
        assert found()[0].filled.vacant == 0
        services.place(
            employee_id=id_of(TEACHER),
            starts_on=OCTOBER,
            decree="SK",
            actor=OPERATOR,
            kind="study_assignment",
            **chair,
        )
        assert (found(date(2026, 9, 30))[0].filled.vacant, found()[0].filled.vacant) == (0, 1)

    def test_the_vacant_post_of_a_head_shows_who_acts(self) -> None:
        establish(code="JEBRES-1", title="Kepala JEBRES-1", headcount=1, is_head=True, level="IV.a")
        services.leave(employee_id=id_of(LURAH), from_day=JULY, actor=OPERATOR, kind="retired")
        services.appoint_acting_head(
            unit_id=unit("JEBRES-1"), number=SEKDA, kind="acting_full", starts_on=JULY, decree="SK", actor=OPERATOR
        )
        assert [(row.filled.vacant, row.acting) for row in found(date(2026, 6, 30), "JEBRES")] == [(0, "")]
        assert [(row.filled.vacant, row.acting) for row in found(JULY, "JEBRES")] == [(1, "Drs. Budi Santoso")]

    def test_a_post_is_abolished_once_nobody_sits_in_it(self) -> None:
        position_id = establish()
        with pytest.raises(DomainError, match="Masih ada 1 pegawai"):
            services.abolish_position(position_id=position_id, from_day=OCTOBER, decree="SK", actor=OPERATOR)
        services.leave(employee_id=id_of(CLERK), from_day=JULY, actor=OPERATOR)
        services.abolish_position(position_id=position_id, from_day=OCTOBER, decree="SK", actor=OPERATOR)
        assert (len(found(date(2026, 9, 30))), len(found(OCTOBER))) == (1, 0)
        assert queries.position(OPERATOR_EYES, position_id, TODAY, on=JULY).title == "Staf BKPSDM-MK"

    def test_posts_are_drawn_up_from_who_sits_where_and_only_once(self) -> None:
        establish()
        assert services.draw_up_positions(day=JULY, decree="SK ABK", actor=OPERATOR) == 7
        assert services.draw_up_positions(day=JULY, decree="SK ABK", actor=OPERATOR) == 0
        all_of = queries.vacancies(OPERATOR_EYES, JULY)
        assert (all_of.headcount, all_of.people, all_of.vacant, all_of.over) == (9, 8, 1, 0)
        assert sum(row.filled.post.is_head for row in all_of.rows) == 6

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"title": " "}, "nama jabatannya"),
            ({"position_type": "raja"}, "jenis jabatan"),
            ({"headcount": 0}, "jumlah formasi"),
            ({"job_class": 18}, "Kelas jabatan"),
            ({"is_head": True}, "hanya satu orang"),
            ({"level": "ahli_raja", "title": "Lain"}, "jenjang"),
            ({"unit_id": UUID(int=5)}, "tidak ada dalam struktur"),
            ({"title": "STAF BKPSDM-MK"}, "sudah punya formasi"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(self, changed: dict[str, Any], words: str) -> None:
        establish()
        before = list(Position.objects.values())
        with pytest.raises(DomainError) as refused:
            establish(**changed)
        assert words in str([refused.value.message, refused.value.fields])
        assert list(Position.objects.values()) == before

    def test_figures_are_for_all_and_posts_are_changed_by_those_who_manage_the_organisation(
        self, account: Account
    ) -> None:
        position_id = establish()
        clerk, head = account(TEACHER), account(LURAH)
        assert queries.vacancies(clerk, TODAY).people == 1
        assert list(queries.position(clerk, position_id, TODAY).people) == []
        assert [row.id for row in queries.position(account(CLERK), position_id, TODAY).people] == [id_of(CLERK)]
        with pytest.raises(ForbiddenError):
            services.establish_position(wish=wish(title="Lain"), starts_on=START, decree="SK", actor=head)
