"""A region adopts a published template, with what it may set and nothing else."""

import json
from decimal import Decimal

import pytest
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.mailbox.models import Message
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.schemes import document_of
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS, RATNA, TYPICAL

TALENT = ("talent_national", "2025.1")


def test_the_bare_talent_template_waits_for_eight_decisions_of_the_region(period: Period) -> None:
    with pytest.raises(InvalidError) as refusal:
        cast.adopt(period, *TALENT)
    assert refusal.value.code == "scheme_refused"
    assert [problem["code"] for problem in refusal.value.details["problems"]] == ["value_required"] * 8
    assert set(refusal.value.fields) == {str(cut["path"]) for cut in CUTS}
    assert not Scheme.objects.exists()


def test_a_locked_value_is_refused_with_the_reason_and_nothing_changes(period: Period) -> None:
    cast.adopt(period, *TALENT, CUTS)
    before = Scheme.objects.get()
    locked = "/nodes/performance/inputs/awards_points/weight"
    with pytest.raises(InvalidError) as refusal:
        cast.adopt(period, *TALENT, (*CUTS, {"path": locked, "value": Decimal(20)}))
    assert [problem["code"] for problem in refusal.value.details["problems"]] == ["locked"]
    assert "tidak boleh diubah" in refusal.value.fields[locked][0]
    assert Scheme.objects.get().scheme_hash == before.scheme_hash


def test_a_value_out_of_bounds_is_refused(period: Period) -> None:
    path = "/nodes/education_points/choices/senior_secondary"
    with pytest.raises(InvalidError) as refusal:
        cast.adopt(period, *TALENT, (*CUTS, {"path": path, "value": Decimal(101)}))
    assert [problem["code"] for problem in refusal.value.details["problems"]] == ["out_of_bounds"]


def test_cuts_must_ascend(period: Period) -> None:
    crossed = [dict(cut) for cut in CUTS]
    crossed[1]["value"] = Decimal(80)
    with pytest.raises(InvalidError) as refusal:
        cast.adopt(period, *TALENT, crossed)
    assert "cuts_not_ascending" in [problem["code"] for problem in refusal.value.details["problems"]]


def test_what_is_adopted_is_a_copy_with_the_meaning_of_every_position(period: Period) -> None:
    scheme = cast.adopt(period, *TALENT, (*CUTS, {"path": "/nodes/education_points/choices/d3", "value": Decimal(72)}))
    document = document_of(scheme)
    assert document.customisation is None
    assert str(document.ratings["performance_level"].cuts["meets"].value) == "46"
    assert json.loads(scheme.document)["nodes"]["education_points"]["choices"]["d3"] == "72"
    assert "performance" in scheme.number_keys
    assert "talent_box" in scheme.code_keys
    assert "competency_assessment" in scheme.input_number_keys
    assert scheme.content_hash != scheme.scheme_hash
    assert len(scheme.customisation["overrides"]) == 9


def test_the_host_hears_which_templates_are_in_use_and_nothing_else(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        cast.adopt_both(cast.year())
    with schema_context("public"):
        last = Message.objects.filter(kind="schemes_adopted").order_by("sent_at").last()
        assert last is not None
        assert last.sender.endswith("north")
        assert last.content == {
            "templates": ["asn_performance 2022.1", "talent_national 2025.1"],
            "period": "2026",
            "ends_on": "2026-12-31",
        }


def test_adopted_again_it_replaces_and_the_old_runs_stay_without_being_current(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    old = Run.objects.get(scheme__template_key="talent_national")
    cast.adopt(scored, *TALENT, CUTS)
    old.refresh_from_db()
    assert not old.is_current
    assert old.scores.count() == len(cast.PEOPLE)
    assert Scheme.objects.filter(template_key="talent_national").count() == 2
    assert Scheme.objects.filter(template_key="talent_national", replaced_at=None).count() == 1


def test_a_version_that_was_never_published_is_not_there(period: Period) -> None:
    with pytest.raises(NotFoundError):
        cast.adopt(period, "talent_national", "2099.1", CUTS)


def test_a_template_is_not_adopted_for_a_period_before_it_was_valid(city: None) -> None:
    with pytest.raises(ConflictError) as refusal:
        cast.adopt(cast.year("2025"), *TALENT, CUTS)
    assert refusal.value.code == "template_not_valid"
    assert not Scheme.objects.exists()


def test_only_who_manages_scoring_adopts(period: Period) -> None:
    with pytest.raises(ForbiddenError):
        services.adopt_scheme(
            period=period,
            template_key="asn_performance",
            version="2022.1",
            overrides=(),
            actor=cast.account(RATNA),
            at=AT,
        )
    assert not Scheme.objects.exists()


def test_nothing_is_adopted_in_a_closed_period(period: Period) -> None:
    services.close_period(period=period, actor=OPERATOR, at=AT)
    with pytest.raises(ConflictError) as refusal:
        cast.adopt(period, "asn_performance", "2022.1")
    assert refusal.value.code == "period_closed"
    assert not Scheme.objects.exists()
