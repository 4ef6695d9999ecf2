"""One person's values in one scheme: every number and code by its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shared_apps.scoring_templates.rules.document import Template

NEEDS_VERIFICATION = "needs_verification"


@dataclass(frozen=True)
class Values:
    """What the stored row of one person says, with the scheme that gives the positions their meaning."""

    scheme: Template
    status: str
    profile: str | None = None
    reasons: tuple[str, ...] = ()
    numbers: Mapping[str, Decimal | None] = field(default_factory=dict)
    codes: Mapping[str, str | None] = field(default_factory=dict)
    gates: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def number(self, key: str) -> Decimal | None:
        """The number of a key, or None where there is none."""
        return self.numbers.get(key)

    def code(self, key: str) -> str | None:
        """The code of a key, or None where there is none."""
        return self.codes.get(key)

    def known(self, key: str) -> bool:
        """Whether the key has a value."""
        return self.numbers.get(key) is not None or self.codes.get(key) is not None
