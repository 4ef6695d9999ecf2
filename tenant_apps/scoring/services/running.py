"""Runs: one statement per scheme over everybody, in the order in which schemes read each other; one person alone."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.scoring_templates.rules import order
from tenant_apps.scoring.hashing import hashes_of
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.rules.dependencies import in_order
from tenant_apps.scoring.schemes import document_of
from tenant_apps.scoring.services.periods import hold_open, take_turn
from tenant_apps.scoring.services.statement import counts_of, write_scores

Report = Callable[[int, int, str], None]
Runs = Sequence[Run]
# right after an import the planner still takes the tables for empty and would join 20,000 people one by one (28 s for
# 0.7 s); a run reads everybody, so a loop over rows is never the better way
OF_A_RUN = {"statement_timeout": "15min", "lock_timeout": "5min", "enable_nestloop": "off"}


def _silent(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def run_period(*, period: Period, actor: Actor, report: Report = _silent) -> Runs:
    """Score everybody by every scheme of the period, as of its reference date, in one transaction.

    A scheme may read another's results: nobody ever sees the new ones of the one beside the old ones of the other.
    """
    schemes = schemes_in_order(period)
    if not schemes:
        raise ConflictError(
            "no_schemes",
            _("Periode %(period)s belum memakai skema. Pilih templat lebih dahulu; belum ada yang dihitung.")
            % {"period": period.title},
        )
    titles = ", ".join(document_of(scheme).title.id for scheme in schemes)
    report(0, len(schemes), _("Menghitung %(scheme)s") % {"scheme": titles})
    with transaction.atomic():
        runs = [run_scheme(scheme=scheme, as_of=period.ends_on, actor=actor) for scheme in schemes]
    report(len(schemes), len(schemes), "")
    return runs


@transaction.atomic
def run_scheme(*, scheme: Scheme, as_of: date, actor: Actor) -> Run:
    """Compute a scheme over everybody in one statement; the run becomes current with its rows, or not at all."""
    started = timezone.now()
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(started))
    _prepare_for_everybody()
    period = scheme.period
    take_turn(period)
    hold_open(period)
    _refuse_replaced(scheme)
    run = Run.objects.create(
        scheme=scheme,
        period=period,
        as_of=as_of,
        started_at=started,
        started_by_name=actor.name,
        calculation_hash=scheme.calculation_hash,
    )
    write_scores(run=run, as_of=as_of)
    run.counts = counts_of(run)
    run.inputs_hash, run.results_hash = hashes_of(run)
    _refuse_replaced(scheme, hold=True)  # it may have been replaced while everybody was computed
    Run.objects.filter(period=period, scheme__template_key=scheme.template_key, is_current=True).update(
        is_current=False
    )
    run.state, run.is_current, run.finished_at = Run.State.DONE, True, timezone.now()
    run.save()
    return run


def schemes_in_order(period: Period) -> Sequence[Scheme]:
    """The period's schemes, each after those whose results it reads."""
    adopted = {
        scheme.template_key: scheme
        for scheme in Scheme.objects.filter(period=period, replaced_at=None).select_related("period")
    }
    needs = {key: order.required_schemes(document_of(scheme)) for key, scheme in adopted.items()}
    ordered = in_order(needs)
    if ordered is None:
        raise ConflictError("scheme_circle", _("Skema-skema pada periode ini saling memerlukan hasil satu sama lain."))
    return [adopted[key] for key in ordered]


def _prepare_for_everybody() -> None:
    """A run may take longer than a page; what is set here ends with its transaction."""
    with connection.cursor() as cursor:
        for name, limit in OF_A_RUN.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, limit])


def _refuse_replaced(scheme: Scheme, *, hold: bool = False) -> None:
    """A scheme that was replaced is not computed; held, a replacement waits until this transaction ends."""
    current = Scheme.objects.filter(id=scheme.id, replaced_at=None)
    if not (current.select_for_update() if hold else current).exists():
        raise ConflictError("scheme_replaced", _("Skema ini sudah diganti. Hitung ulang dengan skema yang berlaku."))
