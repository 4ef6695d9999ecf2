"""Long work asked for from a page or the API: a job row, and the bell on commit."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from tenant_apps.scoring.models import Period
from tenant_apps.scoring.services.periods import hold_open, wait_for

RUN, IMPORT = "scoring_run", "import_results"


@transaction.atomic
def ask_for_run(*, period: Period, actor: User, at: datetime) -> Job:
    """Score everybody; while one such job waits or runs for the period, that one is the answer."""
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    hold_open(period)
    wait_for(RUN, period.id)  # two clicks at once: the second waits here, then finds the job of the first
    waiting = Job.objects.filter(
        kind=RUN, state__in=[State.QUEUED, State.RUNNING], arguments__period=period.code, requested_by=actor.id
    ).first()
    return waiting or jobs.enqueue(
        task="tenant_apps.scoring.tasks.run_period",
        kind=RUN,
        key=f"{RUN}:{period.code}:{at.isoformat()}",
        arguments={"period": period.code},
        actor=actor,
    )


@transaction.atomic
def ask_for_import(
    *,
    period: Period,
    name: str,
    content: bytes,
    actor: User,
    at: datetime,
    dry_run: bool = False,
    allow_removals: bool = False,
) -> Job:
    """Keep the uploaded sheet and take it in as a job; one that would remove values waits for a confirmation."""
    access.check_actor_within(actor, Action.ENTER_RESULTS, timezone.localdate(at))
    hold_open(period)
    stored = files.store(name=name, content=content, actor=actor)
    return _enqueue(
        actor,
        key=f"{IMPORT}:{stored.id}",
        arguments={
            "period": period.code,
            "file": str(stored.id),
            "dry_run": dry_run,
            "confirm_removals": None if allow_removals else 0,
        },
    )


@transaction.atomic
def confirm_import(*, period: Period, waiting: Job, actor: User, at: datetime) -> Job:
    """Take in the sheet that waits because it removes values: as many as were shown, not more; twice is once."""
    access.check_actor_within(actor, Action.ENTER_RESULTS, timezone.localdate(at))
    hold_open(period)
    found = waiting.result or {}
    if waiting.kind != IMPORT or waiting.arguments["period"] != period.code or not found.get("waits"):
        raise ConflictError("nothing_waits", _("Berkas ini tidak menunggu persetujuan. Tidak ada yang diubah."))
    return _enqueue(
        actor,
        key=f"{IMPORT}:{waiting.id}:confirmed",
        arguments={**waiting.arguments, "confirm_removals": found["counts"]["removed"]},
    )


def _enqueue(actor: User, *, key: str, arguments: dict[str, Any]) -> Job:
    return jobs.enqueue(
        task="tenant_apps.scoring.tasks.import_results", kind=IMPORT, key=key, arguments=arguments, actor=actor
    )
