"""Back to the scheme that was replaced: a copy of it, with a reason, and everybody is scored again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.jobs.models import Job
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.scoring.models import Run, Scheme
from tenant_apps.scoring.schemes import document_of, replaced_by
from tenant_apps.scoring.services.adopting import check_beside, make_room, tell_host
from tenant_apps.scoring.services.asking import ask_for_run
from tenant_apps.scoring.services.periods import hold_open, wait_for

_LONGEST = 300
_ITS_OWN = frozenset({"id", "adopted_at", "adopted_by_name", "replaced_at", "reason"})


@dataclass(frozen=True, slots=True)
class Reverted:
    """The copy that is in use now, and the run over everybody; none where nothing was computed before."""

    scheme: Scheme
    run: Job | None


@transaction.atomic
def revert_scheme(*, scheme_id: UUID, reason: str, actor: User, at: datetime) -> Reverted:
    """Leave a scheme for the one it replaced in the same period.

    Also one whose version the host has withdrawn since: the region used it before. Said for a scheme that is not in
    use any more (a second click, an old page) it is refused, else it would lead there and back.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    text = reason.strip()
    if not text or len(text) > _LONGEST or odd_characters(text):
        raise InvalidError(
            "reason_required",
            _("Tulis alasan kembali ke skema lama, paling banyak 300 huruf. Belum ada yang diubah."),
            fields={"reason": [_("Isi alasan.")]},
        )
    current = Scheme.objects.filter(id=scheme_id).select_related("period").first()
    if current is None:
        raise NotFoundError("scheme_unknown", _("Skema itu tidak ada."))
    period = current.period
    hold_open(period)
    wait_for("schemes", period.id)
    if not Scheme.objects.filter(id=scheme_id, replaced_at=None).exists():
        raise ConflictError("scheme_replaced", _("Skema ini sudah diganti. Tidak ada yang diubah."))
    former = replaced_by(current)
    if former is None:
        raise NotFoundError("nothing_replaced", _("Skema ini tidak menggantikan skema lain pada periode ini."))
    others = Scheme.objects.filter(period=period, replaced_at=None).exclude(id=current.id)
    check_beside(document_of(former), list(others))
    has_scores = Run.objects.filter(period=period, is_current=True).exists()
    make_room(period, current.template_key, at)
    copy = Scheme.objects.create(**_copied(former), adopted_at=at, adopted_by_name=actor.name, reason=text)
    tell_host(period)
    return Reverted(copy, ask_for_run(period=period, actor=actor, at=at) if has_scores else None)


def _copied(former: Scheme) -> dict[str, object]:
    return {
        field.attname: getattr(former, field.attname)
        for field in Scheme._meta.concrete_fields
        if field.name not in _ITS_OWN
    }
