"""The same lineage and the same ways up as on the pages, as programs read them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.explanation_data import as_data
from shared_apps.scoring_templates.rules.explanation import Value
from tenant_apps.scoring.queries.lineage import Origin, SchemeLineage
from tenant_apps.scoring.rules.origins import Entry
from tenant_apps.workspace.pages.lacking import Lack
from tenant_apps.workspace.queries.own import Account


def lineage(account: Account) -> dict[str, Any]:
    """Every scheme of the period. Raises NotFoundError where nothing was computed of the person."""
    if account.period is None or not account.lineages:
        raise NotFoundError("score_unknown", _("Belum ada nilai yang dapat dijelaskan."))
    return {
        "period": account.period.code,
        "employee_id": account.employee.id,
        "name": account.employee.full_name,
        "schemes": [_scheme(each) for each in account.lineages],
    }


def _scheme(told: SchemeLineage) -> dict[str, Any]:
    run, row, score = told.run, told.row, told.score
    return {
        "scheme": told.scheme.key,
        "version": told.scheme.version,
        "content_hash": row.content_hash,
        "scheme_hash": row.scheme_hash,
        "calculation_hash": row.calculation_hash,
        "run": run.id,
        "as_of": run.as_of,
        "computed_at": run.finished_at,
        "inputs_hash": run.inputs_hash,
        "results_hash": run.results_hash,
        "profile": score.profile,
        "status": score.status,
        "reasons": list(score.reasons),
        "gates": told.gates,
        "results": [as_data(told.told(key)) for key in told.scheme.results],
        "origins": {key: _origin(origin) for key, origin in sorted(told.origins.items()) if key not in told.hidden},
    }


def _origin(origin: Origin) -> dict[str, Any]:
    is_another = origin.today is not None and origin.today != origin.used
    return {
        "standing": origin.standing.value,
        **_entry(origin.used),
        "since": _entry(origin.today) if is_another else None,
    }


def _entry(found: Entry | None) -> dict[str, Any]:
    return {
        "entered_by": found.entered_by_name if found else None,
        "entered_at": found.entered_at if found else None,
        "source": found.source if found else None,
        "evidence": found.evidence if found else None,
        "answers": found.answers if found else None,
    }


def lack(each: Lack) -> dict[str, Any]:
    """One better result; the changes by key and code, and in words."""
    return {
        "key": each.key,
        "target": each.target,
        "title": each.title,
        "reach": each.reach.value,
        "note": each.note,
        "gates": list(each.gates),
        "ways": [
            {
                "text": way.text,
                "code": way.step.code,
                "number": _text(way.step.number),
                "changes": [
                    {"measure": change.measure, "now": _text(change.now), "to": _text(change.to)}
                    for change in way.step.changes
                ],
            }
            for way in each.ways
        ],
    }


def _text(value: Value) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
