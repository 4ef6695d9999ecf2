"""What a government calls itself on its own pages, and its colour; the host wrote both when it provisioned."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.ui import accents
from tenant_apps.organisation import sheet
from tenant_apps.organisation.models import Government
from tenant_apps.organisation.rules import naming, rows
from tenant_apps.organisation.settings.services.revisions import opened, write


@transaction.atomic
def change_appearance(
    *, short_name: str, personnel_agency: str, crest_initials: str, accent: str, revision: int, actor: Actor
) -> Government:
    """Write the names, the letters in place of a crest, and the colour; they count on every page and paper at once.

    Name, code and quota stay what the agreement and the host say. Raises InvalidError by field, ConflictError
    `settings_changed` where somebody changed a setting after the revision that was seen.
    """
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    facts = {
        "short_name": sheet.clean(short_name),
        "personnel_agency": sheet.clean(personnel_agency),
        "crest_initials": sheet.clean(crest_initials).upper(),
        "accent": accent,
    }
    wrong = {}
    for name in ("short_name", "personnel_agency"):
        if not facts[name] or len(facts[name]) > naming.LONGEST or rows.odd_characters(facts[name]):
            wrong[name] = [_("Isi dengan 1–60 huruf.")]
    if not naming.are_initials(facts["crest_initials"]):
        wrong["crest_initials"] = [_("Isi dengan 1–3 huruf.")]
    if accent not in accents.NAMES:
        wrong["accent"] = [_("Pilih salah satu warna.")]
    if wrong:
        raise InvalidError("appearance_invalid", _("Periksa isian. Tidak ada yang diubah."), fields=wrong)
    return write(opened(), facts, revision=revision)
