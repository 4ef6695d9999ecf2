"""Commands of the process that holds the owner's password: bootstrap, migrations, proof."""

import argparse
import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tenants.utils import get_public_schema_name, tenant_context

from merit import commands_fleet
from shared_apps.accounts import services as accounts
from tenants.regions import grants, proofs, provisioning, services
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.bootstrap import bootstrap, bootstrap_pooler
from tenants.regions.database.logins import pooler_login, verifier_of
from tenants.regions.fleet import waves
from tenants.regions.models import Region


def bootstrap_database(argv: list[str]) -> int:
    """Make the database and its owner, by the administrator."""
    parser = argparse.ArgumentParser(prog="merit bootstrap")
    parser.add_argument("--pooler", action="store_true", help="PgBouncer's login too; prints its line of auth_file")
    options = parser.parse_args(argv)
    url = os.environ.get("MERIT_DATABASE_ADMIN_URL")
    if not url or not settings.DATABASE_OWNER_PASSWORD:
        print("MERIT_DATABASE_ADMIN_URL and MERIT_DATABASE_OWNER_PASSWORD must be set.", file=sys.stderr)
        return 2
    bootstrap(
        administrator_url=url,
        database=settings.DATABASES["default"]["NAME"],
        prefix=settings.DATABASE_ROLE_PREFIX,
        owner_password=settings.DATABASE_OWNER_PASSWORD,
    )
    if options.pooler:
        login = pooler_login()
        bootstrap_pooler(
            administrator_url=url,
            database=settings.DATABASES["default"]["NAME"],
            prefix=settings.DATABASE_ROLE_PREFIX,
            verifier=verifier_of(login),
        )
        print(f'"{login.user}" "{login.password}"')
    return 0


def found_host(argv: list[str]) -> int:
    """The host's own row, and its first operator invited by e-mail; the same call again changes nothing."""
    parser = argparse.ArgumentParser(prog="merit found-host")
    for name in ("name", "code", "domain", "operator-name", "operator-email"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--accent", default="indigo")
    parser.add_argument("--personnel-agency", default="BKD")
    given = parser.parse_args(argv)
    region = services.ensure_host_region(
        name=given.name,
        code=given.code,
        domain=given.domain,
        accent=given.accent,
        personnel_agency=given.personnel_agency,
    )
    with tenant_context(region):
        accounts.ensure_invited(
            email=given.operator_email,
            name=given.operator_name,
            role="host_operator",
            actor=provisioning.Provisioner(),
            day=timezone.localdate(),
        )
    return 0


def migrate_all(argv: list[str]) -> int:
    """The host's tables and login, then the fleet, then every login and the proof."""
    parser = argparse.ArgumentParser(prog="merit migrate-all")
    parser.add_argument("--jobs", type=int, default=1, help="regions at the same time (1)")
    options = parser.parse_args(argv)
    with as_owner():
        call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
        roles.ensure_host()
        outcome = waves.migrate(jobs=options.jobs)
        if not outcome.is_good:
            commands_fleet.tell(outcome)
            return 1
        for name in _regions_with_schema():
            grants.ensure(name)
    return _prove()


def _regions_with_schema() -> list[str]:
    regions = Region.objects.exclude(schema_name=get_public_schema_name()).exclude(state=Region.State.PREPARING)
    return list(regions.order_by("schema_name").values_list("schema_name", flat=True))


def _prove() -> int:
    report = proofs.prove(at=timezone.now())
    for broken in report.broken:
        print(f"broken promise: {broken}", file=sys.stderr)
    return 1 if report.broken else 0
