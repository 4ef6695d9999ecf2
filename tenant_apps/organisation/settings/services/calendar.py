"""A region's own days off, each by a decree."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError, NotFoundError
from shared_apps.reference import queries as reference
from tenant_apps.organisation import sheet
from tenant_apps.organisation.models import DayOff
from tenant_apps.organisation.rules import rows
from tenant_apps.organisation.settings.rules import calendar
from tenant_apps.organisation.settings.services.revisions import opened

_NAME_LENGTH, _DECREE_LENGTH = 120, 200


@transaction.atomic
def add_day_off(*, day: date, name: str, decree: str, actor: Actor) -> DayOff:
    """Close the offices of this region on a day. The same day by the same name and decree again changes nothing.

    Raises InvalidError by field: a weekend, a day that is closed already, a name or decree that cannot stand.
    """
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    facts = {"name": sheet.clean(name), "decree": sheet.clean(decree)}
    opened()  # two clicks at once: the second waits here, then finds the day
    known = DayOff.objects.filter(day=day).first()
    if known and {"name": known.name, "decree": known.decree} == facts:
        return known
    wrong = {key: words for key, words in _texts(facts).items() if words}
    if words := _day(day, known):
        wrong["day"] = [words]
    if wrong:
        raise InvalidError("day_off_invalid", _("Periksa isian. Tidak ada yang ditambahkan."), fields=wrong)
    return DayOff.objects.create(day=day, **facts)


@transaction.atomic
def remove_day_off(*, day_off_id: UUID, actor: Actor) -> DayOff:
    """Open the offices on that day again. Raises NotFoundError where it was removed already."""
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    row = DayOff.objects.select_for_update().filter(id=day_off_id).first()
    if row is None:
        raise NotFoundError("day_off_unknown", _("Hari libur daerah itu sudah tidak ada. Tidak ada yang diubah."))
    row.delete()
    return row


def _texts(facts: dict[str, str]) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if not facts["name"] or len(facts["name"]) > _NAME_LENGTH or rows.odd_characters(facts["name"]):
        wrong["name"] = [_("Isi nama hari liburnya, paling banyak 120 huruf.")]
    if not facts["decree"] or len(facts["decree"]) > _DECREE_LENGTH or rows.odd_characters(facts["decree"]):
        wrong["decree"] = [_("Isi dasar hukumnya, misalnya Kepgub Nomor 12 Tahun 2026.")]
    return wrong


def _day(day: date, known: DayOff | None) -> str:
    """Why the offices cannot be closed on that day, or nothing."""
    if not calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR:
        return _("Pilih tahun antara 2000 dan 2100.")
    if calendar.is_weekend(day):
        return _("Hari itu Sabtu atau Minggu; kantor sudah libur.")
    named = known.name if known else next((each.name for each in reference.holidays(day.year) if each.day == day), "")
    return _("Hari itu sudah libur: %(name)s.") % {"name": named} if named else ""
