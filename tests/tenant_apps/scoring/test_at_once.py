"""Two clicks in the same moment: one of them wins, and nobody gets a fault."""

from django_tenants.utils import schema_context

from shared_apps.errors import InvalidError
from tenant_apps.scoring.models import Period, Scheme
from tests.at_once import at_once
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CUTS


def test_a_period_is_opened_once(real_logins: None) -> None:
    answers = at_once("north", *[cast.year] * 4)
    opened = [answer for answer in answers if isinstance(answer, Period)]
    refused = [answer for answer in answers if isinstance(answer, InvalidError)]
    assert (len(opened), len(refused)) == (1, 3), answers
    assert all("code" in each.fields for each in refused)
    with schema_context("north"):
        assert Period.objects.count() == 1


def test_a_scheme_is_adopted_and_one_of_a_kind_holds(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        period = cast.year()
    answers = at_once("north", *[lambda: cast.adopt(period, "talent_national", "2025.1", CUTS)] * 4)
    assert all(isinstance(answer, Scheme) for answer in answers), answers
    with schema_context("north"):
        assert Scheme.objects.filter(replaced_at=None).count() == 1
