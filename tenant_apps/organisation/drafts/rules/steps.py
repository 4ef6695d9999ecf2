"""What the steps of a draft make of a chart, and which of them may be taken back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tenant_apps.organisation.rules.changes import Change, Refusal, carried
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.endings import Closing, Handover, Link, Merge, Replacement, Split

Versions = list[tuple[date, Chart]]


@dataclass(frozen=True)
class Step:
    """A change of a draft in its order; `place` and `touched` are revisions of the draft."""

    key: uuid.UUID
    change: Change
    place: int = 0
    touched: int = 0
    is_undone: bool = False


@dataclass(frozen=True)
class Drafted:
    """The chart a draft makes, what becomes of units, and which steps the chart no longer allows."""

    chart: Chart
    before: Mapping[uuid.UUID, Chart] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    refused: Mapping[uuid.UUID, Refusal] = field(default_factory=dict)


def drafted(base: Chart, steps: Iterable[Step]) -> Drafted:
    """The steps that count, in their order, on a base; one that is not possible is left out and named.

    `before` holds for each step the chart it was applied to, from which it is told in words.
    """
    chart, links = base, list[Link]()
    before: dict[uuid.UUID, Chart] = {}
    refused: dict[uuid.UUID, Refusal] = {}
    for step in steps:
        before[step.key] = chart
        if step.is_undone:
            continue
        after = step.change.applied(chart)
        if isinstance(after, Refusal):
            refused[step.key] = after
            continue
        chart = after
        links += links_of(step.change)
    return Drafted(chart, before, tuple(links), refused)


def links_of(change: Change) -> tuple[Link, ...]:
    """What a change makes of units."""
    return change.links if isinstance(change, (Merge, Split, Closing, Handover)) else ()


def carried_all(
    versions: Versions, changes: Sequence[Change]
) -> tuple[Versions, None] | tuple[None, tuple[date, Refusal]]:
    """All versions after the changes, each carried as far as it reaches; or where and why one fails.

    A draft with a whole new chart reaches no later version: those are complete in themselves.
    A step that needs one which has not reached a later version does not reach it either, or is refused there.
    """
    is_whole = any(isinstance(change, Replacement) for change in changes)
    reached, rest = (versions[:1], versions[1:]) if is_whole else (versions, [])
    for change in changes:
        after, failed = carried(reached, change)
        if failed is not None:
            return None, failed
        reached = [*(after or ()), *reached[len(after or ()) :]]
    return [*reached, *rest], None


def may_undo(steps: Sequence[Step]) -> Step | None:
    """The last step that counts."""
    return max((step for step in steps if not step.is_undone), key=lambda step: step.place, default=None)


def may_redo(steps: Sequence[Step]) -> Step | None:
    """The step undone last, as long as nothing new was done after it."""
    newest = max((step.place for step in steps), default=0)
    undone = [step for step in steps if step.is_undone and step.touched > newest]
    return max(undone, key=lambda step: step.touched, default=None)
