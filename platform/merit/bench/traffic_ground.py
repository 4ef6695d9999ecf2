"""The ground of `merit bench requests`: many regions with a user each, and plain Django's one schema with them all."""

import json
import os
import secrets
import subprocess
import sys

import psycopg
from django_tenants.utils import schema_context
from psycopg import sql

from merit.bench import page, people, provisioning
from merit.bench.installation import administer, say
from merit.bench.visitors import Visit
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import Domain, Region

PLAIN = people.PLAIN  # plain Django's database, and the login that owns it


def lay(regions: int) -> list[str]:
    """Schemas of the product's real size, rows and addresses at the host, and logins; their names."""
    with as_owner():
        base_schema.ensure()
        names = provisioning.fill(regions)
    with schema_context("public"):
        rows = [
            Region(schema_name=name, name=name, code=name, state=Region.State.ACTIVE, version=code_version())
            for name in names
        ]
        Region.objects.bulk_create(rows)
        Domain.objects.bulk_create(
            Domain(domain=_domain_of(row.schema_name), tenant=row, is_primary=True) for row in rows
        )
    say(f"{regions} logins")
    with as_owner():
        for name in names:
            roles.ensure_region(name)
    return names


def visits(names: list[str]) -> list[Visit]:
    """In each region one person signed in."""
    say(f"Requests: {len(names)} people")
    sessions = []
    for name in names:
        with schema_context(name):
            people.settle(name)
            sessions.append(people.sign_in(name))
    return [
        Visit(_domain_of(name), f"/{page.ADDRESS}", session, f"{name} {people.address_of(name)}")
        for name, session in zip(names, sessions, strict=True)
    ]


def lay_plain(administrator_url: str) -> dict[str, str]:
    """One schema in another database of the same server; plain Django's environment."""
    say("Requests: plain Django")
    password = secrets.token_urlsafe()
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        owner = sql.Identifier(PLAIN)
        administrator.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(owner, sql.Literal(password)))
        administrator.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(owner, owner))
    environment = {
        "DJANGO_SETTINGS_MODULE": "merit.bench.plain_settings",
        "MERIT_DATABASE_URL": os.environ["MERIT_DATABASE_URL"].replace("/merit?", f"/{PLAIN}?"),
        "PLAIN_USER": PLAIN,
        "PLAIN_PASSWORD": password,
    }
    _run(["-m", "django", "migrate", "-v", "0"], environment)
    return environment


def plain_visits(administrator_url: str, environment: dict[str, str], names: list[str]) -> list[Visit]:
    """As many people, all in the one schema."""
    sessions = json.loads(_run(["-m", "merit.bench.people"], environment, json.dumps(names)))
    administer(administrator_url.replace("/merit?", f"/{PLAIN}?"), "VACUUM (ANALYZE)")
    return [
        Visit("polos.localhost", f"/{page.ADDRESS}", session, f"{PLAIN} {people.address_of(name)}")
        for name, session in zip(names, sessions, strict=True)
    ]


def _domain_of(name: str) -> str:
    return f"{name.replace('_', '-')}.localhost"


def _run(arguments: list[str], environment: dict[str, str], text: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=os.environ | environment, input=text, stdout=subprocess.PIPE, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout
