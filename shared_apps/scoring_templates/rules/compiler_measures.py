"""The innermost layers: reading the rooms, then checking every value at the door."""

from collections.abc import Mapping
from decimal import Decimal

from shared_apps.scoring_templates.rules import decimals, kinds, order
from shared_apps.scoring_templates.rules.compiler_binding import Binder, case, column, missing_sources, room
from shared_apps.scoring_templates.rules.sections import Measure
from shared_apps.scoring_templates.rules.statement import Fragment
from shared_apps.scoring_templates.rules.template import Template


def inputs_layer(scheme: Template, binder: Binder, subjects: Fragment, providers: Mapping[str, Fragment]) -> str:
    """`i_<measure>`: as the room gave it, rounded; one outer join per provider."""
    sources = order.measures_by_source(scheme)
    missing_sources(sources, providers)
    columns = ["s.subject_id", "s.employee_id", "s.profile"]
    joins = [f"FROM ({binder.adopt(subjects)}) AS s"]
    read: dict[str, str] = {}
    for source, keys in sources.items():
        # Sources served by one provider are read and joined once: each further pass over a long table costs as much.
        fragment = providers[source]
        alias = read.get(fragment.sql)
        if alias is None:
            alias = read[fragment.sql] = room(source)
            joins.append(f"LEFT JOIN ({binder.adopt(fragment)}) AS {alias} ON {alias}.subject_id = s.subject_id")
        columns.extend(f"{_given(scheme, key, alias)} AS {column('i', key)}" for key in keys)
    return "SELECT " + ", ".join(columns) + "\n" + "\n".join(joins) + "\nOFFSET 0"


def _given(scheme: Template, key: str, alias: str) -> str:
    # column() refuses anything that is no key before it is quoted here.
    column("i", key)
    if kinds.is_number(scheme, key):
        return f'round({alias}."{key}"::numeric, {kinds.decimals_of(scheme, key)})'
    return f'{alias}."{key}"::text'


def checked(scheme: Template, binder: Binder, key: str) -> list[str]:
    """`v_<measure>`: out of range or unknown is refused whatever the policy says, missing by policy.

    `r_<measure>` only where it may be absent: everywhere else a measure without a value was refused.
    """
    measure = scheme.measures[key]
    given = column("i", key)
    right = _right_value(scheme, binder, key)
    branches = [(right, given)]
    if measure.missing == "zero":
        nothing = binder.number(decimals.with_places(Decimal(0), kinds.decimals_of(scheme, key)))
        branches.append((f"{given} IS NULL", nothing))
    value = f"{case(branches)} AS {column('v', key)}"
    if measure.missing != "exclude_and_renormalise":
        return [value]
    return [value, f"coalesce(NOT {right}, false) AS {column('r', key)}"]


def _right_value(scheme: Template, binder: Binder, key: str) -> str:
    """The condition that the given value can be; null when nothing was given."""
    given = column("i", key)
    if not kinds.is_number(scheme, key):
        codes = ", ".join(binder.text(code) for code in kinds.codes_of(scheme, key) or ())
        return f"({given} IN ({codes}))"
    low, high = ends(scheme.measures[key])
    return f"({given} BETWEEN {binder.number(low)} AND {binder.number(high)})"


def ends(measure: Measure) -> tuple[Decimal, Decimal]:
    """The range of a numeric measure; without a maximum the limit of all numbers (which NaN exceeds too)."""
    low = -decimals.LARGEST if measure.min is None else measure.min
    return low, decimals.LARGEST if measure.max is None else measure.max
