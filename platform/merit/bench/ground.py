"""Host, regions, people and results, through the same services as the demonstration."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tenants.utils import schema_context

from merit.bench.installation import say
from merit.demo import people as demo_people
from merit.demo import results as demo_results
from merit.demo import sheets
from shared_apps.jobs import services as jobs
from shared_apps.scoring_templates import services as templates
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from tenant_apps.people import services as people
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring.models import Period
from tenants.partnerships import services as partnerships
from tenants.partnerships.models import Agreement
from tenants.regions import provisioning, services
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.bootstrap import bootstrap

FIRST_DAY = date(2025, 1, 1)
PERIODS = {"2025": (date(2025, 2, 1), date(2026, 1, 31)), "2026": (date(2026, 2, 1), date(2026, 12, 31))}
CUTS = {
    "performance_level": {"meets": (">", 46), "above": (">", 72)},
    "potential_level": {"medium": (">=", 70), "high": (">=", 90)},
}
OWN_TEMPLATE = "bench_assessment"  # 15 measures, 25 nodes, three profiles: what scoring is measured with
TEMPLATES = {"asn_performance": "asn_performance", "talent_national": "talent_national_2025"}


@dataclass(frozen=True)
class Command:
    """The benchmark as an actor: a program, no user."""

    name: str = "Tolok ukur"
    id: UUID | None = None


BENCH = Command()


def lay(administrator_url: str, *, database: str) -> None:
    """Owner, tables and login of the host, and its own row."""
    bootstrap(
        administrator_url=administrator_url,
        database=database,
        prefix=settings.DATABASE_ROLE_PREFIX,
        owner_password=settings.DATABASE_OWNER_PASSWORD,
    )
    with as_owner():
        call_command("migrate_schemas", shared=True, verbosity=0)
        roles.ensure_host()
    services.ensure_host_region(name="Provinsi Jawa Barat", code="32", domain="host.localhost")
    for name in TEMPLATES.values():
        text = (files("shared_apps.scoring_templates") / "documents" / f"{name}.yaml").read_text(encoding="utf-8")
        _publish(text, "2026.1")
    _publish((files("merit.bench") / "documents" / f"{OWN_TEMPLATE}.yaml").read_text(encoding="utf-8"), "1")


def _publish(text: str, version: str) -> None:
    templates.publish(text=text, version=version, changelog="", actor=BENCH, day=timezone.localdate())


def invent(count: int) -> list[demo_people.Person]:
    """The people of the demonstration, as many as asked for."""
    return demo_people.employees("surakarta", count)


def people_table(rows: list[demo_people.Person]) -> Table:
    """Their sheet as the guarded reader gives it; CSV, as one would upload 40,000."""
    return reader.read(sheets.people_csv(rows), name="pegawai.csv")


def provision(*, schema_name: str, code: str, quota: int) -> None:
    """A region from its agreement, active under its own login, with the organisation of Surakarta."""
    say(f"Provisioning {schema_name}")
    today = timezone.localdate()
    agreement = partnerships.record_agreement(
        number=f"PKS/{schema_name}/2026",
        region_code=code,
        host_party="Pemerintah Provinsi Jawa Barat",
        partner_party=f"Pemerintah Kota {schema_name.title()}",
        signed_on=today,
        starts_on=today,
        ends_on=today + timedelta(days=1825),
        modules=["performance", "talent"],
        employee_quota=quota,
        actor=BENCH,
        day=today,
    )
    _work_off(agreement, schema_name)
    with services.inside(schema_name):
        people.import_structure(
            table=reader.read(sheets.organisation_csv("surakarta"), name="organisasi.csv"),
            effective_from=FIRST_DAY,
            decree="Perwal 1/2025",
            actor=BENCH,
        )


def _work_off(agreement: Agreement, schema_name: str) -> None:
    """Do here what the owner's worker does."""
    job = services.provision(
        agreement=agreement,
        schema_name=schema_name,
        domain=f"{schema_name}.localhost",
        administrator_name="Administrator",
        administrator_email=f"admin@{schema_name}.example.id",
        actor=BENCH,
        day=timezone.localdate(),
    )
    with schema_context("public"), jobs.working(job.id) as claimed:
        provisioning.run(job=claimed)


def import_people(table: Table) -> None:
    """The people sheet into the open region."""
    people.import_people(table=table, day=FIRST_DAY, today=timezone.localdate(), actor=BENCH)


def open_periods(rows: list[demo_people.Person], codes: tuple[str, ...]) -> list[Period]:
    """Periods of the open region with both templates adopted and everybody's results imported."""
    return [_open_period(rows, code) for code in codes]


def _open_period(rows: list[demo_people.Person], code: str) -> Period:
    say(f"Importing the results of {len(rows)} people for {code}")
    starts_on, ends_on = PERIODS[code]
    now = timezone.now()
    period = scoring.open_period(
        code=code, title=f"Tahun {code}", starts_on=starts_on, ends_on=ends_on, actor=BENCH, at=now
    )
    for key in TEMPLATES:
        scoring.adopt_scheme(
            period=period,
            template_key=key,
            version="2026.1",
            overrides=_cuts() if key == "talent_national" else (),
            actor=BENCH,
            at=now,
        )
    table = reader.read(sheets.results_csv(demo_results.results(rows, period=code)), name="hasil.csv")
    scoring.import_results(table=table, period=period, actor=BENCH, at=now)
    return period


def _cuts() -> list[dict[str, object]]:
    """The choices the national template leaves to the region."""
    found: list[dict[str, object]] = []
    for rating, levels in CUTS.items():
        for level, (comparator, value) in levels.items():
            path = f"/ratings/{rating}/cuts/{level}"
            found.append({"path": f"{path}/comparator", "value": comparator})
            found.append({"path": f"{path}/value", "value": Decimal(value)})
    return found
