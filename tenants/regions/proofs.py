"""The proof of isolation as an act: carried out by the owner, its result kept by the host and shown with its date."""

import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection

from tenants.regions.database import audit_proof, roles, support_roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.models import ProofReport

KEPT = 400
"""Reports that are kept for each region and for the whole: more than a year of nights."""


def prove(*, at: datetime, region: str = "", clock: Callable[[], float] = time.monotonic) -> ProofReport:
    """Try every promise, of all regions or of one, and write down what was tried and what came of it."""
    begun = clock()
    with as_owner():
        broken = roles.broken_promises(region or None)
        logins, tables = _tried(region)
    lines = [f"{promise}: {thing}" for promise, thing in broken]
    return _keep(ProofReport(at=at, region=region, logins=logins, tables=tables, broken=lines), clock() - begun)


def keep_whole(broken: Sequence[str], *, at: datetime, seconds: float) -> ProofReport:
    """Write down a whole proof that was carried out in the course of another act; as owner."""
    logins, tables = _tried("")
    return _keep(ProofReport(at=at, region="", logins=logins, tables=tables, broken=list(broken)), seconds)


def _keep(report: ProofReport, seconds: float) -> ProofReport:
    report.promises, report.milliseconds = len(promises()), round(seconds * 1000)
    report.save()
    surplus = ProofReport.objects.filter(region=report.region).order_by("-at").values_list("id", flat=True)[KEPT:]
    ProofReport.objects.filter(id__in=list(surplus)).delete()
    return report


def promises() -> frozenset[str]:
    """What the proof looks at, in its own words."""
    found = re.findall(
        r"^SELECT '((?:[^']|'')*)',",
        roles.proof_text() + support_roles.proof_text() + audit_proof.proof_text(),
        flags=re.MULTILINE,
    )
    return frozenset(text.replace("''", "'") for text in found)


def _tried(region: str) -> tuple[int, int]:
    """How many logins and tables stood before the proof."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH entered AS MATERIALIZED (
                SELECT n.oid FROM pg_namespace n JOIN pg_roles r
                  ON r.rolname = CASE n.nspname WHEN 'public' THEN %(host)s ELSE %(prefix)s || n.nspname END
                WHERE %(region)s IN ('', n.nspname) OR n.nspname = 'public')
            SELECT count(DISTINCT e.oid), count(c.oid) FROM entered e
            CROSS JOIN LATERAL (SELECT objid FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
                                AND refobjid = e.oid AND classid = 'pg_class'::regclass OFFSET 0) d
            LEFT JOIN pg_class c ON c.oid = d.objid AND c.relkind IN ('r', 'p')""",
            {"prefix": f"{settings.DATABASE_ROLE_PREFIX}_r_", "host": role_of("public"), "region": region},
        )
        logins, tables = cursor.fetchone()
    return int(logins), int(tables)
