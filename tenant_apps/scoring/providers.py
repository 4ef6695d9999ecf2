"""What each source room knows of the measures: one row per subject, one column per measure, NULL without evidence.

Until a source's own room stands, `scoring_observation` serves it, pivoted. A result of another adopted scheme is a
provider too.
"""

from collections.abc import Collection
from uuid import UUID

from shared_apps.scoring_templates.rules import kinds, order
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.statement import Fragment
from tenant_apps.scoring.models import Period, Run
from tenant_apps.scoring.schemes import document_of


def providers(scheme: Template, period: Period, *, subject_ids: Collection[UUID] | None = None) -> dict[str, Fragment]:
    """One fragment per source, all observed ones the same; filtered: a filter does not travel through outer joins."""
    sources = order.measures_by_source(scheme)
    found = {
        source: _of_scheme(scheme, source, keys, period, subject_ids)
        for source, keys in sources.items()
        if source.startswith(order.SCHEME_SOURCE)
    }
    observed = {source: keys for source, keys in sources.items() if source not in found}
    keys = tuple(key for keys in observed.values() for key in keys)
    return found | dict.fromkeys(observed, _observed(scheme, keys, period, subject_ids))


def _observed(
    scheme: Template, keys: tuple[str, ...], period: Period, subject_ids: Collection[UUID] | None
) -> Fragment:
    params: dict[str, object] = {"obs_period": period.id, "obs_measures": list(keys)}
    columns = []
    for place, key in enumerate(keys):
        params[f"obs_{place}"] = key
        kept = "number" if kinds.is_number(scheme, key) else "code"
        columns.append(f'max({kept}) FILTER (WHERE measure = %(obs_{place})s) AS "{key}"')
    only, more = _only("employee_id", subject_ids)
    sql = (
        f"SELECT employee_id AS subject_id, {', '.join(columns)} FROM scoring_observation"  # noqa: S608  keys only
        f" WHERE period_id = %(obs_period)s AND measure = ANY(%(obs_measures)s::text[]){only} GROUP BY employee_id"
    )
    return Fragment(sql, {**params, **more})


def _of_scheme(
    scheme: Template, source: str, keys: tuple[str, ...], period: Period, subject_ids: Collection[UUID] | None
) -> Fragment:
    """Results from the current run of the other scheme in the period, where complete; nothing before it ran."""
    run = (
        Run.objects.filter(
            period=period, is_current=True, scheme__template_key=source.removeprefix(order.SCHEME_SOURCE)
        )
        .select_related("scheme")
        .first()
    )
    if run is None:
        empty = [f'NULL::{"numeric" if kinds.is_number(scheme, key) else "text"} AS "{key}"' for key in keys]
        return Fragment(f"SELECT NULL::uuid AS subject_id, {', '.join(empty)} WHERE false")
    giver = document_of(run.scheme)
    columns = []
    for key in keys:
        array, known = (
            ("numbers", order.number_keys(giver))
            if kinds.is_number(scheme, key)
            else ("codes", order.value_code_keys(giver))
        )
        columns.append(f'({array})[{known.index(key) + 1}] AS "{key}"')
    only, more = _only("subject_id", subject_ids)
    sql = (
        f"SELECT subject_id, {', '.join(columns)} FROM scoring_score"  # noqa: S608  keys only
        f" WHERE run_id = %(run_{source})s AND status = 'complete'{only}"
    )
    return Fragment(sql, {f"run_{source}": run.id, **more})


def _only(column: str, subject_ids: Collection[UUID] | None) -> tuple[str, dict[str, object]]:
    if subject_ids is None:
        return "", {}
    return f" AND {column} = ANY(%(only_subjects)s::uuid[])", {"only_subjects": sorted(subject_ids)}
