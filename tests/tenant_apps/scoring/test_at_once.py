"""Two clicks in the same moment: one of them wins, and nobody gets a fault."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Run, Scheme
from tests.at_once import at_once
from tests.cast import OPERATOR
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


def test_a_run_whose_scheme_was_replaced_meanwhile_does_not_become_current(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        period = cast.year()
        old = cast.adopt(period, "asn_performance", "2022.1")

        def replace_before_it_is_current(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if "FOR UPDATE" in sql and "scoring_scheme" in sql:
                at_once("north", lambda: Scheme.objects.filter(id=old.id).update(replaced_at=timezone.now()))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(replace_before_it_is_current), pytest.raises(ConflictError, match="replaced"):
            services.run_scheme(scheme=old, as_of=period.ends_on, actor=OPERATOR)
        assert not Run.objects.exists()
