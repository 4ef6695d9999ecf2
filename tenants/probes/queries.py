"""The probe as the host sees it: which region, which verdict, how often; never what anybody's pages hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from tenants.probes.models import Night, Search
from tenants.probes.rules import Verdict

LATE = timedelta(hours=48)


@dataclass(frozen=True)
class Row:
    """One government in one night."""

    search: Search

    @property
    def tried(self) -> int:
        """How often it was asked for something of others."""
        return sum(counts["tried"] for counts in self.search.tried.values())

    @property
    def own(self) -> int:
        """How often its own canary was found where it must be."""
        return sum(counts["own"] for counts in self.search.tried.values())

    @property
    def seconds(self) -> Decimal:
        """How long it took."""
        return Decimal(self.search.milliseconds) / 1000

    @property
    def is_host(self) -> bool:
        """The host is searched, but has no canary of its own."""
        return not self.search.ids


@dataclass(frozen=True)
class Standing:
    """The last night that was concluded, and what it found."""

    night: Night
    crossed: Sequence[str]
    unproved: Sequence[str]
    apart: int

    @property
    def tone(self) -> str:
        """How it is shown."""
        return "bad" if self.crossed else "warn" if self.unproved else "ok"


@dataclass(frozen=True)
class Shown:
    """What the host's page shows."""

    standing: Standing | None
    rows: Sequence[Row]
    running: Night | None
    searched: int
    planned: int


def shown(viewer: Viewer, day: date) -> Shown:
    """The last night, region by region, those that need somebody first; and the night that runs, if one does."""
    check(viewer, Action.PROVISION, day)
    found = standing()
    worst = {str(Verdict.CROSSED): 0, str(Verdict.UNPROVED): 1}
    searches = found.night.searches.order_by("name") if found else []
    rows = sorted((Row(each) for each in searches), key=lambda row: worst.get(row.search.verdict, 2))
    running = Night.objects.filter(concluded_at=None).order_by("-begun_at").first()
    states = Counter(running.searches.values_list("state", flat=True)) if running else Counter()
    return Shown(found, rows, running, states[Search.State.DONE] + states[Search.State.FAILED], sum(states.values()))


def standing() -> Standing | None:
    """Where isolation stands; for the console and the doctor."""
    night = Night.objects.exclude(concluded_at=None).order_by("-concluded_at").first()
    if night is None:
        return None
    names: dict[str, list[str]] = {str(each): [] for each in Verdict}
    for name, verdict in night.searches.order_by("name").values_list("name", "verdict"):
        names[verdict or str(Verdict.UNPROVED)].append(name)
    return Standing(night, names[Verdict.CROSSED], names[Verdict.UNPROVED], len(names[Verdict.APART]))


def in_words(at: datetime) -> tuple[str, list[str]]:
    """A line for the doctor, and what somebody must do something about."""
    found = standing()
    if found is None:
        return "Probe: no night has ended yet.", []
    night = found.night
    told = f"Probe: {night.begun_at:%Y-%m-%d %H:%M} UTC; {found.apart} government(s) proved apart, "
    told += f"{len(found.unproved)} unproved, {len(found.crossed)} crossed, {len(night.skipped)} skipped."
    ills = [f"the probe found a canary that concerns {name}" for name in found.crossed]
    ills += [f"the probe proved nothing for {name}" for name in found.unproved]
    if night.concluded_at is not None and night.concluded_at < at - LATE:
        ills.append(f"the last probe ended {night.concluded_at:%Y-%m-%d %H:%M} UTC")
    return told, ills
