"""Regions beside the two of the run, provisioned for one test or for all."""

from datetime import date

from django_tenants.utils import schema_context

from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.partnerships.models import Agreement
from tenants.regions import provisioning, services
from tests.cast import OPERATOR, TODAY


def provisioned(name: str, code: str, *, ends_on: date = date(2031, 1, 2), day: date = TODAY) -> None:
    """A region with an agreement of its own, through every real step."""
    agreement = Agreement.objects.create(
        number=f"PKS/{name}/2026",
        region_code=code,
        region_name=f"Kota {name.title()}",
        level=Agreement.Level.CITY,
        host_party="Pemerintah Provinsi Jawa Barat",
        partner_party=f"Pemerintah Kota {name.title()}",
        signed_on=date(2026, 1, 2),
        starts_on=date(2026, 1, 2),
        ends_on=ends_on,
        modules=["performance", "talent"],
        employee_quota=500,
    )
    job = services.provision(
        agreement=agreement,
        schema_name=name,
        domain=f"{name}.localhost",
        administrator_name=f"Admin {name.title()}",
        administrator_email=f"admin@{name}.example.id",
        actor=OPERATOR,
        day=day,
    )
    with schema_context("public"), jobs.working(job.id) as claimed:
        provisioning.run(job=claimed)
    job = Job.objects.get(id=job.id)
    assert job.state == "done", job.error
