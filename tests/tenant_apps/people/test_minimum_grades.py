"""A grade below the least one of a post is told, and bars nothing."""

import pytest
from django.test import Client

from shared_apps.reference import queries as reference
from tenant_apps.people.rules.minimum_grades import Shortfall, shortfall
from tests.tenant_apps.people.people import HEAD_ORG, id_of, unit

LADDER = [grade.label for grade in reference.grades("pns")]


@pytest.mark.parametrize(
    ("grade", "minimum", "falls_short"),
    [("III/c", "III/d", True), ("III/d", "III/d", False), ("IV/a", "III/d", False), ("IX", "III/d", False)],
)
def test_only_a_lower_grade_of_the_same_ladder_falls_short(grade: str, minimum: str, falls_short: bool) -> None:
    found = shortfall(grade=grade, minimum=minimum, echelon="III.b", ladder=LADDER)
    assert found == (Shortfall(grade, minimum, "III.b") if falls_short else None)


@pytest.mark.usefixtures("north")
def test_who_places_somebody_of_too_low_a_grade_is_told_and_the_chair_is_theirs(admin: Client) -> None:
    chair = {"unit_id": str(unit("SETDA-ORG")), "position_title": "Kepala Bagian", "position_type": "administrator"}
    wish = {**chair, "is_head": "on", "starts_on": "2026-11-01", "decree": "SK"}
    saved = admin.post(f"/pegawai/{id_of(HEAD_ORG)}/penugasan/", wish, follow=True).content.decode()
    assert "golongan III/c di bawah golongan minimal IV/a untuk jabatan eselon III.a" in saved
    told = admin.post(f"/api/v1/employees/{id_of(HEAD_ORG)}/assignments/", {**wish, "is_head": "true"}).json()
    assert [remark[:34] for remark in told["remarks"]] == ["Perhatikan: golongan III/c di bawah"[:34]]
