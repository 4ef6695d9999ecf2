"""Names and values on their way into SQL: identifiers only from validated keys, every value bound."""

from collections.abc import Mapping
from decimal import Decimal

from shared_apps.scoring_templates.rules.fields import KEY, SOURCE
from shared_apps.scoring_templates.rules.statement import Fragment

OWN_PREFIX = "k_"
# Added to a numerator it gives the quotient 30 decimals, so that it is never rounded twice.
GUARD = "0." + "0" * 30


class Binder:
    """Collects bound values; the same value is bound once, so the text depends on the scheme alone."""

    def __init__(self) -> None:
        self.params: dict[str, object] = {}
        self._known: dict[tuple[str, str], str] = {}

    def number(self, value: Decimal) -> str:
        """A bound number."""
        return self._bind(str(value), value, "numeric")

    def text(self, value: str) -> str:
        """A bound code or word."""
        return self._bind(value, value, "text")

    def _bind(self, written: str, value: object, sql_type: str) -> str:
        known = self._known.get((sql_type, written))
        if known is None:
            name = f"{OWN_PREFIX}{len(self._known)}"
            self.params[name] = value
            known = self._known[(sql_type, written)] = f"%({name})s::{sql_type}"
        return known

    def adopt(self, fragment: Fragment) -> str:
        """The fragment's text, its parameters joined to ours."""
        for name, value in fragment.params.items():
            if name.startswith(OWN_PREFIX):
                raise ValueError(f"The parameter {name} of a fragment begins with {OWN_PREFIX}.")
            if name in self.params and self.params[name] is not value and self.params[name] != value:
                raise ValueError(f"Two fragments give the parameter {name} different values.")
            self.params[name] = value
        return fragment.sql


def column(prefix: str, key: str) -> str:
    """The quoted column of a key: `i` as given, `v` checked value, `r` refused?"""
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key.")
    return f'"{prefix}_{key}"'


def room(source: str) -> str:
    """The quoted alias of a source's provider."""
    if not SOURCE.fullmatch(source):
        raise ValueError(f"{source!r} is no source.")
    return f'"p_{source}"'


def any_of(conditions: list[str]) -> str:
    """True when one of them is; none of them is ever null."""
    return f"({' OR '.join(conditions)})" if conditions else "false"


def case(branches: list[tuple[str, str]], otherwise: str = "NULL") -> str:
    """A searched CASE."""
    if not branches:
        return otherwise
    lines = " ".join(f"WHEN {condition} THEN {value}" for condition, value in branches)
    return f"CASE {lines} ELSE {otherwise} END"


def missing_sources(needed: Mapping[str, object], providers: Mapping[str, Fragment]) -> None:
    """Refuse to compile when a source has no provider: a measure would silently be without evidence."""
    absent = sorted(set(needed) - set(providers))
    if absent:
        raise ValueError(f"No provider for {', '.join(absent)}.")
