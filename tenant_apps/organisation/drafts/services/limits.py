"""A draft of one agency kept within it: when a step is made, and again when it is published."""

import uuid
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ForbiddenError, InvalidError
from tenant_apps.organisation.access import bounds, outside
from tenant_apps.organisation.drafts.queries import DraftPage
from tenant_apps.organisation.drafts.rules.steps import Versions, links_of
from tenant_apps.organisation.rules.changes import Change
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.endings import Link


def limit_for(actor: Actor, agency_id: uuid.UUID | None, chart: Chart) -> uuid.UUID | None:
    """The unit a new draft is limited to: as asked for; of who administers one agency alone, that one.

    Raises InvalidError where it is to be chosen or does not stand in the chart of the draft's day, ForbiddenError
    `outside_agency` for a unit the actor does not administer.
    """
    today = timezone.localdate()
    inside = bounds(actor, Action.MANAGE_ORGANISATION, today)
    if agency_id is None and not inside.everything:
        own = access.agencies_for(actor, Action.MANAGE_ORGANISATION, today) if isinstance(actor, User) else frozenset()
        if len(own) != 1:
            words = _("Pilih perangkat daerahnya.")
            raise InvalidError("draft_agency", words, fields={"agency_id": [words]})
        (agency_id,) = own
    if agency_id is not None:
        if not inside.covers(agency_id):
            raise outside()
        check_stands(agency_id, chart)
    return agency_id


def check_stands(agency_id: uuid.UUID, chart: Chart) -> None:
    """Refuse a day on which the agency has no place in the structure."""
    if agency_id not in chart.nodes:
        words = _("Perangkat daerah draf ini tidak ada dalam struktur pada tanggal itu; pilih tanggal lain.")
        raise InvalidError("draft_agency", words, fields={"effective_from": [words]})


def check_step(page: DraftPage, change: Change, after: Chart) -> None:
    """Refuse a step that reaches outside the agency."""
    if page.limit is None:
        return
    found = page.limit.outside(page.made.chart, after)
    outsider = found.unit_id if found else page.limit.sends_away(links_of(change), page.base, after)
    if outsider is not None:
        raise _refused(page, outsider, (page.made.chart, page.base, after))


def check_published(page: DraftPage, before: Versions, after: Versions) -> None:
    """The same for all that the draft does, in each version it reaches: a later one may have a unit elsewhere."""
    if page.limit is None:
        return
    for (day, old), (_day, new) in zip(before, after, strict=True):
        found = page.limit.outside(old, new)
        if found is not None:
            raise _refused(page, found.unit_id, (old, new), day=day)
    going = [Link("closed", unit_id, to) for unit_id, to in page.destinations.items()]
    outsider = page.limit.sends_away(going, page.base, page.made.chart)
    if outsider is not None:
        raise _refused(page, outsider, (page.base, page.made.chart))


def _refused(
    page: DraftPage, unit_id: uuid.UUID, charts: tuple[Chart, ...], *, day: date | None = None
) -> ForbiddenError:
    """What is outside, and who may do it."""
    name = next((chart.nodes[unit_id].name for chart in charts if unit_id in chart.nodes), "")
    facts = {"agency": page.agency, "name": name}
    facts["day"] = date_format(day or page.draft.effective_from, "j F Y")
    if unit_id == page.draft.agency_id:
        text = _(
            "%(agency)s sendiri tidak dapat dipindah, digabung, dipecah, atau ditutup dalam draf yang dibatasi "
            "padanya. Tidak ada yang diubah. Mintalah administrator kepegawaian daerah menyusunnya."
        )
    else:
        text = _(
            "Draf ini dibatasi pada %(agency)s, sedangkan pada %(day)s %(name)s bukan di dalamnya. Tidak ada yang "
            "diubah. Perubahan yang menyentuh perangkat daerah lain disusun administrator kepegawaian daerah."
        )
    return ForbiddenError("outside_agency", text % facts)
