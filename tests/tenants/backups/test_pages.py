"""The host's page: what an operator sees and asks; nothing of a person."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from shared_apps.jobs.models import Job
from tenants.backups.models import Backup, Recipient, Restore
from tenants.regions.models import Region
from tests.government import Government
from tests.tenants.backups.sample import of_host

KEY = "age1ulzdsus6zcz29tw74xkvvvucmmtculc7htqcy656tzp95ygpjy6sakk2s8"


@pytest.fixture
def north_id(console: Client) -> UUID:
    """Its backups stand as rows."""
    of_host(Government("public", "kanari"))
    return Region.objects.get(schema_name="north").id


def address(name: str, **parts: object) -> str:
    return reverse(name, urlconf="merit.urls_host", kwargs=parts)


def test_the_page_tells_of_backups_copies_and_drills(console: Client, north_id: UUID) -> None:
    page = console.get(address("region_backups", region_id=north_id)).content.decode()
    assert "Cadangan terakhir Kota North: 25 Nov 2026, 08.30 WIB" in page
    for told in ("north_r_0a1b2c", "Orang dapat masuk", "Semua terbukti", "Pakai salinan", "Pulihkan di samping"):
        assert told in page


@pytest.mark.parametrize(
    ("name", "kind"), [("region_backup_make", "backup_make"), ("region_backup_drill", "backup_drill")]
)
def test_what_is_asked_waits_for_the_owners_worker(console: Client, north_id: UUID, name: str, kind: str) -> None:
    console.post(address(name, region_id=north_id))
    job = Job.objects.get(kind=kind)
    assert (job.queue, job.arguments["region"], job.requested_by_name) == ("backups", "north", "Dadan Koswara")
    page = console.get(address("region_backups", region_id=north_id)).content.decode()
    assert "Menunggu giliran" in page
    assert "Cadangkan sekarang" not in page
    again = console.post(address(name, region_id=north_id), follow=True).content.decode()
    assert "sedang berjalan" in again
    assert Job.objects.filter(kind=kind).count() == 1


def test_a_copy_is_swapped_in_or_dropped_by_its_name(console: Client, north_id: UUID) -> None:
    copy = Restore.objects.get(is_drill=False)
    console.post(address("region_copy_swap", region_id=north_id, copy_id=copy.id))
    assert Job.objects.get(kind="backup_swap").arguments["subject"] == str(copy.id)
    copy.refresh_from_db()
    assert copy.state == "verified"


def test_what_belongs_to_another_region_is_not_there(console: Client, north_id: UUID) -> None:
    south = Region.objects.get(schema_name="south").id
    backup = Backup.objects.get()
    answer = console.post(address("region_backup_restore", region_id=south, backup_id=backup.id))
    assert answer.status_code == 404
    assert not Job.objects.filter(kind="backup_restore").exists()


def test_the_key_a_region_sent(console: Client, north_id: UUID) -> None:
    path = address("region_backup_key", region_id=north_id)
    refused = console.post(path, {"recipient": "age1nonsense", "given_by": "Ratna"})
    assert (refused.status_code, Recipient.objects.count()) == (422, 0)
    assert "Diawali age1" in refused.content.decode()
    console.post(path, {"recipient": KEY, "given_by": "Ratna"})
    assert Recipient.objects.get().recipient == KEY
    console.post(path, {"recipient": "", "given_by": ""})
    assert not Recipient.objects.exists()
