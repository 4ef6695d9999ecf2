"""The grid of nine boxes: which box stands where is read from the scheme's own table, never computed."""

from dataclasses import dataclass

from shared_apps.scoring_templates.rules import cells, kinds
from shared_apps.scoring_templates.rules.document import Template
from tenant_apps.scoring.rules.typed import BOX, box_number

PERFORMANCE, POTENTIAL = "performance", "potential"


@dataclass(frozen=True, slots=True)
class Cell:
    """One box: its number, its code, and the levels that meet in it."""

    number: int
    code: str
    performance: str
    potential: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes as they are drawn: performance from the best level down, potential from the lowest up."""

    performance_key: str
    potential_key: str
    performance_levels: tuple[str, ...]
    potential_levels: tuple[str, ...]
    cells: tuple[Cell, ...]


def grid_of(scheme: Template) -> Grid | None:
    """The grid of a scheme whose results have a box of performance and potential; None for any other scheme."""
    matrix = scheme.matrices.get(BOX)
    if matrix is None or BOX not in scheme.results or set(matrix.axes) != {PERFORMANCE, POTENTIAL}:
        return None
    performance, potential = matrix.axes[PERFORMANCE], matrix.axes[POTENTIAL]
    rows = tuple(reversed(kinds.codes_of(scheme, performance) or ()))
    columns = kinds.codes_of(scheme, potential) or ()
    found = []
    for row in rows:
        for column in columns:
            code = matrix.cells[cells.name({PERFORMANCE: row, POTENTIAL: column})]
            number = box_number(code)
            if number is None:
                return None
            found.append(Cell(number, code, row, column))
    return Grid(performance, potential, rows, columns, tuple(found))
