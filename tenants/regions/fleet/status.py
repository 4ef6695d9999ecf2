"""Where every region stands, in two statements over all schemas. Runs inside as_owner()."""

from collections import Counter
from dataclasses import dataclass

from django_tenants.utils import get_public_schema_name

from tenants.regions.fleet.versions import Name, applied_in, code_version, on_disk, version_of
from tenants.regions.models import Region


@dataclass(frozen=True)
class Standing:
    """One region: what its schema has, and what its row says it has."""

    schema_name: str
    state: str
    recorded: str
    version: str
    applied: frozenset[Name]

    @property
    def missing(self) -> frozenset[Name]:
        """Migrations of this code it does not have."""
        return on_disk() - self.applied

    @property
    def is_ahead(self) -> bool:
        """Whether it has a migration of its applications that this code does not know."""
        return self.version != code_version() and self.version != version_of(self.applied & on_disk())

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do, its row included."""
        return not self.missing and self.recorded == self.version


def fleet() -> list[Standing]:
    """Every region that has tables; one that is being provisioned counts once its tables are complete."""
    regions = Region.objects.exclude(schema_name=get_public_schema_name())
    rows = list(regions.order_by("schema_name").values_list("schema_name", "state", "version"))
    known = [row for row in rows if row[1] != Region.State.PREPARING or row[2]]
    applied = applied_in(name for name, _, _ in known)
    versions = {history: version_of(history) for history in set(applied.values())}
    return [
        Standing(name, state, recorded, versions[applied[name]], applied[name])
        for name, state, recorded in known
        if name in applied
    ]


def counts(standings: list[Standing]) -> dict[str, int]:
    """How many regions have which version."""
    return dict(Counter(one.version for one in standings))
