"""Opening and closing periods, and who may change what stands in one."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.schema import open_schema
from tenant_apps.scoring.hashing import hashes_of
from tenant_apps.scoring.models import Period, Run


@transaction.atomic
def close_period(*, period: Period, actor: Actor, at: datetime) -> Period:
    """Close for good: from now on no scheme, result or score in it changes. A closed one stays as it is."""
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    take_turn(period)
    row = Period.objects.select_for_update().get(id=period.id)
    if row.is_open:
        for run in Run.objects.filter(period=row, is_current=True, results_hash=""):
            run.inputs_hash, run.results_hash = hashes_of(run)  # people changed in it; what is final has its hashes
            run.save(update_fields=["inputs_hash", "results_hash"])
        row.state, row.closed_at, row.closed_by_name = Period.State.CLOSED, at, actor.name
        row.save()
    return row


def hold_open(period: Period) -> None:
    """Refuse a closed period, and keep it open until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM scoring_period WHERE id = %s FOR SHARE", [period.id])
        row = cursor.fetchone()
    if row is None or row[0] != Period.State.OPEN:
        raise ConflictError(
            "period_closed",
            _("Periode %(period)s sudah ditutup. Tidak ada yang diubah.") % {"period": period.title},
        )


def take_turn(period: Period, *, shared: bool = False) -> None:
    """One run over everybody at a time; single recomputations share the period with each other.

    Advisory locks cross schemas, so the region is part of the key. Taken before the statement that reads: an
    older reading never overwrites a newer one.
    """
    wait_for("period", period.id, shared=shared)


def may_take_turn(period: Period) -> bool:
    """The shared turn of single recomputations if no run over everybody holds the period; never waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock_shared(hashtextextended(%s, 0))", [_lock("period", period.id)]
        )
        return bool(cursor.fetchone()[0])


def take_turn_of_subject(subject_id: object) -> None:
    """One recomputation of a person at a time."""
    wait_for("subject", subject_id)


def wait_for(kind: str, key: object, *, shared: bool = False) -> None:
    """Held until the transaction ends."""
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [_lock(kind, key)])


def _lock(kind: str, key: object) -> str:
    return f"scoring:{open_schema()}:{kind}:{key}"
