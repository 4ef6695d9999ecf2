"""What a night amounts to: a signed report for every region, an alarm where something crossed."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import Error
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps import signatures
from shared_apps.accounts import queries as accounts
from shared_apps.accounts.rules import Role
from shared_apps.assurance import services as assurance
from shared_apps.errors import DomainError
from tenants.probes.models import Night, Search
from tenants.probes.rules import Tally, Verdict, verdict_of
from tenants.regions import queries as region_queries
from tenants.regions import services as regions
from tenants.regions.grants import SERVED
from tenants.regions.models import Region

logger = logging.getLogger(__name__)
FORMAT = "merit-isolation-report/1"
Tallies = Mapping[str, Tally]


def conclude(*, night: Night, at: datetime) -> None:
    """The alarm, if there is one; then every region's report into the region, under its own login.

    Whoever comes after it was broken off tells those who were not told; the alarm is sent twice rather than never.
    """
    if Night.objects.filter(id=night.id).exclude(concluded_at=None).exists():
        return
    rows = list(night.searches.order_by("region"))
    names = {row.region: row.name for row in rows}
    crossings = [{**each, "in": row.region} for row in rows for each in row.found]
    whole = _sum([_tallies(row) for row in rows])
    if crossings:
        _alarm(crossings, names)
    for row in [row for row in rows if not row.verdict]:
        if row.region == get_public_schema_name():
            concerned = [each for each in crossings if row.region in (each["owner"], each["in"])]
            verdict = Verdict.CROSSED if concerned else Verdict.UNPROVED if row.blind else Verdict.APART
        else:
            verdict = _tell(night, row, rows, crossings, whole, names, at)
        Search.objects.filter(id=row.id).update(verdict=verdict)
    Night.objects.filter(id=night.id, concluded_at=None).update(concluded_at=at)


def _tell(
    night: Night,
    row: Search,
    rows: Sequence[Search],
    crossings: Sequence[Mapping[str, str]],
    whole: Tallies,
    names: Mapping[str, str],
    at: datetime,
) -> Verdict:
    here, elsewhere = _tallies(row), _minus(whole, _tallies(row))
    concerned = [each for each in crossings if row.region in (each["owner"], each["in"])]
    verdict = verdict_of(crossings=len(concerned), here=here, elsewhere=elsewhere, blind=len(row.blind))
    others = [each for each in rows if each.id != row.id]
    try:
        facts = {
            "format": FORMAT,
            "day": timezone.localdate(night.begun_at).isoformat(),
            "began_at": night.begun_at.isoformat(),
            "concluded_at": at.isoformat(),
            "verdict": str(verdict),
            **_about(row.region),
            "code_version": night.code_version,
            "searched_in": {
                "governments": sum(each.state == Search.State.DONE for each in others),
                "not_searched": {
                    each.name: "; ".join(each.blind) for each in others if each.state != Search.State.DONE
                },
                "skipped": night.skipped,
                "asked_by_id": _asked_by_id(rows),
            },
            "elsewhere": {way: _counts(tally) for way, tally in sorted(elsewhere.items())},
            "here": {way: _counts(tally) for way, tally in sorted(here.items())},
            "own_canary_found": {way: tally.own for way, tally in sorted(here.items())},
            "not_answered_here": row.blind,
            "foreign_canaries": [
                {
                    "of": names.get(each["owner"], each["owner"]),
                    "in": names[each["in"]],
                    "way": each["way"],
                    "where": each["where"],
                }
                for each in concerned
            ],
            "catalogue_proof": _proof(row.region),
            "arrival": "arrival" not in row.blind and row.state == Search.State.DONE,
        }
        content = json.dumps(facts, indent=2, ensure_ascii=False)
        signature = signatures.sign(content.encode(), purpose=assurance.PURPOSE)
        with regions.inside(row.region, even=SERVED):
            assurance.write_report(
                day=timezone.localdate(night.begun_at),
                at=at,
                verdict=str(verdict),
                content=content,
                signature=signature,
                public_key=signatures.public_key(),
            )
    except (DomainError, Error) as error:
        logger.error("%s was not told of its isolation: %s", row.region, type(error).__name__)
        return Verdict.CROSSED if concerned else Verdict.UNPROVED
    return verdict


def _about(schema_name: str) -> dict[str, Any]:
    region, host = region_queries.by_name(schema_name), region_queries.host()
    return {
        "region": {"name": region.name, "code": region.code, "schema": schema_name, "address": region.own_address},
        "installation": {"name": host.name, "address": host.own_address},
    }


def _asked_by_id(rows: Sequence[Search]) -> dict[str, int]:
    """Rows are asked for by id in turn: how many pairs tonight, of how many there are."""
    regions_count = sum(bool(row.ids) for row in rows)
    return {"pairs": sum(row.targets for row in rows), "of": regions_count * (len(rows) - 1)}


def _proof(schema_name: str) -> dict[str, Any] | None:
    report = region_queries.latest_proof(schema_name)
    if report is None:
        return None
    return {
        "at": report.at.isoformat(),
        "promises": report.promises,
        "logins": report.logins,
        "tables": report.tables,
        "broken": len(report.broken),
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {name: number for name, number in asdict(tally).items() if name != "own"}


def _tallies(row: Search) -> dict[str, Tally]:
    return {way: Tally(**counts) for way, counts in row.tried.items()}


def _sum(all_of_them: Sequence[Tallies]) -> dict[str, Tally]:
    whole: dict[str, Tally] = {}
    for tallies in all_of_them:
        for way, tally in tallies.items():
            whole[way] = whole.get(way, Tally()) + tally
    return whole


def _minus(whole: Tallies, part: Tallies) -> dict[str, Tally]:
    """The sum over all others, so that the cost stays linear."""
    return {way: tally - part.get(way, Tally()) for way, tally in whole.items()}


def _alarm(crossings: Sequence[Mapping[str, str]], names: Mapping[str, str]) -> None:
    """Those who run the host, and the administrators of every region concerned; never what was seen."""
    lines = [
        _("Nilai uji %(owner)s terlihat di %(place)s (%(way)s: %(where)s).")
        % {
            "owner": names.get(each["owner"], each["owner"]),
            "place": names[each["in"]],
            "way": each["way"],
            "where": each["where"],
        }
        for each in crossings
    ]
    public = get_public_schema_name()
    with schema_context(public):
        _mail(Role.HOST_OPERATOR, lines)
    concerned = {each[side] for each in crossings for side in ("owner", "in")} - {public}
    for schema_name in sorted(concerned):
        if not Region.objects.filter(schema_name=schema_name, state__in=SERVED).exists():
            continue
        own = [line for line, each in zip(lines, crossings, strict=True) if schema_name in (each["owner"], each["in"])]
        try:
            with regions.inside(schema_name, even=SERVED):
                _mail(Role.PERSONNEL_ADMIN, own)
        except (DomainError, Error) as error:
            logger.error("%s was not alarmed: %s", schema_name, type(error).__name__)


def _mail(role: Role, lines: Sequence[str]) -> None:
    subject = _("Uji isolasi menemukan kebocoran")
    text = _(
        "Uji isolasi semalam menemukan nilai uji sebuah daerah di tempat yang tidak boleh menampilkannya.\n\n"
        "%(lines)s\n\n"
        "Laporan lengkap ada di halaman Isolasi. Penyelenggara wajib menutup jalan itu dan menjelaskannya."
    )
    for address in accounts.addresses_of(role, timezone.localdate()):
        send_mail(subject, text % {"lines": "\n".join(lines)}, settings.DEFAULT_FROM_EMAIL, [address])
