"""How long somebody acts for a head: a term ends by a row of the day after, on which nobody acts any more."""

import uuid
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from tenant_apps.organisation import queries as organisation
from tenant_apps.people.models import ActingHead
from tenant_apps.people.services.chairs import acting_ends
from tenant_apps.people.services.checks import wrong


def keep(unit_id: uuid.UUID, starts_on: date, until: date | None) -> None:
    """Let the term that begins on a day end after `until`; the end of a term it corrects or takes over counts no more.

    Raises InvalidError for a last day before the first, ConflictError `acting_changes_meanwhile` where another term
    begins within this one.
    """
    if until is not None and until < starts_on:
        raise wrong("until", _("Hari terakhir mendahului hari pertama."))
    timeline = ActingHead.objects.filter(unit_id=unit_id)
    following = timeline.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    before = timeline.filter(starts_on__lte=starts_on).order_by("-starts_on").first()
    takes_over = before is not None and before.employee_id is not None
    unit_ends = organisation.ends_of_units(starts_on).get(unit_id)
    if takes_over and following and following.employee_id is None and following.starts_on != unit_ends:
        following.delete()
        following = timeline.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    if until is None:
        return
    after = until + timedelta(days=1)
    if following is not None and following.starts_on < after:
        raise ConflictError(
            "acting_changes_meanwhile",
            _("Di antara kedua tanggal itu Plt/Plh sudah berganti. Tidak ada yang diubah; pilih rentang lain."),
        )
    if following is None or following.starts_on > after:
        acting_ends(unit_id, after)
