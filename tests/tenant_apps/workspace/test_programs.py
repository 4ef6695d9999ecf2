"""Lineage and what is lacking for programs: the digits of the page, and only of whom one may see."""

from decimal import Decimal
from typing import Any

from django.test import Client
from django_tenants.utils import schema_context

from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import id_of
from tests.tenant_apps.workspace import town
from tests.tenant_apps.workspace.conftest import SignedIn
from tests.tenant_apps.workspace.test_account import text
from tests.tenant_apps.workspace.test_paper import words_of

NOBODY = "01900000-0000-7000-8000-000000000000"


def talent(found: dict[str, Any]) -> dict[str, Any]:
    scheme: dict[str, Any] = next(each for each in found["schemes"] if each["scheme"] == "talent_national")
    return scheme


def test_the_same_digits_as_on_the_page(as_: SignedIn) -> None:
    scheme = talent(as_(town.RATNA).get("/api/v1/me/lineage/").json())
    told = next(each for each in scheme["results"] if each["key"] == "performance")
    assert (told["value"], told["kind"], told["step"]["division"]["numerator"]) == (
        "71.00",
        "weighted_mean",
        "7100.00",
    )
    assert Decimal(told["step"]["division"]["rounded"]) == Decimal("71.00")
    parts = {each["explanation"]["key"]: (each["weight"], each["share"], each["product"]) for each in told["inputs"]}
    assert parts["feedback_points"] == ("10", "1/10", "800.00")
    assert sum(Decimal(product) for _weight, _share, product in parts.values()) == Decimal(7100)
    origin = scheme["origins"]["awards"]
    assert (origin["standing"], origin["entered_by"]) == ("used", "Operator tuan rumah")
    assert "hasil.csv" in origin["evidence"]
    assert scheme["content_hash"].startswith("sha256:")
    assert scheme["results_hash"].startswith("sha256:")


def test_who_entered_what_was_used_is_named_after_it_was_overwritten_or_removed(as_: SignedIn) -> None:
    with schema_context("north"):
        own = Observation.objects.filter(period__code="2026-TW4", employee_id=id_of(town.RATNA))
        own.filter(measure="awards").update(code="national", entered_by_name="Sesudahnya", evidence="Piagam")
        own.filter(measure="awards").update(code="regional", entered_by_name="Terakhir")
        own.filter(measure="tenure").delete()
    mine = as_(town.RATNA)
    origins = talent(mine.get("/api/v1/me/lineage/").json())["origins"]
    for measure, standing, since in (("awards", "changed", "Terakhir"), ("tenure", "removed", None)):
        origin = origins[measure]
        assert (origin["standing"], origin["entered_by"]) == (standing, "Operator tuan rumah"), measure
        assert "hasil.csv" in origin["evidence"], measure
        assert (origin["since"] or {}).get("entered_by") == since
    assert (origins["team_assignments"]["standing"], origins["team_assignments"]["since"]) == ("used", None)
    words = text(mine.get("/akun/rincian/"))
    told = words[words.index("Penghargaan: Tingkat instansi") :]
    first, changed = told.index("Diisi Operator tuan rumah"), told.index("Isiannya berubah setelah perhitungan")
    assert first < changed < told.index("Diisi Terakhir")
    assert "sudah dihapus sejak itu" in words
    assert "Sesudahnya" not in words
    assert "DiisiTerakhir" in words_of(mine, "/akun/rincian/pdf/")


def test_the_same_value_noted_again_by_somebody_else_leaves_the_first_named(as_: SignedIn) -> None:
    with schema_context("north"):
        Observation.objects.filter(period__code="2026-TW4", employee_id=id_of(town.RATNA), measure="awards").update(
            entered_by_name="Kemudian", evidence="Salinan"
        )
    origin = talent(as_(town.RATNA).get("/api/v1/me/lineage/").json())["origins"]["awards"]
    assert (origin["standing"], origin["entered_by"]) == ("used", "Operator tuan rumah")
    assert origin["since"]["entered_by"] == "Kemudian"


def test_what_is_computed_at_once_counts_as_used(as_: SignedIn) -> None:
    """The run began before the entry; the person was computed with it all the same."""
    with schema_context("north"):
        services.enter_results(
            period=Period.objects.get(code="2026-TW4"),
            employee_id=id_of(town.RATNA),
            values={"awards": "national"},
            evidence="Piagam",
            actor=OPERATOR,
            at=town.AT,
        )
    origin = talent(as_(town.RATNA).get("/api/v1/me/lineage/").json())["origins"]["awards"]
    assert (origin["standing"], origin["evidence"]) == ("used", "Piagam")


def test_the_ways_up_are_told_by_key_and_code(as_: SignedIn) -> None:
    found = {each["target"]: each for each in as_(town.RATNA).get("/api/v1/me/lacking/").json()}
    assert {"very_good", "box_7"} < set(found)
    first = found["box_7"]["ways"][0]
    assert (found["box_7"]["reach"], first["number"]) == ("alone", "73.00")
    assert first["changes"] == [{"measure": "feedback_360", "now": "good", "to": "very_good"}]
    both = found["very_good"]
    assert both["reach"] == "two"
    assert {change["measure"] for change in both["ways"][0]["changes"]} == {"work_result", "work_behaviour"}


def test_a_leader_reads_those_they_lead_and_everybody_else_gets_the_answer_for_nobody(as_: SignedIn) -> None:
    clerk = f"/api/v1/subtree/people/{id_of(town.CLERK)}/lineage/"
    head = as_(town.DIVISION_HEAD)
    assert head.get(clerk).json()["name"] == "Fitri Handayani"
    nobody = head.get(f"/api/v1/subtree/people/{NOBODY}/lineage/")
    for stranger in (as_(town.RATNA), as_(town.CAMAT)):
        refused = stranger.get(clerk)
        assert refused.status_code == nobody.status_code == 404
        assert {**refused.json(), "instance": ""} == {**nobody.json(), "instance": ""}
    assert Client(HTTP_HOST="north.localhost").get(clerk).status_code in {401, 403}


def test_who_has_no_result_is_told_so(as_: SignedIn) -> None:
    mine = as_(town.NEW)
    assert mine.get("/api/v1/me/lineage/").status_code == 404
    assert mine.get("/api/v1/me/lacking/").json() == []
