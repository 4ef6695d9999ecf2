"""What every page of a part gives: its tables, and the edits that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared_apps.scoring_templates.authoring.grid import Maker, Table, edits_of
from shared_apps.scoring_templates.rules.edits import Edit


@dataclass(frozen=True, slots=True)
class PartPage:
    """A part with its name, what it is for, its tables, and edits that no cell knows (rows that are new)."""

    title: str
    about: str
    tables: Sequence[Table]
    more: Sequence[Edit] = field(default_factory=tuple)

    def edits(self, maker: Maker) -> list[Edit]:
        """Everything that was changed."""
        return [*edits_of(maker, self.tables), *self.more]
