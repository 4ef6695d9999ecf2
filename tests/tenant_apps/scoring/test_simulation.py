"""What would change if: any number may be tried on one's own people, nothing is kept, the forbidden is told apart."""

import re
from typing import Any

import pytest
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, PlannedAdoption, Run, Scheme, Score
from tenant_apps.scoring.queries.simulation import Outcome, outcome
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CUTS, RATNA, TYPICAL

PAGE = "/skema/2026/talent_national/2025.1/simulasi/"
CUT = "/ratings/potential_level/cuts/medium/value"
WEIGHTS = "/nodes/performance/inputs"
AWARDS, TEAM = f"{WEIGHTS}/awards_points/weight", f"{WEIGHTS}/team_points/weight"


@pytest.fixture
def period(at_north: None) -> Period:
    cast.people_come()
    found = cast.year()
    cast.adopt_both(found)
    cast.bring(found, (RATNA, TYPICAL), (CAMAT, TYPICAL))
    services.run_period(period=found, actor=OPERATOR)
    return found


def everything() -> list[Any]:
    tables = (Period, Scheme, Run, Observation, PlannedAdoption, Score)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def with_cuts(**changed: Any) -> list[dict[str, Any]]:
    own = {str(cut["path"]): cut["value"] for cut in CUTS} | {
        path.replace("__", "/"): v for path, v in changed.items()
    }
    return [{"path": path, "value": value} for path, value in own.items()]


def tried(period: Period, overrides: list[dict[str, Any]], **more: Any) -> Outcome:
    viewer = more.pop("viewer", None) or cast.account(role="personnel_admin")
    asked = {"period": period, "template_key": "talent_national", "version": "2025.1", "day": TODAY, **more}
    return outcome(viewer, overrides=overrides, **asked)


def test_the_form_holds_what_is_in_use_and_what_the_weights_come_to(admin: Client, period: Period) -> None:
    page = admin.get(PAGE).content.decode()
    assert re.search(rf'name="v:{CUT}" value="70"', page)
    assert f'name="v:{AWARDS}"' in page  # locked, yet it may be tried
    assert "bobot 100 dari 100" in page
    assert PAGE in admin.get("/periode/2026/").content.decode()


def test_unchanged_it_changes_nobody(period: Period) -> None:
    found = tried(period, with_cuts())
    assert found.found is not None
    assert (found.found.changed, found.can_adopt, found.trial.beyond) == (0, True, ())


def test_the_effect_is_that_of_a_run_and_nothing_is_kept(admin: Client, period: Period) -> None:
    before = everything()
    page = admin.post(PAGE, {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS} | {f"v:{CUT}": "85"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "2 dari 6 orang akan berpindah predikat atau kotak" in text
    assert "Berpindah menurut perangkat daerah" in text
    assert "Berpindah menurut golongan" in text
    assert everything() == before
    cast.adopt(period, "talent_national", "2025.1", with_cuts(**{CUT: 85}))
    services.run_period(period=period, actor=OPERATOR)
    boxes = Score.objects.filter(run__is_current=True, run__scheme__template_key="talent_national", box__isnull=False)
    old = {row["subject_id"]: row["box"] for row in before[-1] if row["box"] is not None}
    assert sum(score.box != old[score.subject_id] for score in boxes) == 2


def test_what_the_policy_allows_is_carried_to_the_form_of_adoption(admin: Client, period: Period) -> None:
    typed = {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS} | {f"v:{CUT}": "85"}
    text = admin.post(PAGE, typed).content.decode()
    assert 'formaction="/skema/2026/talent_national/2025.1/"' in text
    form = admin.post("/skema/2026/talent_national/2025.1/", {**typed, "act": "edit"}).content.decode()
    assert re.search(rf'name="v:{CUT}" value="85"', form)


def weights_of(page: str) -> dict[str, str]:
    return dict(re.findall(rf'name="v:({WEIGHTS}/\w+/weight)" value="([\d,]+)"', page))


def test_a_locked_weight_is_tried_and_marked_and_cannot_be_adopted(admin: Client, period: Period) -> None:
    weights = weights_of(admin.get(PAGE).content.decode())
    first, second = AWARDS, TEAM
    typed = {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS}
    typed |= {f"v:{first}": str(int(weights[first]) - 10), f"v:{second}": str(int(weights[second]) + 10)}
    before = everything()
    page = admin.post(PAGE, typed)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Di luar yang diizinkan penyelenggara, tidak dapat dipakai:" in text
    assert "formaction" not in text
    assert "Nilainya berubah" in text
    with pytest.raises(InvalidError):
        cast.adopt(period, "talent_national", "2025.1", with_cuts(**{first: int(weights[first]) - 10}))
    assert everything() == before


def test_weights_that_do_not_come_to_the_total_are_not_computed(admin: Client, period: Period) -> None:
    first, weight = next(iter(weights_of(admin.get(PAGE).content.decode()).items()))
    typed = {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS} | {f"v:{first}": str(int(weight) + 5)}
    page = admin.post(PAGE, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "bobot 105 dari 100" in text
    assert "Jumlah bobot 105, seharusnya tepat 100." in text
    assert "Nilainya berubah" not in text


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/measures/tenure/source", "other", "locked"),
        ("/nodes/performance", "x", "locked"),
        ("/nodes/nowhere/inputs/x/weight", 5, "path_unknown"),
        (CUT, "many", "decimal_expected"),
        (CUT, 1000, "cuts_not_ascending"),
    ],
)
def test_only_the_numbers_of_the_form_are_tried(period: Period, path: str, value: Any, code: str) -> None:
    found = tried(period, with_cuts(**{path: value}))
    assert found.found is None
    assert not found.can_adopt
    assert code in {problem.code for problem in found.trial.problems}


def test_before_anything_was_computed_there_is_nothing_to_compare(admin: Client, period: Period) -> None:
    Run.objects.update(is_current=False)
    text = admin.get(PAGE).content.decode()
    assert "Belum ada perhitungan untuk dibandingkan." in text
    assert tried(period, with_cuts(), viewer=User.objects.latest("id")).found is None


def test_in_a_closed_period_it_may_be_tried_and_not_adopted(admin: Client, period: Period) -> None:
    services.close_period(period=period, actor=OPERATOR, at=AT)
    text = admin.post(PAGE, {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS}).content.decode()
    assert "Tidak ada orang yang akan berpindah" in text
    assert "formaction" not in text


def test_nobody_else_tries(period: Period) -> None:
    for user in (cast.account(RATNA), cast.account(role="auditor")):
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(user)
        assert client.get(PAGE).status_code in {403, 404}
        assert client.post(PAGE, {}).status_code in {403, 404}
        with pytest.raises(ForbiddenError):
            tried(period, with_cuts(), viewer=user)


def test_what_was_never_published_is_not_tried(admin: Client, period: Period) -> None:
    assert admin.get("/skema/2026/talent_national/2030.1/simulasi/").status_code == 404
    with pytest.raises(NotFoundError):
        tried(period, [], version="2030.1", viewer=User.objects.latest("id"))
