"""Acting for a head: for how long, and what is asked where the post is not vacant."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.people import queries, services
from tenant_apps.people.models import ActingHead
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, SEKDA, id_of, unit

pytestmark = pytest.mark.usefixtures("north")
JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)


def acting(day: date) -> set[UUID]:
    return set(queries.heads_on(day).acting.values())


def test_a_term_of_acting_ends_by_itself_and_its_correction_moves_the_end() -> None:
    def appoint(number: str, starts_on: date, until: date | None) -> None:
        wish: dict[str, Any] = {
            "kind": "acting_daily",
            "decree": "SK",
            "actor": OPERATOR,
            "starts_on": starts_on,
            "until": until,
        }
        services.appoint_acting_head(unit_id=unit("JEBRES"), number=number, **wish)

    appoint(CLERK, JULY, date(2026, 7, 31))
    assert (acting(date(2026, 7, 31)), acting(date(2026, 8, 1))) == ({id_of(CLERK)}, set())
    appoint(CLERK, JULY, date(2026, 8, 31))
    assert (acting(date(2026, 8, 31)), acting(date(2026, 9, 1))) == ({id_of(CLERK)}, set())
    appoint(SEKDA, OCTOBER, None)
    before = list(ActingHead.objects.order_by("pk").values())
    for until, refused in ((OCTOBER, ConflictError), (date(2026, 6, 30), InvalidError)):
        with pytest.raises(refused):
            appoint(CLERK, JULY, until)
    assert list(ActingHead.objects.order_by("pk").values()) == before
    appoint(CLERK, JULY, date(2026, 9, 30))
    assert (acting(date(2026, 9, 30)), acting(OCTOBER)) == ({id_of(CLERK)}, {id_of(SEKDA)})


def test_a_plt_of_a_filled_post_is_confirmed_first(admin: Client) -> None:
    page = f"/organisasi/{unit('JEBRES')}/plt/"
    assert "mengepalai unit ini. Plh bila ia berhalangan" in admin.get(page).content.decode()
    wish = {"number": CLERK, "kind": "acting_full", "starts_on": "2026-07-01", "decree": "SK"}
    refused = admin.post(page, wish)
    assert (refused.status_code, ActingHead.objects.count()) == (422, 0)
    assert "Jabatan ini tidak lowong" in refused.content.decode()
    assert admin.post(page, {**wish, "kind": "acting_daily", "until": "2026-07-31"}).status_code == 302
    again = {**wish, "starts_on": "2026-08-01", "although_filled": "on"}
    assert admin.post(page, again).status_code == 302
    assert acting(JULY) == acting(date(2026, 8, 1)) == {id_of(CLERK)}
