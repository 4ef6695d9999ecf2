"""The scheme that one in use replaced, and what going back to it would change."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.wording import title_text
from tenant_apps.scoring.impact import impact_of
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.queries.preview import Preview
from tenant_apps.scoring.queries.preview import shown as in_words
from tenant_apps.scoring.schemes import document_of, replaced_by


@dataclass(frozen=True)
class Reversal:
    """The page."""

    period: Period
    current: Scheme
    former: Scheme
    title: str
    withdrawn: str
    found: Preview | None

    @property
    def is_same_version(self) -> bool:
        """Whether the two differ by the region's own values alone."""
        return bool(self.current.template_version == self.former.template_version)


def reversal(viewer: Any, scheme_id: UUID, day: date) -> Reversal:
    """A scheme in use in an open period, the one before it, and the effect on the people of the current run."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    in_use = Scheme.objects.filter(id=scheme_id, replaced_at=None, period__state=Period.State.OPEN)
    current = in_use.select_related("period").first()
    former = current and replaced_by(current)
    if current is None or former is None:
        raise NotFoundError("nothing_replaced", _("Tidak ada skema sebelumnya yang dapat dipakai kembali di sini."))
    version = TemplateVersion.objects.filter(key=former.template_key, version=former.template_version).first()
    document = document_of(former)
    run = Run.objects.filter(scheme=current, is_current=True).select_related("scheme", "period").first()
    impact = impact_of(run=run, scheme=document) if run else None
    return Reversal(
        period=current.period,
        current=current,
        former=former,
        title=title_text(document.title, former.template_key),
        withdrawn=version.withdrawn_reason if version else "",
        found=in_words(impact, document, document_of(current), run.as_of) if run and impact else None,
    )
