"""Provisioning, read as a list of steps (DESIGN 5). Each is idempotent: a killed run starts again and finishes.

Runs in the one process that holds the database owner's password.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context, tenant_context
from psycopg import sql

from shared_apps.accounts import services as accounts
from shared_apps.errors import ConflictError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, JobStep
from tenant_apps.organisation import services as organisation
from tenants.regions import proofs, queries
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, spares, versions
from tenants.regions.models import Region
from tenants.regions.rules import STEPS

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Provisioner:
    """The actor of what the host writes inside a region: nobody there, by the name people read in their letter."""

    name: str = "Merit Bersama"
    id: None = None

    @classmethod
    def of(cls, operator: str, region: Region) -> "Provisioner":
        """The operator who asked, with the government they work for."""
        host = region.agreement.host_party if region.agreement else queries.host().name
        return cls(f"{operator}, {host}")


def run(*, job: Job) -> None:
    """Take a requested region through every step that is not done yet."""
    region = queries.by_name(job.arguments["region"])
    queries.check_kept(region)
    arguments = {**job.arguments, "operator": job.requested_by_name}
    for name in STEPS:
        with jobs.step(job, name) as is_due:
            if is_due:
                _remark(job, name, _STEP[name](region, arguments))


def create_schema(region: Region, _arguments: dict[str, Any]) -> None:
    """The region's own schema, owned by the owner: a spare that gets its name, or an empty one."""
    with as_owner(), schema_context(get_public_schema_name()), connection.cursor() as cursor:
        if not spares.claim(region.schema_name):
            cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(region.schema_name)))


def migrate(region: Region, _arguments: dict[str, Any]) -> str:
    """Every table of a region: a copy of the base schema or, where that is not exactly alike, migration by migration.

    The remark says why it was not a copy.
    """
    with as_owner(), schema_context(get_public_schema_name()):  # left again also when a migration fails
        difference = base_schema.copy_into(region.schema_name)
        if difference:
            logger.warning("slow_path", extra={"region": region.schema_name, "difference": difference})
            call_command("migrate_schemas", schema_name=region.schema_name, verbosity=0, interactive=False)
        applied = versions.applied_in([region.schema_name])[region.schema_name]
        Region.objects.filter(id=region.id).update(version=versions.version_of(applied))
    return difference


def create_login(region: Region, _arguments: dict[str, Any]) -> None:
    """The region's database login, with grants on its own schema alone."""
    with as_owner():
        roles.ensure_region(region.schema_name)


def seed(region: Region, arguments: dict[str, Any]) -> None:
    """What a region must know about itself, and its first administrator's invitation. Under the region's login."""
    agreement = region.agreement
    if agreement is None:
        raise ConflictError("agreement_missing", _("Daerah ini tidak punya perjanjian."))
    inviter = Provisioner.of(arguments["operator"], region)
    with tenant_context(region):
        organisation.configure_government(
            name=region.name,
            level=agreement.level,
            region_code=region.code,
            personnel_agency=region.personnel_agency,
            accent=region.accent,
            time_zone=region.time_zone,
            employee_quota=agreement.employee_quota,
            agreement_number=agreement.number,
        )
        accounts.ensure_invited(
            email=arguments["administrator_email"],
            name=arguments["administrator_name"],
            role="personnel_admin",
            actor=inviter,
            day=date.fromisoformat(arguments["day"]),
        )


def prove(region: Region, _arguments: dict[str, Any]) -> None:
    """Without proof of isolation no region becomes active: its login against everything, all logins against it."""
    broken = proofs.prove(at=timezone.now(), region=region.schema_name).broken
    if broken:
        raise ConflictError(
            "isolation_not_proved",
            _("Isolasi tidak terbukti: %(promise)s (%(object)s). Daerah belum diaktifkan.")
            % dict(zip(("promise", "object"), broken[0].split(": ", 1), strict=True)),
            details={"broken": broken},
        )


def activate(region: Region, _arguments: dict[str, Any]) -> None:
    """From now on the subdomain answers. Of this and of giving the region up one comes first, the other is refused."""
    with transaction.atomic():
        Region.objects.select_for_update().get(id=region.id)
        queries.check_kept(region)
        Region.objects.filter(id=region.id).update(state=Region.State.ACTIVE)


def _remark(job: Job, step: str, remark: str | None) -> None:
    """A step that went another way says so on the region's page, although it is done."""
    if remark:
        fact = {"code": "slow_path", "message": _("Disiapkan lewat jalan lambat: %(why)s") % {"why": remark}}
        JobStep.objects.filter(job=job, name=step).update(error=fact)


_STEP: dict[str, Callable[[Region, dict[str, Any]], str | None]] = {
    "schema": create_schema,
    "migrated": migrate,
    "login": create_login,
    "seeded": seed,
    "proved": prove,
    "active": activate,
}
