"""How far an act on the fleet is, written down for the console while it runs. As owner, outside every transaction."""

import time
from dataclasses import dataclass, field

from django.utils import timezone

from tenants.regions.models import FleetAct


@dataclass
class Outcome:
    """What the act did."""

    migrated: list[str] = field(default_factory=list)
    skipped: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unlike_base: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether every region is at the head and isolated."""
        return not (self.failed or self.waiting or self.broken)


EVERY = 0.5  # seconds between two looks of the console at most


class Progress:
    """One row, brought up to date."""

    def __init__(self, *, head: str, total: int) -> None:
        now = timezone.now()
        self._row = FleetAct.objects.create(
            started_at=now, beat_at=now, head=head, total=total, phase=FleetAct.Phase.BASE
        )
        self._written = time.monotonic()

    def phase(self, phase: FleetAct.Phase, **facts: int) -> None:
        """What it does now."""
        self._write(phase=phase, **facts)

    def beat(self, migrated: int) -> None:
        """One more is done; written now and then."""
        if time.monotonic() - self._written >= EVERY:
            self._write(migrated=migrated)

    def end(self, outcome: Outcome) -> None:
        """What came of it."""
        self._write(
            phase=FleetAct.Phase.DONE,
            finished_at=timezone.now(),
            migrated=len(outcome.migrated),
            failed=outcome.failed,
            waiting=outcome.waiting,
            broken=outcome.broken,
        )

    def _write(self, **facts: object) -> None:
        self._written = time.monotonic()
        FleetAct.objects.filter(id=self._row.id).update(beat_at=timezone.now(), **facts)
