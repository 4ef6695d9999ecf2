"""A few people computed again in the current runs, in the transaction that changed what is known of them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from tenant_apps.scoring.models import Period, Run
from tenant_apps.scoring.rules.tally import moved
from tenant_apps.scoring.services.periods import hold_open, take_turn, take_turn_of_subject
from tenant_apps.scoring.services.running import schemes_in_order
from tenant_apps.scoring.services.statement import replace_scores


def recompute(*, period: Period, employee_id: UUID, actor: Actor) -> int:
    """Compute one person again in the current runs of an open period; the number of rows that changed."""
    return recompute_people(period=period, employee_ids=[employee_id], actor=actor)


@transaction.atomic
def recompute_people(*, period: Period, employee_ids: Collection[UUID], actor: Actor) -> int:
    """Compute these people again, one statement per scheme; the number of rows that changed.

    Everybody's turn is taken in the same order, so that two at once wait for each other and never in a circle.
    Waits behind a run over everybody no longer than the login's lock timeout; the caller tries again.
    """
    access.check_actor_within(actor, Action.ENTER_RESULTS, timezone.localdate())
    people = sorted(employee_ids)
    take_turn(period, shared=True)
    for employee_id in people:
        take_turn_of_subject(employee_id)
    hold_open(period)
    current = {
        run.scheme_id: run
        for run in Run.objects.filter(period=period, is_current=True).select_related("scheme", "period")
    }
    runs = [current[scheme.id] for scheme in schemes_in_order(period) if scheme.id in current]
    return sum(_compute_again(run, people) for run in runs)


def _compute_again(run: Run, people: Collection[UUID]) -> int:
    replaced = replace_scores(run=run, as_of=run.as_of, subject_ids=people)
    if replaced.written:
        _note(run, replaced.before, replaced.after)
    return replaced.written


def _note(run: Run, before: dict[str, object], after: dict[str, object]) -> None:
    """The run counts as it stands; its hashes were those of other rows, so it has none until somebody needs them.

    Not `FOR UPDATE`: a new row of another recomputation holds the key of the run until it commits.
    """
    row = Run.objects.select_for_update(no_key=True).get(id=run.id)
    row.counts = moved(row.counts, before, after)
    row.inputs_hash = row.results_hash = ""
    row.save(update_fields=["counts", "inputs_hash", "results_hash"])
