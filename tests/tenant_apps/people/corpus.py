"""Files that people upload by mistake and attackers on purpose: kept in `hostile/`, told one a row in `hostile.csv`.

`refused` are no sheet or one nobody should open, with the whole message; `cell` have a bad cell, with its row, its
column and what is said about it; `taken` only look odd, with the name that is kept of the one person in them; `text`
are taken too, with a formula in every text column, which stays text. The two of megabytes (1,048,577 rows, 21 MB) are
kept gzipped. To add one: the file, and its row.
"""

import csv
import gzip
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from shared_apps.errors import InvalidError
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table

FOLDER = Path(__file__).with_name("hostile")
NUMBER = "190001012015011001"  # of the one good person


@dataclass(frozen=True)
class Kept:
    """A file and what is to be said of it; row and column are empty where there is none."""

    file: str
    what_is_wrong: str
    outcome: str
    row: str
    column: str
    column_name: str
    message: str

    @property
    def name(self) -> str:
        """As it was uploaded."""
        return self.file.removesuffix(".gz")

    @property
    def content(self) -> bytes:
        """As it was uploaded."""
        content = (FOLDER / self.file).read_bytes()
        return gzip.decompress(content) if self.file.endswith(".gz") else content


def table() -> list[Kept]:
    """Every file of the table."""
    with Path(__file__).with_name("hostile.csv").open(newline="", encoding="utf-8") as lines:
        return [Kept(**row) for row in csv.DictReader(lines)]


def readings(outcome: str) -> Mapping[Kept, Table | InvalidError]:
    """What the guarded reader makes of the files with an outcome, a few at a time as workers do."""
    kept = [each for each in table() if each.outcome == outcome]
    with ThreadPoolExecutor(3) as pool:
        return dict(zip(kept, pool.map(_reading, kept), strict=True))


def _reading(kept: Kept) -> Table | InvalidError:
    try:
        return reader.read(kept.content, name=kept.name)
    except InvalidError as error:
        return error
