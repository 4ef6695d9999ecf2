"""The fleet as the host sees it: which version each region has by its row, and the acts that brought them there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import FleetAct, ProofReport, Region

_SILENT = timedelta(minutes=2)  # an act that says nothing for so long was killed
_ACTS = 10


@dataclass(frozen=True)
class Overview:
    """All regions by version, the act that runs or ran last, and the last whole proof."""

    head: str
    regions: Sequence[Region]
    acts: Sequence[FleetAct]
    proof: ProofReport | None
    at: datetime

    @cached_property
    def behind(self) -> Sequence[Region]:
        """Regions whose tables are not those of this code; they answer 503."""
        return [one for one in self.regions if one.version != self.head and one.state != Region.State.PREPARING]

    @cached_property
    def current(self) -> int:
        """Regions at the head."""
        return sum(one.version == self.head for one in self.regions)

    @cached_property
    def versions(self) -> Sequence[tuple[str, int]]:
        """How many regions have which version, the most first."""
        return Counter(one.version for one in self.regions if one.version).most_common()

    @property
    def act(self) -> FleetAct | None:
        """The act that runs, or the last one."""
        return self.acts[0] if self.acts else None

    @property
    def is_moving(self) -> bool:
        """Whether an act runs that has given a sign of life."""
        return self.act is not None and self.act.finished_at is None and not self.is_silent

    @property
    def is_silent(self) -> bool:
        """Whether the last act was killed: it neither ended nor says anything."""
        return self.act is not None and self.act.finished_at is None and self.act.beat_at < self.at - _SILENT

    @property
    def is_stopped(self) -> bool:
        """Whether the last act ended before the last region."""
        return self.act is not None and bool(self.act.failed or self.act.broken)

    @property
    def failures(self) -> Sequence[tuple[str, str]]:
        """What went wrong in the last act: the region's name, and what was said."""
        names: Mapping[str, str] = {one.schema_name: one.name for one in self.regions}
        return [(names.get(schema, schema), said) for schema, said in self.act.failed.items()] if self.act else []


def fleet_overview(viewer: Viewer, *, day: date, at: datetime) -> Overview:
    """Rows of `public` alone: the host reads no region's schema."""
    check(viewer, Action.PROVISION, day)
    head = code_version()
    found = list(Region.objects.exclude(schema_name=get_public_schema_name()).order_by("name"))
    return Overview(
        head=head,
        regions=sorted(found, key=lambda one: one.version == head),
        acts=list(FleetAct.objects.order_by("-started_at")[:_ACTS]),
        proof=ProofReport.objects.filter(region="").order_by("-at").first(),
        at=at,
    )
