"""Under which unit a unit stands: as the sheet says, as its code or name says, as today, or as is usual."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tenant_apps.organisation.files.rules.kinds import Certainty, Guess
from tenant_apps.organisation.files.rules.topics import GENERAL, OF_AGENCIES, OF_ASSISTANTS
from tenant_apps.organisation.files.rules.twins import key_of

_LEAST_NAMED = 8  # letters of an agency's name that the name of a unit under it ends with
ROOT = 0  # the row number of the government itself where no row is it

TOP = frozenset(
    {"secretariat", "council_secretariat", "inspectorate", "department", "board", "police_unit", "district",
     "liaison_office"}
)  # fmt: skip
_AGENCIES = TOP | {"hospital"}
_HOLD_SUBSECTIONS = _AGENCIES | {
    "division", "office_secretariat", "section", "subdistrict", "service_unit", "health_centre", "branch_office",
    "inspector_area", "bureau",
}  # fmt: skip
_BELOW_AN_AGENCY = frozenset({"service_unit", "school", "health_centre", "hospital", "branch_office"})


@dataclass(frozen=True)
class Placed:
    """A row that is taken, with what is decided about it so far."""

    row: int
    name: str
    kind: str
    code: str = ""
    abbreviation: str = ""
    parent_text: str = ""
    parent_today: int | None = None  # the row of the unit it stands under now
    stays: bool = False  # under that one, unless the sheet names another


@dataclass
class _Sheet:
    units: Sequence[Placed]
    root: int

    def __post_init__(self) -> None:
        self.by_code = {unit.code.casefold(): unit.row for unit in reversed(self.units) if unit.code}
        self.by_key: dict[str, list[int]] = {}
        for unit in self.units:
            self.by_key.setdefault(key_of(unit.name), []).append(unit.row)
        self.by_short: dict[str, list[int]] = {}
        for unit in self.units:
            if unit.abbreviation:
                self.by_short.setdefault(key_of(unit.abbreviation), []).append(unit.row)
        self.named: dict[str, list[int]] = {}
        self.by_kind: dict[str, list[Placed]] = {}
        self.places: dict[str, list[int]] = {}
        self.kinds = {str(unit.row): unit.kind for unit in self.units}
        for place, unit in enumerate(self.units):
            self.by_kind.setdefault(unit.kind, []).append(unit)
            self.places.setdefault(unit.kind, []).append(place)
            if unit.kind in _AGENCIES or unit.kind == "subdistrict":
                self.named.setdefault(key_of(unit.name), []).append(unit.row)
        self.is_mixed = _follow_their_districts(unit for unit in self.units if unit.row >= ROOT)

    def of_kind(self, *kinds: str) -> list[Placed]:
        return [unit for kind in kinds for unit in self.by_kind.get(kind, ())]

    def before(self, place: int, kinds: Iterable[str]) -> Placed | None:
        """The nearest row above of one of these kinds."""
        found = [at[index - 1] for at in map(self._places, kinds) if (index := bisect_left(at, place))]
        return self.units[max(found)] if found else None

    def _places(self, kind: str) -> list[int]:
        return self.places.get(kind, [])


def guess_parents(units: Sequence[Placed], root: int) -> Mapping[int, Guess]:
    """For each row the row of its parent as text, '' where nothing fits; `root` is the government's row."""
    sheet = _Sheet(units, root)
    return {
        unit.row: _guess(sheet, unit, place) if unit.row != root else Guess("", Certainty.SURE, "parent_none")
        for place, unit in enumerate(units)
    }


def _guess(sheet: _Sheet, unit: Placed, place: int) -> Guess:
    written = _written(sheet, unit) if unit.parent_text else None
    if written is not None:
        return written
    found = _told(sheet, unit) or _usual(sheet, unit, place)
    if unit.parent_text and found.certainty is Certainty.SURE:
        return replace(found, certainty=Certainty.LIKELY)  # the sheet meant something else that is not there
    return found


def _written(sheet: _Sheet, unit: Placed) -> Guess | None:
    text = unit.parent_text
    by_code = sheet.by_code.get(text.casefold())
    if by_code is not None and by_code != unit.row:
        return Guess(str(by_code), Certainty.SURE, "parent_written")
    for known in (sheet.by_key, sheet.by_short):
        rows = [row for row in known.get(key_of(text), ()) if row != unit.row]
        if rows:
            certainty = Certainty.SURE if len(rows) == 1 else Certainty.LIKELY
            return Guess(str(rows[0]), certainty, "parent_written" if len(rows) == 1 else "parent_ambiguous")
    return None


def _told(sheet: _Sheet, unit: Placed) -> Guess | None:
    """By its code, by the agency it names, or by where it stands today."""
    if unit.stays and unit.parent_today is not None:
        return Guess(str(unit.parent_today), Certainty.SURE, "parent_today")
    parts = re.split(r"([.\-/_])", unit.code.casefold())
    for length in range(len(parts) - 2, 0, -2):
        row = sheet.by_code.get("".join(parts[:length]))
        if row is not None and row != unit.row:
            return Guess(str(row), Certainty.SURE, "parent_by_code")
    if unit.kind not in TOP:
        named = _named(sheet, unit)
        if named:
            return named
    if unit.parent_today is not None and unit.parent_today != unit.row:
        return Guess(str(unit.parent_today), Certainty.SURE, "parent_today")
    return None


def _named(sheet: _Sheet, unit: Placed) -> Guess | None:
    """The agency whose name ends the unit's own: 'Sekretariat Dinas Kesehatan'. Of several the nearest above."""
    key = key_of(unit.name)
    ends = (sheet.named.get(key[start:]) for start in range(1, len(key) - _LEAST_NAMED + 1))
    longest = [row for row in next((rows for rows in ends if rows), ()) if row != unit.row]
    if not longest:
        return None
    row = max([each for each in longest if each < unit.row], default=longest[0])
    return Guess(str(row), Certainty.SURE if len(longest) == 1 else Certainty.LIKELY, "parent_named")


def _usual(sheet: _Sheet, unit: Placed, place: int) -> Guess:
    kind = unit.kind
    if kind in TOP:
        return Guess(str(sheet.root), Certainty.SURE, "parent_top")
    if kind == "assistant":
        return _one_of(sheet.of_kind("secretariat")) or Guess(str(sheet.root), Certainty.LIKELY, "parent_usual")
    if kind == "inspector_area":
        return _one_of(sheet.of_kind("inspectorate")) or _nothing()
    if kind in ("bureau", "section"):
        return _of_secretariat(sheet, unit, place)
    if kind == "subdistrict":
        return _of_district(sheet, place)
    if kind in _BELOW_AN_AGENCY:
        return _by_topic(sheet, unit) or _before(sheet, place, TOP) or _nothing()
    if kind in ("division", "office_secretariat"):
        holders = _AGENCIES | {"subdistrict"} if kind == "office_secretariat" else _AGENCIES
        return _before(sheet, place, holders) or _nothing()
    if kind == "subsection":
        return _before(sheet, place, _HOLD_SUBSECTIONS) or _nothing()
    return _nothing()


def _of_secretariat(sheet: _Sheet, unit: Placed, place: int) -> Guess:
    """A bureau or section: of the council's secretariat or hospital it follows, else of an assistant or the Setda."""
    plain = unit.name.casefold()
    if re.search(r"\bdprd\b|setwan|persidangan|fasilitasi penganggaran", plain):
        council = _one_of(sheet.of_kind("council_secretariat"))
        if council:
            return replace(council, certainty=Certainty.LIKELY)
    topic = next((word for pattern, word in OF_ASSISTANTS if re.search(pattern, plain)), "")
    near = _before(sheet, place, _AGENCIES | {"assistant"})
    is_general = topic in ("", GENERAL) and not plain.endswith("setda")
    if near and is_general and _kind_at(sheet, near.value) in ("council_secretariat", "hospital"):
        return near
    fits = [each for each in sheet.of_kind("assistant") if topic and topic in each.name.casefold()]
    if fits:
        return Guess(str(fits[0].row), Certainty.LIKELY, "parent_topic")
    if near and _kind_at(sheet, near.value) == "assistant":
        return near
    whole = _one_of(sheet.of_kind("secretariat"))
    if whole:
        return replace(whole, certainty=Certainty.LIKELY)
    return Guess(str(sheet.root), Certainty.LIKELY, "parent_no_secretariat")


def _of_district(sheet: _Sheet, place: int) -> Guess:
    """A Kelurahan belongs to the Kecamatan it follows, unless all Kecamatan are listed before the first Kelurahan."""
    districts = sheet.of_kind("district")
    if len(districts) == 1:
        return Guess(str(districts[0].row), Certainty.SURE, "parent_only")
    return (_before(sheet, place, frozenset({"district"})) if sheet.is_mixed else None) or _nothing("parent_district")


def _follow_their_districts(units: Iterable[Placed]) -> bool:
    order = [unit.kind for unit in units if unit.kind in ("district", "subdistrict")]
    last = max((place for place, kind in enumerate(order) if kind == "district"), default=0)
    return order[:1] == ["district"] and "subdistrict" in order[:last]


def _by_topic(sheet: _Sheet, unit: Placed) -> Guess | None:
    plain = unit.name.casefold()
    agencies = sheet.of_kind("department", "board")
    if unit.kind in ("hospital", "health_centre", "school"):
        plain = {"school": "sekolah"}.get(unit.kind, "kesehatan")
    for pattern, word in OF_AGENCIES:
        if re.search(pattern, plain):
            fits = [agency for agency in agencies if word in agency.name.casefold()]
            if fits:
                return Guess(str(fits[0].row), Certainty.LIKELY, "parent_topic")
    return None


def _before(sheet: _Sheet, place: int, kinds: frozenset[str]) -> Guess | None:
    """The nearest row above of one of these kinds."""
    near = sheet.before(place, kinds)
    return Guess(str(near.row), Certainty.LIKELY, "parent_order") if near else None


def _kind_at(sheet: _Sheet, row: str) -> str:
    return sheet.kinds.get(row, "")


def _one_of(units: Sequence[Placed]) -> Guess | None:
    if not units:
        return None
    return Guess(str(units[0].row), Certainty.SURE if len(units) == 1 else Certainty.LIKELY, "parent_usual")


def _nothing(reason: str = "parent_unknown") -> Guess:
    return Guess("", Certainty.OPEN, reason)
