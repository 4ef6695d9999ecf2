"""Who may enter: everybody until the day they leave."""

from datetime import date

import pytest

from tenant_apps.people import queries, services
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import TEACHER, id_of

pytestmark = pytest.mark.usefixtures("north")


def test_from_the_day_somebody_leaves_they_do_not_enter() -> None:
    teacher, last = id_of(TEACHER), date(2026, 6, 30)
    services.leave(employee_id=teacher, from_day=date(2026, 7, 1), actor=OPERATOR)
    assert queries.may_enter(teacher, last)
    assert not queries.may_enter(teacher, date(2026, 7, 1))
    assert queries.may_enter(teacher, date(2020, 1, 1))  # before their first chair
