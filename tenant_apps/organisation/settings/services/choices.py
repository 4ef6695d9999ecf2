"""Time zone, language and the usual length of a period."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.reference.rules import WIB, WIT, WITA
from tenant_apps.organisation.models import LANGUAGES, Government, PeriodLength
from tenant_apps.organisation.settings.services.revisions import opened, write


@transaction.atomic
def change_settings(*, time_zone: str, language: str, period_length: str, revision: int, actor: Actor) -> Government:
    """Write them; the zone counts from the next request and job on, past moments are told in it as well.

    Raises InvalidError by field, ConflictError `settings_changed` where the page seen is not the newest.
    """
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    wrong = {}
    if time_zone not in (WIB, WITA, WIT):
        wrong["time_zone"] = [_("Pilih WIB, WITA, atau WIT.")]
    if language not in dict(LANGUAGES):
        wrong["language"] = [_("Pilih salah satu bahasa.")]
    if period_length not in PeriodLength.values:
        wrong["period_length"] = [_("Pilih bulan, triwulan, semester, atau tahun.")]
    if wrong:
        raise InvalidError("settings_invalid", _("Periksa isian. Tidak ada yang diubah."), fields=wrong)
    facts = {"time_zone": time_zone, "language": language, "period_length": period_length}
    return write(opened(), facts, revision=revision)
