"""A region's reports: signed, shown, downloaded, kept within bounds, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps import signatures
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.assurance import services
from shared_apps.assurance.models import Report
from shared_apps.audit.models import Change
from shared_apps.files import queries as files
from shared_apps.files.models import StoredFile
from shared_apps.jobs.models import Job
from shared_apps.signatures import rules
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.assurance import reports


def browser(name: str, role: str = "auditor") -> Client:
    """Somebody of a region, signed in."""
    client = Client(HTTP_HOST=f"{name}.localhost")
    with schema_context(name):
        user = User.objects.create(email=f"{role}@{name}.example.id", name="Pemeriksa")
        accounts.appoint(user=user, role=role, day=TODAY, actor=OPERATOR)
        client.force_login(user)
    return client


def test_what_is_downloaded_verifies_and_a_changed_byte_does_not(regions: None) -> None:
    with schema_context("north"):
        report = reports.write()
    client = browser("north")
    content = client.get(f"/isolasi/{report.id}/laporan.json").content
    file = rules.read(client.get(f"/isolasi/{report.id}/laporan.json.sig").content)
    key = client.get("/.well-known/merit-signing-key.pem").content
    assert content.decode() == report.content
    assert signatures.verify(content, file.signature, purpose="isolation-report", public_key=key)
    changed = content.replace(b'"refused": 7', b'"refused": 8', 1)
    assert changed != content
    assert not signatures.verify(changed, file.signature, purpose="isolation-report", public_key=key)
    assert not signatures.verify(content, file.signature, purpose="template-package", public_key=key)
    told = client.get(f"/api/v1/isolation/{report.id}/").json()
    assert (told["content"], told["signature"]) == (report.content, file.signature.value)


@pytest.mark.parametrize("part", ["", "laporan.json", "laporan.json.sig", "laporan.pdf"])
def test_a_report_of_another_region_is_not_there(regions: None, part: str) -> None:
    with schema_context("north"):
        report = reports.write()
    assert browser("north").get(f"/isolasi/{report.id}/{part}").status_code == 200
    assert browser("south").get(f"/isolasi/{report.id}/{part}").status_code == 404
    assert browser("south", "regional_head").get(f"/api/v1/isolation/{report.id}/").status_code == 404


def test_the_page_says_what_came_of_it(regions: None) -> None:
    client = browser("north", "regional_head")
    assert "Belum ada laporan isolasi" in client.get("/isolasi/").content.decode()
    with schema_context("north"):
        reports.write()
    page = client.get("/isolasi/").content.decode()
    assert "Data Anda terpisah, diuji 24 Nov 2026" in page
    assert "dicari 96 kali di 2 pemerintahan lain dan tidak ditemukan" in page
    with schema_context("north"):
        crossing = {"of": "Kota North", "in": "Kota South", "way": "pages", "where": "employees"}
        reports.write(datetime(2026, 11, 25, 2, tzinfo=UTC), verdict="crossed", foreign_canaries=[crossing])
    page = client.get("/isolasi/").content.decode()
    assert "Ada kebocoran, diuji 25 Nov 2026" in page
    assert "Kota South" in page
    with schema_context("north"):
        reports.write(datetime(2026, 11, 26, 2, tzinfo=UTC), verdict="unproved", not_answered_here=["leader"])
    assert "tidak membuktikan apa pun" in client.get("/isolasi/").content.decode()


def test_on_paper_it_is_a_pdf_that_is_the_same_each_time(regions: None) -> None:
    with schema_context("north"):
        report = reports.write()
    client = browser("north")
    first, second = (client.get(f"/isolasi/{report.id}/laporan.pdf") for _turn in range(2))
    assert first.content[:5] == b"%PDF-"
    assert first.content == second.content


def test_the_number_of_kept_reports_is_bounded(regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "KEPT", 3)
    begun = datetime(2026, 11, 1, 2, tzinfo=UTC)
    with schema_context("north"):
        for night in range(5):
            reports.write(begun + timedelta(days=night))
        kept = list(Report.objects.order_by("day").values_list("day", flat=True))
    assert [day.day for day in kept] == [3, 4, 5]


def test_nobody_is_in_the_lists_and_the_audit_says_who_it_was(regions: None) -> None:
    with schema_context("north"):
        services.plant(key="malam", value="kanari.north.x", at=datetime(2026, 11, 24, 1, tzinfo=UTC))
        services.plant(key="malam lagi", value="kanari.north.y", at=datetime(2026, 11, 25, 1, tzinfo=UTC))
        assert not User.objects.filter(name="Uji isolasi").exists()
        changed = Change.objects.filter(table_name="assurance_canary").order_by("at")
        assert {(each.operation, each.actor_name) for each in changed} == {("I", "Uji isolasi"), ("D", "Uji isolasi")}
    page = browser("north", "personnel_admin").get("/peran/").content.decode()
    assert "Uji isolasi" not in page


def test_planting_anew_leaves_nothing_of_the_former(regions: None) -> None:
    with schema_context("north"):
        at = datetime(2026, 11, 24, 1, tzinfo=UTC)
        first = services.plant(key="malam", value="kanari.north.x", at=at)
        assert services.plant(key="malam", value="kanari.north.x", at=at) == first
        second = services.plant(key="malam lagi", value="kanari.north.y", at=at)
        assert list(Job.objects.filter(kind="isolation_probe").values_list("id", flat=True)) == [second.job_id]
        assert list(StoredFile.objects.filter(name="uji-isolasi.txt").values_list("id", flat=True)) == [second.file_id]
        assert not Session.objects.filter(session_key=first.session_key).exists()
        assert files.content_of(second.file_id)[1] == b"kanari.north.y"
