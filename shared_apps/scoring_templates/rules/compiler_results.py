"""Ratings, matrices, gates, status, reasons and the arrays that are stored."""

from shared_apps.scoring_templates.rules import absence, cells, graph, kinds, order
from shared_apps.scoring_templates.rules.compiler_binding import any_of, case, column
from shared_apps.scoring_templates.rules.compiler_nodes import Expression, Frame
from shared_apps.scoring_templates.rules.nodes import Curve, NodeBase
from shared_apps.scoring_templates.rules.sections import Condition, Gate, Matrix, Rating


def rating(frame: Frame, key: str, entry: Rating) -> Expression:
    """Round, then compare, from the best level down."""
    source, refused = column("v", entry.input), frame.refused(entry.input)
    compared = source
    if entry.decimals is not None and entry.decimals < frame.places(entry.input):
        compared = f"round({source}, {entry.decimals})"
    codes = kinds.codes_of(frame.scheme, key) or ()
    branches = [(f"{source} IS NULL", "NULL")]
    for code in reversed(codes[1:]):
        cut = entry.cuts[code]
        if cut.value is None or cut.comparator is None:
            raise ValueError("A scheme may have no holes.")
        branches.append((f"{compared} {cut.comparator} {frame.binder.number(cut.value)}", frame.binder.text(code)))
    return Expression(case(branches, frame.binder.text(codes[0])), refused, refused)


def matrix(frame: Frame, entry: Matrix) -> Expression:
    """The code of the cell where both axes meet."""
    (first, row_source), (second, column_source) = sorted(entry.axes.items())
    rows: list[tuple[str, str]] = []
    for row in kinds.codes_of(frame.scheme, row_source) or ():
        found = [
            (
                f"{column('v', column_source)} = {frame.binder.text(code)}",
                frame.binder.text(entry.cells[cells.name({first: row, second: code})]),
            )
            for code in kinds.codes_of(frame.scheme, column_source) or ()
        ]
        rows.append((f"{column('v', row_source)} = {frame.binder.text(row)}", case(found)))
    refused = any_of([frame.refused(row_source), frame.refused(column_source)])
    return Expression(case(rows), refused, refused)


def gate(frame: Frame, entry: Gate) -> str:
    """Closed if any condition holds; else what the gate says of the unknown; else open."""
    met = [f"coalesce({_met(frame, condition)}, false)" for condition in entry.closes_when]
    unknown = [f"{column('v', condition.key)} IS NULL" for condition in entry.closes_when]
    text = frame.binder.text
    return case([(any_of(met), text("closed")), (any_of(unknown), text(entry.when_unknown))], text("open"))


def _met(frame: Frame, condition: Condition) -> str:
    source = column("v", condition.key)
    if condition.one_of is not None:
        return f"{source} IN ({', '.join(frame.binder.text(code) for code in condition.one_of)})"
    if condition.comparator is None or condition.value is None:
        raise ValueError("A condition says nothing.")
    return f"{source} {condition.comparator} {frame.binder.number(condition.value)}"


def status(frame: Frame) -> str:
    """From the results alone: refused, else absent, else complete."""
    results = frame.scheme.results
    text = frame.binder.text
    branches = [
        (any_of([frame.refused(key) for key in results]), text("needs_verification")),
        (any_of([f"{column('v', key)} IS NULL" for key in results if key in frame.absent]), text("incomplete")),
    ]
    return case(branches, text("complete"))


def reasons(frame: Frame, expressions: dict[str, Expression]) -> str:
    """Every `key:reason` of the whole tree, sorted: the slots stand in order already."""
    slots = {f"{key}:": _measure_reason(frame, key) for key in order.measure_keys(frame.scheme)}
    for key, node in sorted(frame.scheme.nodes.items()):
        own = _node_reason(frame, key, node, expressions[key])
        if own is not None:
            slots[f"{key}:"] = own
    found = [slots[name] for name in sorted(slots)]
    if any(getattr(node, "variants", {}) for node in frame.scheme.nodes.values()):
        known = ", ".join(frame.binder.text(profile) for profile in sorted(frame.scheme.profiles))
        unknown = case([(f'"profile" IN ({known})', "NULL")], frame.binder.text("profile:unknown"))
        place = sum(name < "profile:" for name in slots)
        found.insert(place, unknown)
    return f"array_remove(ARRAY[{', '.join(found)}]::text[], NULL)"


def _measure_reason(frame: Frame, key: str) -> str:
    word = "out_of_range" if kinds.is_number(frame.scheme, key) else "unknown_code"
    branches = [
        (f"{column('v', key)} IS NOT NULL", "NULL"),
        (f"{column('i', key)} IS NOT NULL", frame.binder.text(f"{key}:{word}")),
    ]
    if frame.scheme.measures[key].missing == "refuse":
        return case(branches, frame.binder.text(f"{key}:missing"))
    return case(branches)


def _node_reason(frame: Frame, key: str, node: NodeBase, expression: Expression) -> str | None:
    """The node's own reason: it is refused, and nothing below it was."""
    own = f"{frame.refused(key)} AND NOT ({expression.inherited})"
    few = frame.binder.text(f"{key}:too_few")
    too_few = getattr(node, "missing", "") == "refuse" and absence.too_few_possible(key, node, frame.absent)
    if isinstance(node, Curve) and node.outside == "refuse":
        outside = frame.binder.text(f"{key}:outside_curve")
        return case([(f"{own} AND {column('v', node.input)} IS NULL", few), (own, outside)])
    return case([(own, few)]) if too_few else None


def arrays(frame: Frame) -> list[str]:
    """The stored arrays; the meaning of each position is the key order of the scheme."""
    scheme = frame.scheme
    return [
        f"{_array('i', order.input_number_keys(scheme), 'numeric')} AS input_numbers",
        f"{_array('i', order.input_code_keys(scheme), 'text')} AS input_codes",
        f"{_array('v', order.number_keys(scheme), 'numeric')} AS numbers",
        f"{_array('v', order.value_code_keys(scheme), 'text')} AS codes",
        f"ARRAY[{', '.join(gate(frame, scheme.gates[key]) for key in order.gate_keys(scheme))}]::text[] AS gates",
    ]


def _array(prefix: str, keys: tuple[str, ...], sql_type: str) -> str:
    return f"ARRAY[{', '.join(column(prefix, key) for key in keys)}]::{sql_type}[]"


def entry_expression(frame: Frame, key: str) -> Expression | None:
    """The expression of a rating or matrix; None for a node."""
    entry = graph.entry_of(frame.scheme, key)
    if isinstance(entry, Rating):
        return rating(frame, key, entry)
    return matrix(frame, entry) if isinstance(entry, Matrix) else None
