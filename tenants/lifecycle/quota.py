"""The quota of an agreement changed by an amendment: recorded by the host, told to the region under its own login."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from shared_apps.accounts.access import Actor
from shared_apps.ui.formats import whole
from tenants.lifecycle import records
from tenants.partnerships import services as partnerships
from tenants.partnerships.models import Amendment
from tenants.regions.models import Region

_AMENDED = gettext_lazy("Kuota pegawai dari %(before)s menjadi %(after)s, perubahan perjanjian %(number)s")


def amend(
    *, agreement_id: UUID, number: str, signed_on: date, employee_quota: int, actor: Actor, at: datetime, day: date
) -> Amendment:
    """Let another quota hold. A region that cannot be written now is told when it is resumed."""
    job = None
    with transaction.atomic():
        made = partnerships.amend_quota(
            agreement_id=agreement_id,
            number=number,
            signed_on=signed_on,
            employee_quota=employee_quota,
            actor=actor,
            at=at,
            day=day,
        )
        region = Region.objects.filter(agreement_id=agreement_id).exclude(state=Region.State.PREPARING).first()
        if region is not None:
            facts = {"before": whole(made.quota_before), "after": whole(employee_quota), "number": made.number}
            job = records.ask(region, what=(_AMENDED, facts), reason=made.number, actor=actor, at=at)
    if job is not None:
        records.carry_out_here(job.id)
    return made
