"""What stands on people's data here; asked by people before something is taken back, by the paths in settings."""

import uuid
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from shared_apps.ui.formats import whole
from tenant_apps.scoring.models import Observation, Period, Score


def uses_of_people(new: set[uuid.UUID], everybody: set[uuid.UUID], since: datetime) -> list[str]:
    """Results of new people, and scores computed with what was imported since; each a sentence."""
    found = []
    with_results = Observation.objects.filter(employee_id__in=new).values("employee_id").distinct().count()
    if with_results:
        found.append(_("%(number)s pegawai baru sudah punya hasil penilaian.") % {"number": whole(with_results)})
    scores = Score.objects.filter(employee_id__in=everybody, run__started_at__gte=since)
    scored = scores.values("employee_id").distinct().count()
    if scored:
        found.append(_("%(number)s pegawai sudah dinilai dengan data ini.") % {"number": whole(scored)})
    return found


def uses_of_entry(employee_id: uuid.UUID, since: date, until: date | None, known_at: datetime | None) -> list[str]:
    """The closed periods whose scores stand on what counted of somebody from a day on, until another; sentences.

    Scores of before it was known (`known_at`) stand on something else. An open period is computed again.
    """
    scores = Score.objects.filter(
        employee_id=employee_id, run__period__state=Period.State.CLOSED, run__as_of__gte=since
    )
    scores = scores.filter(Q(run__as_of__lt=until) if until else Q())
    scores = scores.filter(Q(run__started_at__gte=known_at) if known_at else Q())
    titles = sorted(set(scores.values_list("run__period__title", flat=True)))
    return [
        _("Nilai periode %(period)s, yang sudah ditutup, dihitung dengan catatan ini.") % {"period": title}
        for title in titles
    ]
