"""A region's first weeks: what has to be there before the first score, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """What a personnel agency sets up, in the order in which one needs the other."""

    STRUCTURE = "structure"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    ROLES = "roles"
    SCHEMES = "schemes"
    RESULTS = "results"


class Standing(StrEnum):
    """Where a stage stands."""

    DONE = "done"
    READY = "ready"  # can be done now
    WAITS = "waits"  # for another stage


@dataclass(frozen=True)
class Facts:
    """What the region has."""

    units: int = 0
    people: int = 0
    reached: int = 0  # people with an account, or with an invitation or a letter that is open
    administrators: int = 0
    roles_missing: tuple[str, ...] = ()
    schemes: int = 0  # in use in a period that is open
    runs: int = 0
    period: str = ""  # code of the newest period


NEEDS: Mapping[Stage, Stage] = {
    Stage.PEOPLE: Stage.STRUCTURE,
    Stage.ACCOUNTS: Stage.PEOPLE,
    Stage.SCHEMES: Stage.PEOPLE,
    Stage.RESULTS: Stage.SCHEMES,
}


@dataclass(frozen=True)
class Beginning:
    """Every stage with where it stands."""

    facts: Facts
    standings: Mapping[Stage, Standing] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(standing is Standing.DONE for standing in self.standings.values())

    @property
    def following(self) -> Stage | None:
        """What to do next; nothing where all is done."""
        return next((stage for stage, standing in self.standings.items() if standing is Standing.READY), None)


def beginning(facts: Facts) -> Beginning:
    """Where every stage stands. One administrator is none: whoever falls ill takes the key along."""
    done = {
        Stage.STRUCTURE: facts.units > 1,  # a root alone is no structure
        Stage.PEOPLE: facts.people > 0,
        Stage.ACCOUNTS: facts.reached > 0,
        Stage.ROLES: facts.administrators > 1 and not facts.roles_missing,
        Stage.SCHEMES: facts.schemes > 0,
        Stage.RESULTS: facts.runs > 0,
    }
    standings = {}
    for stage in Stage:
        need = NEEDS.get(stage)
        waits = need is not None and not done[need]
        standings[stage] = Standing.DONE if done[stage] else Standing.WAITS if waits else Standing.READY
    return Beginning(facts, standings)
