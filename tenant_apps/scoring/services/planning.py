"""A version decided on for the next period: planned, called off, and carried out when that period is opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError, NotFoundError
from shared_apps.scoring_templates.rules import canonical
from shared_apps.scoring_templates.rules.document import from_json
from tenant_apps.scoring import resolving
from tenant_apps.scoring.models import Period, PlannedAdoption
from tenant_apps.scoring.services.adopting import adopt_scheme
from tenant_apps.scoring.services.periods import wait_for
from tenant_apps.scoring.services.settling import State, overtake


@transaction.atomic
def plan_adoption(
    *,
    period: Period,
    template_key: str,
    version: str,
    overrides: Sequence[Mapping[str, Any]],
    actor: Actor,
    at: datetime,
) -> PlannedAdoption:
    """Decide today what the first period after this one adopts; nothing changes before it is opened.

    Decided again, the later decision counts. Raises InvalidError `scheme_refused` exactly as adopting would, and
    ConflictError `next_period_open` where there is nothing to wait for.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    wait_for("opening", "")  # no period is opened between looking and deciding; two clicks at once are one plan
    later = Period.objects.filter(ends_on__gt=period.ends_on).order_by("ends_on").first()
    if later is not None:
        raise ConflictError(
            "next_period_open",
            _("Periode %(period)s sudah dibuka. Pakai versi ini langsung di sana; tidak ada yang direncanakan.")
            % {"period": later.title},
        )
    published = resolving.published(template_key, version)
    _scheme, document = resolving.resolved(published, from_json(published.document), overrides)
    changes = canonical.plain(document).get("overrides", [])
    waiting = PlannedAdoption.objects.filter(template_key=template_key, state=State.WAITING).first()
    if waiting and (waiting.template_version, waiting.overrides) == (version, changes):
        return waiting
    overtake(template_key=template_key, actor=actor, at=at)
    return PlannedAdoption.objects.create(
        template_key=published.key,
        template_version=published.version,
        overrides=changes,
        after=period,
        planned_at=at,
        planned_by_name=actor.name,
    )


@transaction.atomic
def cancel_plan(*, plan_id: UUID, actor: Actor, at: datetime) -> PlannedAdoption:
    """Call a plan off; one that is settled stays as it is."""
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    plan = PlannedAdoption.objects.select_for_update().filter(id=plan_id).first()
    if plan is None:
        raise NotFoundError("plan_unknown", _("Rencana itu tidak ada."))
    if plan.state == State.CANCELLED:
        return plan
    if plan.state != State.WAITING:
        raise ConflictError(
            "plan_settled",
            _("Rencana ini sudah selesai: %(state)s. Tidak ada yang diubah.") % {"state": plan.get_state_display()},
        )
    plan.state, plan.settled_at, plan.settled_by_name = State.CANCELLED, at, actor.name
    plan.save()
    return plan


def carry_out(*, period: Period, actor: Actor, at: datetime) -> None:
    """Adopt what was planned for a period that is being opened, each for itself.

    What does not fit any more is undone alone and keeps its reason; the period is opened all the same.
    """
    waiting = PlannedAdoption.objects.filter(state=State.WAITING, after__ends_on__lt=period.ends_on)
    for plan in waiting.select_for_update(of=("self",)).order_by("template_key"):
        plan.period, plan.settled_at, plan.settled_by_name = period, at, actor.name
        try:
            with transaction.atomic():
                plan.state = State.CARRIED_OUT
                plan.save()
                adopt_scheme(
                    period=period,
                    template_key=plan.template_key,
                    version=plan.template_version,
                    overrides=plan.overrides,
                    actor=actor,
                    at=at,
                )
        except DomainError as error:
            plan.state, plan.refusal = State.FAILED, str(error.message)
            plan.save()
