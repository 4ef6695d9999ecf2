"""What stands on people's data here; asked by people before an import is undone, by the path in PEOPLE_USED_BY."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from shared_apps.ui.formats import whole
from tenant_apps.scoring.models import Observation, Score


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
