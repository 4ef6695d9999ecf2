"""How a version of the structure is written: complete, and one writer at a time."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.rows import new_id
from tenant_apps.organisation import queries, sheet
from tenant_apps.organisation.models import Government, StructureVersion, Unit
from tenant_apps.organisation.rules import naming, rows
from tenant_apps.organisation.rules.chart import Chart

DECREE_LENGTH = 200


def configure_government(
    *,
    name: str,
    region_code: str,
    level: str,
    personnel_agency: str,
    accent: str,
    time_zone: str,
    employee_quota: int,
    agreement_number: str,
) -> Government:
    """Write what this government is called and allowed; the host calls it, again after every amendment."""
    facts = {
        "name": name,
        "short_name": naming.short_name(name),
        "crest_initials": naming.crest_initials(name),
        "region_code": region_code,
        "level": level,
        "personnel_agency": personnel_agency,
        "accent": accent,
        "time_zone": time_zone,
        "employee_quota": employee_quota,
        "agreement_number": agreement_number,
    }
    found, _is_new = Government.objects.update_or_create(is_only=True, defaults=facts)
    return found


def tell_quota(*, employee_quota: int, agreement_number: str) -> None:
    """What an amendment changed; the host calls it. The same figures again touch nothing."""
    known = Government.objects.exclude(employee_quota=employee_quota, agreement_number=agreement_number)
    for government in known:
        government.employee_quota, government.agreement_number = employee_quota, agreement_number
        government.save(update_fields=["employee_quota", "agreement_number"])


def checked_decree(decree: str) -> str:
    """The legal basis, which every change must name."""
    text = sheet.clean(decree)
    if not text or len(text) > DECREE_LENGTH or rows.odd_characters(text):
        words = _("Isi dasar hukumnya, misalnya Perwal Nomor 14 Tahun 2026.")
        raise InvalidError("decree_missing", words, fields={"decree": [words]})
    return text


def check_may(actor: Actor) -> None:
    """Only who manages the organisation today may write it, whatever the date of the change."""
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())


def one_at_a_time() -> None:
    """Wait for other writers of the structure; a table lock lets readers go on and ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {StructureVersion._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def versions_from(day: date) -> list[tuple[date, Chart]]:
    """The chart in force on the day, dated that day, and the charts of all later versions."""
    later = StructureVersion.objects.filter(effective_from__gt=day).order_by("effective_from")
    return [(day, queries.chart_on(day)), *((version.effective_from, queries.chart_of(version)) for version in later)]


def write(charts: Sequence[tuple[date, Chart]], *, decree: str, actor: Actor) -> None:
    """Write complete versions: the first by this decree, the later ones keeping their own."""
    for place, (day, chart) in enumerate(charts):
        version, is_new = StructureVersion.objects.get_or_create(
            effective_from=day,
            defaults={
                "decree": decree,
                "published_at": timezone.now(),
                "published_by": actor.id,
                "published_by_name": actor.name,
            },
        )
        if not is_new and place == 0:
            version.decree, version.published_at = decree, timezone.now()
            version.published_by, version.published_by_name = actor.id, actor.name
            version.save()
        Unit.objects.filter(version=version).delete()
        Unit.objects.bulk_create(_rows(version, chart), batch_size=1000)


def _rows(version: StructureVersion, chart: Chart) -> list[Unit]:
    keys = {unit_id: new_id() for unit_id in chart.nodes}
    return [
        Unit(
            id=keys[node.unit_id],
            version=version,
            parent_id=keys[node.parent_id] if node.parent_id else None,
            unit_id=node.unit_id,
            code=node.code,
            name=node.name,
            abbreviation=node.abbreviation,
            unit_type=node.unit_type,
            echelon=node.echelon,
            order=node.order,
        )
        for _depth, node in chart.walk()
    ]
