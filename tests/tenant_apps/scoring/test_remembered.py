"""A decision for one version is shown where another asks the same; a hole stays a hole until the region agrees."""

import pytest
from django.db import connection
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
    return {each.setting.path: (each.value, each.note) for group in shown.groups for each in group.fields}


def test_the_thresholds_of_another_version_are_shown_as_the_regions_own_choice(newer: str, regions: None) -> None:
    with schema_context("north"):
        cast.people_come()
        own = {"path": "/nodes/education_points/choices/senior_secondary", "value": 65}
        cast.adopt(cast.year(), "talent_national", "2025.1", (*CUTS, own))
        following = cast.year("2027")
        shown = adoption.wizard(cast.account(role="personnel_admin"), "2027", "talent_national", "2026.1", TODAY)
        found = fields(shown)
        assert found[MEETS][0] == "46"
        assert "2025.1" in found[MEETS][1]
        assert "Tahun 2026" in found[MEETS][1]
        assert found[HIGH] == (("", "") if newer == "bounds" else ("90", found[MEETS][1]))  # 90 fits no more
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
