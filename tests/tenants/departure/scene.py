"""A region that leaves, provisioned for it alone, and the two operators at the host."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.leaving import services as leaving
from shared_apps.leaving.models import Notice
from tenants.departure import erasing, making, packing, queries, services
from tenants.departure.models import Departure
from tenants.regions import erasure
from tenants.regions.models import Region
from tests import government, newcomers
from tests.cast import Command
from tests.government import Government
from tests.shared_apps.accounts.scene import account, inside
from tests.tenant_apps.scoring.cast import publish_newer, publish_templates

NAME = "east"
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
FIRST, SECOND = Command(name="Dadan Koswara"), Command(name="Euis Komala")
REASON = "Perjanjian berakhir dan tidak diperpanjang"


def provisioned(name: str = NAME, code: str = "33.71", ends_on: date = date(2027, 6, 1)) -> Region:
    """A region of its own, through the real steps."""
    newcomers.provisioned(name, code, ends_on=ends_on, day=DAY)
    return region(name)


def lived_in(monkeypatch: pytest.MonkeyPatch) -> Government:
    """The region with everything in it."""
    publish_templates()
    publish_newer()
    monkeypatch.setitem(government.WORDS, NAME, "kanaritimur")
    provisioned()
    made = government.build(NAME)
    with inside(NAME):
        Notice.objects.all().delete()  # of the tables of pages
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    return made


def region(name: str = NAME) -> Region:
    """Its row."""
    return Region.objects.get(schema_name=name)


def answers(name: str) -> int:
    """What a browser gets at a region's address."""
    status = Client(HTTP_HOST=f"{name}.localhost").get("/masuk/").status_code
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    return status


def begun() -> Departure:
    """Told."""
    return services.begin(region_id=region().id, reason=REASON, actor=FIRST, at=AT, day=DAY, ends_on=DAY)


def closed() -> Departure:
    """Only read."""
    return services.close(departure_id=begun().id, actor=FIRST, at=AT, day=DAY)


def packed() -> Departure:
    """With its pack."""
    departure = closed()
    work(services.ask_pack(departure_id=departure.id, actor=FIRST, at=AT, day=DAY))
    return queries.by_id(departure.id)


def received(made: Government) -> Departure:
    """Handed over: the region's administrator typed the checksum."""
    departure = packed()
    receive(departure, made)
    return queries.by_id(departure.id)


def receive(departure: Departure, made: Government) -> None:
    """The region says so, the host hears it."""
    with inside(NAME):
        administrator = User.objects.get(id=made.users["administrator"].id)
        leaving.confirm_receipt(typed=departure.pack["sha256"][:12], actor=administrator, at=AT, day=DAY)
    assert services.take_receipts(at=AT) == 1


def confirmed(departure: Departure) -> Job:
    """Both people said it on the first possible day."""
    day = departure.erase_on
    assert day is not None
    services.ask_erasure(departure_id=departure.id, actor=FIRST, at=AT, day=day)
    name = departure.region_name
    return services.confirm_erasure(departure_id=departure.id, name=name, actor=SECOND, at=AT, day=day)


def run(job: Job) -> None:
    """What a worker does with it."""
    with schema_context("public"), jobs.working(job.id) as claimed:
        {"exit_pack": making.run, "erase_region": erasing.run}[job.kind](claimed)


def work(job: Job) -> Job:
    """The same, and it went well."""
    run(job)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def pack_of(departure: Departure) -> Path:
    """Where the pack lies."""
    return packing.place_of(NAME, departure.pack["name"])


def everything_in_public() -> str:
    """Every row of every table of the host as text."""
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        text = ""
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM public."{table}" t')  # noqa: S608
            text += str(cursor.fetchone()[0])
    return text.casefold()


def cleared(*names: str) -> None:
    """Roles and files outlive the database of a test."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    for name in names:
        Region.objects.filter(schema_name=name).update(state=Region.State.SUSPENDED)
        erasure.erase(name)


def with_administrator() -> User:
    """A region with one administrator in it and nothing else: quickly made."""
    provisioned()
    with inside(NAME):
        return account(f"kepala@{NAME}.example.id", name="Sari Wulandari", role="personnel_admin")


def receive_by(administrator: User) -> Departure:
    """Packed and received."""
    departure = packed()
    with inside(NAME):
        leaving.confirm_receipt(typed=departure.pack["sha256"], actor=administrator, at=AT, day=DAY)
    services.take_receipts(at=AT)
    return queries.by_id(departure.id)
