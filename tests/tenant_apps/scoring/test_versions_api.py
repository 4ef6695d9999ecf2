"""Programs do with versions what the pages do, through the same services; what is refused is told as a problem."""

from typing import Any

import pytest
from django.test import Client

from shared_apps.jobs.models import Job
from tenant_apps.scoring import services
from tenant_apps.scoring.models import DeclinedVersion, Period, PlannedAdoption, Scheme
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS
from tests.tenant_apps.scoring.test_upgrade import (  # noqa: F401  fixtures
    OWN_CUTS,
    POINTS,
    in_use,
    newer,
    period,
)

VALUES = [{"path": path, "value": value} for path, value in OWN_CUTS.items()]
CUT = "/ratings/potential_level/cuts/medium/value"
UPGRADE = "/api/v1/periods/2026/upgrades/talent_national/2026.1/"
DECIDED = [{"group": POINTS, "take": "mine"}, {"group": "/nodes/performance/title/id", "take": "new"}]


def send(client: Client, path: str, status: int = 200, **sent: Any) -> Any:
    """Post JSON; the answer's content."""
    answer = client.post(path, sent, content_type="application/json")
    assert answer.status_code == status, answer.content
    if status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json() if answer.content else None


def talent(**more: Any) -> dict[str, Any]:
    return {"template": "talent_national", "version": "2025.1", "overrides": VALUES, **more}


def with_cut(value: Any) -> list[dict[str, Any]]:
    return [{**each, "value": value} if each["path"] == CUT else each for each in VALUES]


def test_versions_on_offer_and_schemes_in_use(admin: Client, period: Period) -> None:  # noqa: F811
    offered = {(each["template"], each["version"]): each for each in admin.get("/api/v1/template-versions/").json()}
    assert offered["talent_national", "2026.1"]["upgrades"] == ["2026"]
    assert offered["talent_national", "2025.1"]["adopted_in"] == ["2026"]
    used = admin.get("/api/v1/periods/2026/schemes/").json()
    assert [(each["template"], each["version"]) for each in used] == [
        ("asn_performance", "2022.1"),
        ("talent_national", "2025.1"),
    ]


def test_a_version_is_previewed_and_adopted(admin: Client, period: Period) -> None:  # noqa: F811
    before = in_use(period).id
    asked = talent(overrides=with_cut("85"))
    impact = send(admin, "/api/v1/periods/2026/schemes/preview/", **asked)
    assert (impact["people"], impact["placed_otherwise"]) == (6, 6)
    assert sum(each["count"] for each in impact["by_agency"]) == 6
    assert in_use(period).id == before
    made = send(admin, "/api/v1/periods/2026/schemes/", 201, **asked)
    assert str(in_use(period).id) == made["id"] != str(before)


def test_what_is_refused_names_every_value(admin: Client, period: Period) -> None:  # noqa: F811
    before = list(Scheme.objects.order_by("id").values())
    problem = send(admin, "/api/v1/periods/2026/schemes/", 422, **talent(overrides=[]))
    assert problem["code"] == "scheme_refused"
    assert set(problem["fields"]) == {str(cut["path"]) for cut in CUTS}
    inexact = send(admin, "/api/v1/periods/2026/schemes/", 400, **talent(overrides=with_cut(70.5)))
    assert inexact["code"] == "invalid"
    assert list(Scheme.objects.order_by("id").values()) == before


def test_values_beyond_the_bounds_are_simulated_and_marked(admin: Client, period: Period) -> None:  # noqa: F811
    weights = "/nodes/performance/inputs"
    moved = [
        {"path": f"{weights}/awards_points/weight", "value": 5},
        {"path": f"{weights}/team_points/weight", "value": 25},
    ]
    before = list(Scheme.objects.order_by("id").values())
    found = send(admin, "/api/v1/periods/2026/schemes/simulation/", **talent(overrides=[*VALUES, *moved]))
    assert (found["can_adopt"], found["problems"]) == (False, [])
    assert sorted(found["beyond"]) == sorted(each["path"] for each in moved)
    assert found["impact"]["people"] == 6
    broken = send(admin, "/api/v1/periods/2026/schemes/simulation/", **talent(overrides=[*VALUES, moved[0]]))
    assert broken["impact"] is None
    assert "weights_sum" in {each["code"] for each in broken["problems"]}
    assert list(Scheme.objects.order_by("id").values()) == before


def test_an_upgrade_is_asked_decided_looked_at_and_taken(admin: Client, period: Period) -> None:  # noqa: F811
    asked = admin.get(UPGRADE).json()
    assert {each["group"] for each in asked["conflicts"]} == {each["group"] for each in DECIDED}
    assert (asked["can_adopt"], asked["can_plan"]) == (True, True)
    problem = send(admin, UPGRADE, 422, decisions=DECIDED[:1], when="now")
    assert problem["code"] == "conflicts_open"
    assert [each["group"] for each in problem["details"]["conflicts"]] == ["/nodes/performance/title/id"]
    assert send(admin, UPGRADE, decisions=DECIDED, when="preview")["impact"]["people"] == 6
    assert in_use(period).template_version == "2025.1"
    made = send(admin, UPGRADE, decisions=DECIDED, when="now")
    assert made["scheme"]["version"] == in_use(period).template_version == "2026.1"


def test_another_value_is_decided_on_and_checked(admin: Client, period: Period) -> None:  # noqa: F811
    def other(value: str) -> list[dict[str, Any]]:
        values = [{"path": f"{POINTS}/senior_secondary", "value": value}]
        return [{"group": POINTS, "take": "other", "values": values}, DECIDED[1]]

    assert send(admin, UPGRADE, 422, decisions=other("500"), when="now")["code"] == "scheme_refused"
    assert in_use(period).template_version == "2025.1"
    send(admin, UPGRADE, decisions=other("62"), when="now")
    own = {each["path"]: each["value"] for each in in_use(period).customisation["overrides"]}
    assert own[f"{POINTS}/senior_secondary"] == "62"


def test_it_is_planned_listed_called_off_and_declined(admin: Client, period: Period) -> None:  # noqa: F811
    plan = send(admin, UPGRADE, decisions=DECIDED, when="next_period")["plan"]
    assert (plan["after"], plan["state"], plan["period"]) == ("2026", "waiting", None)
    assert [each["id"] for each in admin.get("/api/v1/plans/").json()] == [plan["id"]]
    assert send(admin, f"/api/v1/plans/{plan['id']}/cancel/")["state"] == "cancelled"
    assert admin.get("/api/v1/plans/").json() == []
    send(admin, "/api/v1/periods/2026/plans/", 201, **talent())
    send(admin, "/api/v1/template-versions/talent_national/2026.1/decline/", 204, reason="Menunggu Perwal")
    assert DeclinedVersion.objects.get().reason == "Menunggu Perwal"
    cast.year("2027")
    assert send(admin, "/api/v1/periods/2026/plans/", 409, **talent())["code"] == "next_period_open"
    assert PlannedAdoption.objects.filter(state="carried_out").count() == 1
    carried = send(admin, "/api/v1/periods/2027/schemes/carry/")
    assert [each["template"] for each in carried] == ["asn_performance"]


def test_it_goes_back_with_a_reason(admin: Client, period: Period) -> None:  # noqa: F811
    send(admin, UPGRADE, decisions=DECIDED, when="now")
    services.run_period(period=period, actor=OPERATOR)
    page = f"/api/v1/schemes/{in_use(period).id}/revert/"
    shown = admin.get(page).json()
    assert (shown["current"]["version"], shown["former"]["version"]) == ("2026.1", "2025.1")
    assert shown["impact"]["people"] == 6
    assert send(admin, page, 400, reason="")["code"] == "invalid"
    done = send(admin, page, reason="Perwal dicabut")
    assert done["job"] == str(Job.objects.get(kind="scoring_run").id)
    assert done["scheme"]["reason"] == in_use(period).reason == "Perwal dicabut"
    assert send(admin, page, 409, reason="Perwal dicabut")["code"] == "scheme_replaced"


@pytest.mark.parametrize("path", ["schemes/", "plans/"])
def test_a_closed_period_is_only_planned_from(admin: Client, period: Period, path: str) -> None:  # noqa: F811
    services.close_period(period=period, actor=OPERATOR, at=AT)
    before = list(Scheme.objects.order_by("id").values())
    send(admin, f"/api/v1/periods/2026/{path}", 201 if path == "plans/" else 409, **talent())
    assert list(Scheme.objects.order_by("id").values()) == before
