"""What changed since the previous period, in points of the axis."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tenant_apps.workspace.rules.shape import Axis
from tenant_apps.workspace.rules.values import Values
from tenant_apps.workspace.rules.weighing import Share, rounded, shares


@dataclass(frozen=True)
class Change:
    """One input that brings more or less than before; its weight may have changed as well as its value."""

    key: str
    points: Decimal
    before: Decimal
    now: Decimal
    weight_before: Decimal
    weight_now: Decimal

    @property
    def is_weight_only(self) -> bool:
        """Whether the person did nothing differently: the rule weighs it differently."""
        return self.before == self.now


@dataclass(frozen=True)
class AxisChange:
    """An axis now and then, and what explains the difference."""

    key: str
    before: Decimal | None
    now: Decimal | None
    changes: tuple[Change, ...] = ()

    @property
    def points(self) -> Decimal | None:
        """The difference; None while one of the two has no value."""
        return None if self.before is None or self.now is None else self.now - self.before


def axis_change(axis: Axis, now: Values, before: Values | None) -> AxisChange:
    """An axis compared with the previous period's, its inputs by the size of their effect."""
    if before is None:
        return AxisChange(axis.key, None, now.number(axis.key))
    then = {share.key: share for share in shares(before, axis.key)}
    found = [_change(share, then[share.key]) for share in shares(now, axis.key) if share.key in then]
    moved = [change for change in found if change is not None and change.points]
    ordered = sorted(moved, key=lambda change: (change.points < 0, -abs(change.points), change.key))
    return AxisChange(axis.key, before.number(axis.key), now.number(axis.key), tuple(ordered))


def _change(now: Share, then: Share) -> Change | None:
    if now.value is None or then.value is None:
        return None
    return Change(
        key=now.key,
        points=rounded(Fraction(now.points or 0) - Fraction(then.points or 0), 2),
        before=then.value,
        now=now.value,
        weight_before=then.weight,
        weight_now=now.weight,
    )
