"""The quota: what the region's administrators see of it, and how the host raises it by an amendment."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django_tenants.utils import schema_context

from shared_apps.audit.models import Change, Entry
from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tenant_apps.organisation.models import Government
from tenant_apps.people.queries import Quota
from tenant_apps.people.rules.quota import is_near
from tenants.lifecycle import quota, services
from tenants.partnerships.models import Agreement, Amendment
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.accounts.scene import account
from tests.tenant_apps.people.people import PEOPLE, settle
from tests.tenants.conftest import host_user
from tests.tenants.lifecycle.conftest import Scene

AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
REASON = "Perpanjangan perjanjian ditunggu"


def amend(scene: Scene, employee_quota: int = 900, **more: Any) -> Amendment:
    given = {"number": "ADD/1/2026", "signed_on": date(2026, 11, 20), "actor": OPERATOR, "at": AT, "day": TODAY}
    with schema_context("public"):
        agreement_id = Agreement.objects.get(region=scene.region.id).id
        return quota.amend(**{**given, "agreement_id": agreement_id, "employee_quota": employee_quota, **more})


def agreed(scene: Scene) -> int:
    with schema_context("public"):
        return Agreement.objects.get(region=scene.region.id).employee_quota


def known_inside() -> int:
    with schema_context("north"):
        return Government.objects.get().employee_quota


def test_an_amendment_reaches_the_region_and_both_audits(scene: Scene) -> None:
    amend(scene, 900)
    assert (agreed(scene), known_inside()) == (900, 900)
    with schema_context("north"):
        entry = Entry.objects.get(method="HOST")
        assert entry.path == "Kuota pegawai dari 500 menjadi 900, perubahan perjanjian ADD/1/2026"
        change = Change.objects.filter(table_name="organisation_government").latest("at")
        assert change.after["employee_quota"] == 900
    with schema_context("public"):
        assert Change.objects.filter(table_name="partnerships_amendment").exists()
        assert Amendment.objects.get().quota_before == 500


def test_a_region_that_is_only_read_is_told_when_it_is_resumed(scene: Scene) -> None:
    services.make_read_only(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    amend(scene, 900)
    assert (agreed(scene), known_inside()) == (900, 500)
    services.resume(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=AT)
    assert known_inside() == 900
    with schema_context("public"):
        assert not Job.objects.filter(state="failed").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "x" * 121}, "number"),
        ({"employee_quota": 0}, "employee_quota"),
        ({"employee_quota": 500}, "employee_quota"),  # it is that already
        ({"employee_quota": 10**7}, "employee_quota"),
        ({"signed_on": date(2025, 1, 1)}, "signed_on"),  # before the agreement
        ({"signed_on": date(2027, 1, 1)}, "signed_on"),
    ],
)
def test_a_wrong_amendment_is_refused(rolled: Scene, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        amend(rolled, **wrong)
    assert set(refused.value.fields) == {field}
    assert (agreed(rolled), Amendment.objects.count()) == (500, 0)


def test_the_same_amendment_is_recorded_once(rolled: Scene) -> None:
    amend(rolled, 900)
    with pytest.raises(InvalidError):
        amend(rolled, 950)
    assert (agreed(rolled), Amendment.objects.count()) == (900, 1)


def test_only_who_manages_agreements_amends(rolled: Scene) -> None:
    with pytest.raises(ForbiddenError):
        amend(rolled, actor=host_user("Tamu Biasa", operator=False))
    with pytest.raises(NotFoundError):
        amend(rolled, agreement_id=new_id())
    assert agreed(rolled) == 500


def test_the_page_and_the_api_record_it(rolled: Scene) -> None:
    agreement_id = Agreement.objects.get(region=rolled.region.id).id
    address = f"/perjanjian/{agreement_id}/kuota/"
    assert "Kuota Kota North: 500 pegawai" in rolled.console.get(address).content.decode()
    sent = {"number": "ADD/1/2026", "signed_on": "2026-11-20", "employee_quota": "900"}
    assert rolled.console.post(address, {**sent, "employee_quota": "500"}).status_code == 422
    assert rolled.console.post(address, sent).status_code == 302
    page = rolled.console.get(f"/perjanjian/{agreement_id}/").content.decode()
    assert "Perubahan ADD/1/2026: kuota dari 500 menjadi 900" in page
    api = f"/api/v1/agreements/{agreement_id}/amendments/"
    answer = rolled.console.post(api, {**sent, "number": "ADD/2/2026", "employee_quota": 1000})
    assert (answer.status_code, answer.json()["quota_before"]) == (201, 900)
    assert [row["number"] for row in rolled.console.get(api).json()] == ["ADD/2/2026", "ADD/1/2026"]


@pytest.mark.parametrize(
    ("limit", "says"),
    [(len(PEOPLE), "Kuota tercapai"), (len(PEOPLE) + 1, ""), (10 * len(PEOPLE), "")],
)
def test_administrators_see_a_bar_near_the_limit(rolled: Scene, limit: int, says: str) -> None:
    with schema_context("north"):
        settle()
        employee = account("biasa@example.id", name="Biasa")
        Government.objects.update(employee_quota=limit)
    browser = rolled.browser(rolled.administrator)
    for path in ("/pegawai/", "/pegawai/impor/"):
        page = browser.get(path).content.decode()
        near = len(PEOPLE) * 10 >= limit * 9
        assert ("Kuota hampir tercapai" in page) == (near and not says), path
        assert ("Kuota tercapai" in page) == bool(says), path
        assert ("PKS/north/2026" in page) == near, path
    assert "Kuota" not in rolled.browser(employee).get("/pegawai/").content.decode()


def test_a_sheet_above_the_quota_is_explained(rolled: Scene) -> None:
    with schema_context("north"):
        Government.objects.update(employee_quota=7)
        job = Job.objects.create(
            kind="import_people",
            key="check",
            task="x",
            state="failed",
            requested_by=rolled.administrator.id,
            requested_by_name=rolled.administrator.name,
            requested_at=AT,
            arguments={"file_id": str(uuid4()), "day": AT.date().isoformat()},
            error={"code": "quota_exceeded", "message": "Terlalu banyak.", "after": 12, "quota": 7},
        )
    page = rolled.browser(rolled.administrator).get(f"/pegawai/impor/{job.id}/").content.decode()
    assert "Kuota tercapai: berkas tidak dapat diterapkan" in page
    assert "PKS/north/2026" in page
    assert '<dd class="num">12</dd>' in page
    assert "penyelenggara" in page


def test_nine_tenths_are_near() -> None:
    assert [is_near(used, 10) for used in (8, 9, 10, 11)] == [False, True, True, True]
    assert not is_near(0, 500)
    assert Quota(9, 10, "PKS").left == 1
    assert (Quota(12, 10, "PKS").left, Quota(12, 10, "PKS").is_reached) == (0, True)
