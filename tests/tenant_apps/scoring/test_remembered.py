"""A decision for one version is shown where another asks the same; a hole stays a hole until the region agrees."""

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates import services as host
from tenant_apps.scoring.models import Scheme
from tenant_apps.scoring.queries import adoption
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CUTS, FIRST_DAY

MEETS = "/ratings/performance_level/cuts/meets/value"
HIGH = "/ratings/potential_level/cuts/high/value"
CHANGES = {
    "nothing": ("", ""),
    "bounds": (
        "value: {allow: bounded, min: 0, max: 100, required: true}",
        "value: {allow: bounded, min: 0, max: 80, required: true}",
    ),
}


@pytest.fixture(params=CHANGES)
def newer(
    request: pytest.FixtureRequest, published: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> str:
    old, new = CHANGES[request.param]
    with django_db_blocker.unblock():
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        text = (
            documents.text("talent_national_2025").replace(old, new) if old else documents.text("talent_national_2025")
        )
        host.publish(text=text, version="2026.1", changelog="", actor=OPERATOR, day=FIRST_DAY)
    return str(request.param)


def fields(shown: adoption.Wizard) -> dict[str, tuple[str, str]]:
    """What stands in each field, and what was decided before beside it."""
    return {each.setting.path: (each.value, each.former) for group in shown.groups for each in group.fields}


def test_the_thresholds_of_another_version_are_shown_as_the_regions_own_choice(newer: str, regions: None) -> None:
    with schema_context("north"):
        cast.people_come()
        own = {"path": "/nodes/education_points/choices/senior_secondary", "value": 65}
        cast.adopt(cast.year(), "talent_national", "2025.1", (*CUTS, own))
        following = cast.year("2027")
        shown = adoption.wizard(cast.account(role="personnel_admin"), "2027", "talent_national", "2026.1", TODAY)
        found = fields(shown)
        assert found[MEETS] == ("", "46")
        assert "2025.1, Tahun 2026" in shown.note
        assert found[HIGH] == ("", "" if newer == "bounds" else "90")  # 90 fits no more
        assert found[own["path"]] == ("60", "")  # no hole: what the host says, until the merge asks
        with pytest.raises(InvalidError):  # nothing of it is decided by being shown
            cast.adopt(following, "talent_national", "2026.1")
        assert not Scheme.objects.filter(period=following).exists()


def test_whoever_never_decided_finds_the_holes_empty(newer: str, regions: None) -> None:
    with schema_context("north"):
        cast.people_come()
        cast.year()
        shown = adoption.wizard(cast.account(role="personnel_admin"), "2026", "talent_national", "2026.1", TODAY)
        assert {fields(shown)[path] for path in (MEETS, HIGH)} == {("", "")}


@pytest.mark.parametrize("take", [MEETS, "/ratings/performance_level"])
def test_a_person_takes_an_earlier_decision_over_by_hand(published: None, regions: None, take: str) -> None:
    """The same version in the next period: nothing is filled in until somebody presses the button beside it."""
    with schema_context("north"):
        cast.people_come()
        cast.adopt(cast.year(), "talent_national", "2025.1", CUTS)
        cast.year("2027")
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(cast.account(role="personnel_admin"))
    address = "/skema/2027/talent_national/2025.1/"
    page = client.get(address).content.decode()
    assert f'name="v:{MEETS}" value=""' in page
    assert "Keputusan Anda sebelumnya (2025.1, Tahun 2026): <b>46</b>" in page
    assert client.post(address, {f"v:{MEETS}": ""}).status_code == 422  # nothing was decided
    again = client.post(address, {f"v:{HIGH}": "88", "take": take}).content.decode()
    assert f'name="v:{MEETS}" value="46"' in again
    assert f'name="v:{HIGH}" value="88"' in again  # what was typed stays
    above = MEETS.replace("meets", "above")
    assert f'name="v:{above}" value="{"72" if take != MEETS else ""}"' in again
    with schema_context("north"):
        assert not Scheme.objects.filter(period__code="2027").exists()
