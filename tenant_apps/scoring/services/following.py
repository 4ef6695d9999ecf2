"""What follows when a sheet changed results: a few people are computed at once, many by a run over everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from shared_apps.accounts.access import Actor
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.services.asking import RUN
from tenant_apps.scoring.services.periods import may_take_turn
from tenant_apps.scoring.services.recomputing import recompute_people

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """The run that was asked for, or how many people were computed right away; neither before the first run."""

    run: Job | None = None
    computed: int = 0


def follow_import(*, period: Period, imported: Job, changed: Collection[UUID], actor: Actor) -> Followed:
    """Where scores are shown already, they follow the results, in the transaction that changes these.

    A worker killed in between forgets neither. Nobody has decided on a first run yet: nothing follows. Where a scheme
    was not computed yet, or everybody is being computed now, the next run is asked for, once for each sheet.
    """
    schemes = Scheme.objects.filter(period=period, replaced_at=None).count()
    runs = Run.objects.filter(period=period, is_current=True).count()
    if not runs:
        return Followed()
    if len(changed) <= MOST_AT_ONCE and runs == schemes and may_take_turn(period):
        recompute_people(period=period, employee_ids=changed, actor=actor)
        return Followed(computed=len(changed))
    return Followed(
        run=jobs.enqueue(
            task="tenant_apps.scoring.tasks.run_period",
            kind=RUN,
            key=f"{RUN}:{period.code}:{imported.id}",
            arguments={"period": period.code},
            actor=actor,
        )
    )
