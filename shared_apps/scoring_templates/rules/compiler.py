"""From a scheme to one set-based SQL statement: nested subqueries, read from the inside out."""

from collections.abc import Mapping

from shared_apps.scoring_templates.rules import absence, compiler_results, compiler_steps, graph, order
from shared_apps.scoring_templates.rules.compiler_binding import Binder, column
from shared_apps.scoring_templates.rules.compiler_measures import checked, inputs_layer
from shared_apps.scoring_templates.rules.compiler_nodes import Expression, Frame, combining
from shared_apps.scoring_templates.rules.nodes import Adjust, Clamp, Combination, Curve, Rubric, Sum, WeightedMean
from shared_apps.scoring_templates.rules.statement import Fragment, Statement
from shared_apps.scoring_templates.rules.template import Template

__all__ = ["Fragment", "Statement", "compile_scheme"]


def compile_scheme(scheme: Template, *, subjects: Fragment, providers: Mapping[str, Fragment]) -> Statement:
    """One SELECT that reads every room's measures and gives one row per subject with all values.

    The scheme must have passed `checks.check(scheme, as_scheme=True)`; a hole raises ValueError.
    """
    binder = Binder()
    frame = Frame(scheme, binder, absence.absent_keys(scheme))
    sql = inputs_layer(scheme, binder, subjects, providers)
    entries = [line for key in order.measure_keys(scheme) for line in checked(scheme, binder, key)]
    sql = _layer(sql, "inputs", entries)
    expressions: dict[str, Expression] = {}
    level = graph.levels(scheme)
    keys = order.value_keys(scheme)
    for height in range(1, max((level[key] for key in keys), default=0) + 1):
        here = [key for key in keys if level[key] == height]
        expressions.update({key: _expression(frame, key) for key in here})
        added = [line for key in here for line in _columns(frame, key, expressions[key])]
        sql = _layer(sql, f"level_{height - 1}", added)
    last = [
        "subject_id",
        "employee_id",
        "profile",
        f"{compiler_results.status(frame)} AS status",
        f"{compiler_results.reasons(frame, expressions)} AS reasons",
        *compiler_results.arrays(frame),
    ]
    return Statement(f"SELECT {', '.join(last)}\nFROM (\n{sql}\n) AS tree", dict(binder.params))


def _layer(inner: str, name: str, columns: list[str]) -> str:
    # Without OFFSET 0 PostgreSQL flattens the levels and copies each expression into all its users.
    added = ",\n  ".join([f"{name}.*", *columns])
    return f"SELECT {added}\nFROM (\n{inner}\n) AS {name}\nOFFSET 0"


def _columns(frame: Frame, key: str, expression: Expression) -> list[str]:
    value = f"{expression.value} AS {column('v', key)}"
    return [value, f"{expression.refused} AS {column('r', key)}"] if key in frame.absent else [value]


def _expression(frame: Frame, key: str) -> Expression:
    result = compiler_results.entry_expression(frame, key)
    if result is not None:
        return result
    node = frame.scheme.nodes[key]
    if isinstance(node, WeightedMean | Sum | Combination):
        return combining(frame, key, node)
    if isinstance(node, Rubric):
        return compiler_steps.rubric(frame, key, node)
    if isinstance(node, Curve):
        return compiler_steps.curve(frame, key, node)
    if isinstance(node, Clamp):
        return compiler_steps.clamp(frame, key, node)
    if isinstance(node, Adjust):
        return compiler_steps.adjust(frame, key, node)
    raise ValueError(f"{key} is no known kind of node.")
