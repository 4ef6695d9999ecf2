"""The order of keys: what each position of the stored arrays means. Saved with the scheme."""

from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.template import Template

SCHEME_SOURCE = "scheme_"


def measure_keys(scheme: Template) -> tuple[str, ...]:
    """Measures by key."""
    return tuple(sorted(scheme.measures))


def value_keys(scheme: Template) -> tuple[str, ...]:
    """Nodes, ratings and matrices, every one after its inputs: by level, ties by key."""
    level = graph.levels(scheme)
    return tuple(sorted((key for key, _ in graph.value_entries(scheme)), key=lambda key: (level[key], key)))


def numeric_keys(scheme: Template, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the keys that hold numbers, in the same order."""
    return tuple(key for key in keys if kinds.is_number(scheme, key))


def code_keys(scheme: Template, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the keys that hold codes, in the same order."""
    return tuple(key for key in keys if not kinds.is_number(scheme, key))


def input_number_keys(scheme: Template) -> tuple[str, ...]:
    """The positions of `input_numbers`."""
    return numeric_keys(scheme, measure_keys(scheme))


def input_code_keys(scheme: Template) -> tuple[str, ...]:
    """The positions of `input_codes`."""
    return code_keys(scheme, measure_keys(scheme))


def number_keys(scheme: Template) -> tuple[str, ...]:
    """The positions of `numbers`."""
    return numeric_keys(scheme, value_keys(scheme))


def value_code_keys(scheme: Template) -> tuple[str, ...]:
    """The positions of `codes`."""
    return code_keys(scheme, value_keys(scheme))


def gate_keys(scheme: Template) -> tuple[str, ...]:
    """The positions of `gates`."""
    return tuple(sorted(scheme.gates))


def measures_by_source(scheme: Template) -> dict[str, tuple[str, ...]]:
    """Which measures each source must provide: one wide provider per source."""
    found: dict[str, list[str]] = {}
    for key in measure_keys(scheme):
        found.setdefault(scheme.measures[key].source, []).append(key)
    return {source: tuple(keys) for source, keys in sorted(found.items())}


def required_schemes(scheme: Template) -> dict[str, tuple[str, ...]]:
    """Template keys of other schemes whose results are measures here, with the keys of those results."""
    return {
        source.removeprefix(SCHEME_SOURCE): keys
        for source, keys in measures_by_source(scheme).items()
        if source.startswith(SCHEME_SOURCE)
    }
