"""Cells of a matrix: each names both axes, so that the axes cannot be exchanged (`result=good behaviour=poor`)."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError


def name(axes: Mapping[str, str]) -> str:
    """The stored form: axes in alphabetical order."""
    return " ".join(f"{axis}={axes[axis]}" for axis in sorted(axes))


def read(cell: str) -> dict[str, str] | None:
    """The code of every axis in a cell's name, or None when it cannot be read."""
    found: dict[str, str] = {}
    for part in cell.split():
        axis, equals, code = part.partition("=")
        if not equals or axis in found:
            return None
        found[axis] = code
    return found or None


def in_order(cells: Any) -> Any:
    """The cells with their axes in alphabetical order; the same cell written twice is refused."""
    if not isinstance(cells, Mapping):
        return cells
    ordered: dict[Any, Any] = {}
    for cell, code in cells.items():
        axes = read(cell) if isinstance(cell, str) else None
        key = name(axes) if axes else cell
        if key in ordered:
            raise PydanticCustomError("duplicate_key", "the cell {cell} stands twice", {"cell": key})
        ordered[key] = code
    return ordered
