"""A version decided on for the next period: nothing changes before, opening takes it, or says why it did not."""

from importlib.resources import files
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.mailbox.models import Message
from shared_apps.rows import new_id
from shared_apps.scoring_templates import services as host
from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, PlannedAdoption, Scheme
from tenant_apps.scoring.queries import plans
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY, NEWER, RATNA
from tests.tenant_apps.scoring.test_interrupted import Died, dies_before

SHORT = "2025.3"  # may be adopted for a period that ends before July 2027


@pytest.fixture
def newer(published: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The host has two more versions, the second of them for a short while."""
    text = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    short = text.replace('"2026-01-01", to: null', '"2026-01-01", to: "2027-07-01"')
    assert short != text
    with django_db_blocker.unblock():
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        cast.publish_newer()
        host.publish(text=short, version=SHORT, changelog="", actor=OPERATOR, day=FIRST_DAY)


@pytest.fixture
def period(newer: None, at_north: None) -> Period:
    """2026 with both schemes."""
    cast.people_come()
    found = cast.year()
    cast.adopt_both(found)
    return found


def plan(period: Period, version: str = NEWER, **more: Any) -> PlannedAdoption:
    asked = {"template_key": "talent_national", "overrides": CUTS, "actor": OPERATOR, "at": AT, **more}
    return services.plan_adoption(period=period, version=version, **asked)


def in_use(period: Period) -> dict[str, str]:
    schemes = Scheme.objects.filter(period=period, replaced_at=None)
    return {each.template_key: each.template_version for each in schemes}


def states() -> list[str]:
    return [each.state for each in PlannedAdoption.objects.order_by("id")]


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Period, Scheme, PlannedAdoption)]


def test_until_the_period_is_opened_nothing_changes(period: Period) -> None:
    before = everything()[:2]
    plan(period)
    assert everything()[:2] == before


def test_opening_the_next_period_takes_it_with_the_regions_own_values(period: Period) -> None:
    plan(period)
    opened = cast.year("2027")
    assert in_use(opened) == {"talent_national": NEWER}
    assert in_use(period)["talent_national"] == "2025.1"
    scheme = Scheme.objects.get(period=opened)
    own = {each["path"]: each["value"] for each in scheme.customisation["overrides"]}
    assert own == {str(cut["path"]): str(cut["value"]) for cut in CUTS}
    row = PlannedAdoption.objects.get()
    assert (row.state, row.period, row.settled_by_name) == ("carried_out", opened, OPERATOR.name)
    assert in_use(cast.year("2028")) == {}  # once


def test_an_earlier_period_is_not_the_next_one(period: Period) -> None:
    plan(period)
    assert in_use(cast.year("2025")) == {}
    assert states() == ["waiting"]


def test_what_does_not_fit_any_more_stops_no_opening_and_says_why(period: Period) -> None:
    plan(period, SHORT)
    opened = cast.year("2027")
    assert opened.is_open
    assert in_use(opened) == {}
    row = PlannedAdoption.objects.get()
    assert (row.state, row.period) == ("failed", opened)
    assert "berakhir di luar masa berlakunya" in row.refusal
    administrator = cast.account(role="personnel_admin")
    assert [each.has_failed for each in plans.plans(administrator, TODAY)] == [True]
    assert [each.row for each in plans.plans_of(administrator, opened, TODAY)] == [row]


def test_a_failed_plan_is_forgotten_once_the_period_has_the_version(period: Period) -> None:
    plan(period, SHORT)
    opened = cast.year("2027")
    PlannedAdoption.objects.update(template_version=NEWER)
    cast.adopt(opened, "talent_national", NEWER, CUTS)
    assert plans.plans(cast.account(role="personnel_admin"), TODAY) == []


def test_a_refused_scheme_is_no_plan(period: Period) -> None:
    with pytest.raises(InvalidError) as refusal:
        plan(period, overrides=())
    assert refusal.value.code == "scheme_refused"
    with pytest.raises(NotFoundError):
        plan(period, "2099.1")
    assert states() == []


def test_planned_again_the_same_is_the_same_and_another_replaces_it(period: Period) -> None:
    first = plan(period)
    assert plan(period).id == first.id
    plan(period, SHORT)
    assert states() == ["replaced", "waiting"]
    cast.year("2027")
    assert states() == ["replaced", "failed"]


def test_a_later_decision_about_the_version_replaces_it(period: Period) -> None:
    plan(period)
    cast.adopt(period, "talent_national", "2025.1", CUTS)  # the old one set anew says nothing of the new one
    assert states() == ["waiting"]
    services.decline_version(template_key="talent_national", version=SHORT, reason="Lain", actor=OPERATOR, at=AT)
    assert states() == ["waiting"]
    services.decline_version(template_key="talent_national", version=NEWER, reason="Belum", actor=OPERATOR, at=AT)
    assert states() == ["replaced"]
    plan(period)
    cast.adopt(period, "talent_national", NEWER, CUTS)
    assert states() == ["replaced", "replaced"]
    plan(period)
    cast.adopt(period, "talent_national", SHORT, CUTS)
    assert states() == ["replaced", "replaced", "replaced"]
    assert in_use(cast.year("2027")) == {}


def test_where_the_next_period_is_open_already_there_is_nothing_to_wait_for(period: Period) -> None:
    cast.year("2027")
    with pytest.raises(ConflictError) as refusal:
        plan(period)
    assert refusal.value.code == "next_period_open"
    assert states() == []


def test_it_is_planned_from_a_closed_period_too(period: Period) -> None:
    services.close_period(period=period, actor=OPERATOR, at=AT)
    plan(period)
    assert in_use(cast.year("2027")) == {"talent_national": NEWER}


def test_it_is_called_off_once_and_for_good(period: Period) -> None:
    row = plan(period)
    for _click in range(2):
        assert services.cancel_plan(plan_id=row.id, actor=OPERATOR, at=AT).state == "cancelled"
    assert in_use(cast.year("2027")) == {}
    with pytest.raises(NotFoundError):
        services.cancel_plan(plan_id=new_id(), actor=OPERATOR, at=AT)


def test_what_was_carried_out_is_not_called_off(period: Period) -> None:
    row = plan(period)
    opened = cast.year("2027")
    with pytest.raises(ConflictError) as refusal:
        services.cancel_plan(plan_id=row.id, actor=OPERATOR, at=AT)
    assert refusal.value.code == "plan_settled"
    assert in_use(opened) == {"talent_national": NEWER}


def test_nobody_else_plans_or_calls_off(period: Period) -> None:
    row = plan(period)
    for actor in (cast.account(RATNA), cast.account(role="auditor")):
        with pytest.raises(ForbiddenError):
            plan(period, SHORT, actor=actor)
        with pytest.raises(ForbiddenError):
            services.cancel_plan(plan_id=row.id, actor=actor, at=AT)
        with pytest.raises(ForbiddenError):
            plans.plans(actor, TODAY)
    assert states() == ["waiting"]


def test_opening_that_dies_before_any_statement_has_done_nothing(period: Period) -> None:
    plan(period)
    plan(period, "2022.1", template_key="asn_performance", overrides=())
    before = everything()
    for statement in range(100):
        try:
            with dies_before(statement):
                opened = cast.year("2027")
        except Died:
            assert everything() == before, f"statement {statement} left something behind"
        else:
            break
    assert statement > 15
    assert in_use(opened) == {"asn_performance": "2022.1", "talent_national": NEWER}
    assert states() == ["carried_out", "carried_out"]


def test_the_schemes_of_the_last_period_are_taken_over_at_once_and_only_what_is_missing(period: Period) -> None:
    plan(period)
    opened = cast.year("2027")
    taken = services.carry_schemes(period=opened, actor=OPERATOR, at=AT)
    assert [str(each) for each in taken] == ["asn_performance 2022.1"]
    assert in_use(opened) == {"asn_performance": "2022.1", "talent_national": NEWER}
    assert services.carry_schemes(period=opened, actor=OPERATOR, at=AT) == []
    last = cast.year("2028")
    services.carry_schemes(period=last, actor=OPERATOR, at=AT)
    hashes = Scheme.objects.values_list("period__code", "scheme_hash").order_by("scheme_hash")
    assert {each for code, each in hashes if code == "2027"} == {each for code, each in hashes if code == "2028"}


def test_they_are_taken_over_all_or_none(period: Period) -> None:
    cast.adopt(period, "talent_national", SHORT, CUTS)
    opened = cast.year("2027")
    with pytest.raises(ConflictError, match="Talenta ASN tidak dapat dibawa") as refusal:
        services.carry_schemes(period=opened, actor=OPERATOR, at=AT)
    assert refusal.value.code == "scheme_not_carried"
    assert in_use(opened) == {}
    with pytest.raises(ForbiddenError):
        services.carry_schemes(period=opened, actor=cast.account(RATNA), at=AT)
    services.close_period(period=opened, actor=OPERATOR, at=AT)
    with pytest.raises(ConflictError, match="sudah ditutup"):
        services.carry_schemes(period=opened, actor=OPERATOR, at=AT)


def test_withdrawn_meanwhile_it_fails_and_the_host_hears_of_the_period(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
        cast.publish_newer()
    with schema_context("north"):
        period = cast.year()
        cast.adopt_both(period)
        plan(period)
        plan(period, "2022.1", template_key="asn_performance", overrides=())
    with schema_context("public"):
        version = TemplateVersion.objects.get(version=NEWER)
        host.withdraw(version=version, reason="Keliru", actor=OPERATOR, day=TODAY)
    answers = at_once("north", *[lambda: cast.year("2027")] * 3)
    (opened,) = [each for each in answers if isinstance(each, Period)]
    assert sum(isinstance(each, InvalidError) for each in answers) == 2
    with schema_context("north"):
        assert in_use(opened) == {"asn_performance": "2022.1"}
        assert "ditarik penyelenggara: Keliru" in PlannedAdoption.objects.get(state="failed").refusal
    with schema_context("public"):
        last = Message.objects.filter(kind="schemes_adopted").latest("sent_at")
        assert last.content == {"templates": ["asn_performance 2022.1"], "period": "2027", "ends_on": "2027-12-31"}


def test_two_clicks_at_once_are_one_plan(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
        cast.publish_newer()
    with schema_context("north"):
        period = cast.year()
        cast.adopt_both(period)
    answers = at_once("north", *[lambda: plan(period)] * 4)
    assert len({each.id for each in answers}) == 1, answers
    with schema_context("north"):
        assert states() == ["waiting"]


UPGRADE = f"/skema/2026/talent_national/{NEWER}/pembaruan/"


def test_the_page_decides_for_the_next_period_and_the_lists_show_it(admin: Client, period: Period) -> None:
    assert "Pakai mulai periode berikutnya" in admin.get(UPGRADE).content.decode()
    assert admin.post(UPGRADE, {"act": "plan"}).headers["Location"] == "/skema/"
    assert admin.post(UPGRADE, {"act": "plan"}).status_code == 302  # the second tab
    row = PlannedAdoption.objects.get()
    for page, first_word in (("/skema/", "Dipakai"), ("/periode/", "</b>: dipakai")):
        text = admin.get(page).content.decode()
        assert f"{first_word} begitu periode sesudah Tahun 2026 dibuka" in text
        assert f"/rencana/{row.id}/batal/" in text
    assert admin.post(f"/rencana/{row.id}/batal/").status_code == 302
    assert "dipakai begitu periode" not in admin.get("/periode/").content.decode()
    assert states() == ["cancelled"]


def test_a_failed_plan_stands_on_the_pages_with_its_reason(admin: Client, period: Period) -> None:
    plan(period, SHORT)
    new = {"title": "Tahun 2027", "code": "2027", "starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    assert admin.post("/periode/", new).headers["Location"] == "/periode/2027/"
    for page in ("/periode/2027/", "/periode/", "/skema/"):
        text = admin.get(page).content.decode()
        assert "direncanakan untuk Tahun 2027, tetapi tidak dapat dipakai: " in text, page


def test_the_new_period_offers_the_schemes_of_the_last(admin: Client, period: Period) -> None:
    cast.year("2027")
    page = admin.get("/periode/2027/").content.decode()
    assert "2022.1, Talenta ASN 2025.1." in page
    for _click in range(2):
        assert admin.post("/periode/2027/skema/").status_code == 302
    assert in_use(Period.objects.get(code="2027")) == in_use(period)
    assert "Pakai skema yang sama" not in admin.get("/periode/2027/").content.decode()


def test_one_that_does_not_fit_is_named_on_the_page_and_none_is_taken(admin: Client, period: Period) -> None:
    cast.adopt(period, "talent_national", SHORT, CUTS)
    opened = cast.year("2027")
    page = admin.post("/periode/2027/skema/", follow=True).content.decode()
    assert "Talenta ASN tidak dapat dibawa ke Tahun 2027" in page
    assert in_use(opened) == {}


def test_a_version_for_later_periods_alone_is_planned_and_not_taken(admin: Client, period: Period) -> None:
    services.close_period(period=period, actor=OPERATOR, at=AT)
    assert UPGRADE in admin.get("/skema/").content.decode()
    page = admin.get(UPGRADE).content.decode()
    assert "Pakai mulai periode berikutnya" in page
    assert "Pakai versi baru" not in page
    assert admin.post(UPGRADE, {}).status_code == 422
    assert in_use(period)["talent_national"] == "2025.1"
