"""What the host learns of an import: how many people are in office today, whatever the day of the sheet."""

from datetime import date

import pytest
from django_tenants.utils import schema_context

from shared_apps.mailbox import queries as mailbox
from tenants.regions.services import inside
from tests.tenant_apps.people.people import PEOPLE, person, settle, take


def told() -> int:
    with schema_context("public"):
        (content,) = mailbox.latest("people_counted").values()
    return int(content["employees"])


@pytest.mark.usefixtures("real_logins")
def test_the_host_is_told_who_is_in_office_today() -> None:
    with inside("north"):
        settle()
        take(person("199109092016091009", "Joko Susilo", "SETDA"), day=date(2027, 3, 1))
    assert told() == len(PEOPLE)
    with inside("north"):
        take(person("199109092016091010", "Kiki Amalia", "SETDA"), day=date(2026, 2, 1))
    assert told() == len(PEOPLE) + 1
