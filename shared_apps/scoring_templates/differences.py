"""The difference of two versions in words: what a changelog says and what a region reads before it adopts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.names import code_name, in_language, name_of
from shared_apps.scoring_templates.rules import canonical, decimals, difference, kinds, pointers
from shared_apps.scoring_templates.rules.difference import Difference
from shared_apps.scoring_templates.rules.groups import Place, is_text
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui import formats

NOTHING = "–"


def in_words(old: Template, new: Template) -> list[str]:
    """One sentence for each entry that came or went and each group that changed; first whether numbers can differ."""
    same = canonical.calculation_hash(old) == canonical.calculation_hash(new)
    remark = [_("Tidak ada angka, tingkat, atau kotak yang dapat berubah.")] if same else []
    return [*remark, *changes_in_words(old, new)]


def changes_in_words(old: Template, new: Template, *, within: Place | None = None) -> list[str]:
    """The sentences alone, or those of one group of values."""
    found = difference.differences(old, new)
    if within is not None:
        found = [each for each in found if each.place[: len(within)] == within[: len(each.place)]]
    lines: list[str] = []
    cells = [each for each in found if _is_cell(each.place)]
    lines += [_sentence(old, new, each) for each in found if not _is_cell(each.place)]
    for key in sorted({each.place[1] for each in cells}):
        changes = ", ".join(_cell(old, new, each) for each in cells if each.place[1] == key)
        lines.append(_("Sel %(name)s: %(changes)s.") % {"name": name_of(new, key), "changes": changes})
    return lines


def _sentence(old: Template, new: Template, found: Difference) -> str:
    if found.kind != "changed":
        named = new if found.kind == "added" else old
        words = {"added": _("%(what)s baru: %(name)s."), "removed": _("%(what)s dihapus: %(name)s.")}
        section, key = found.place
        return words[found.kind] % {"what": _section(section), "name": _entry_name(named, section, key)}
    if is_text(found.place):
        words = {"where": _where(new, found.place), "old": _plain(found.old), "new": _plain(found.new)}
        return _("%(where)s: “%(old)s” menjadi “%(new)s”.") % words
    if isinstance(found.old or found.new, Mapping):
        return f"{_where(new, found.place)}: {_several(old, new, found)}."
    return f"{_where(new, found.place)}: {_plain(found.old)} → {_plain(found.new)}."


def _several(old: Template, new: Template, found: Difference) -> str:
    """The values of a group that changed, each with what it was and what it is."""
    before: Mapping[str, Any] = found.old or {}
    after: Mapping[str, Any] = found.new or {}
    parts = []
    for key in sorted({*before, *after}):
        first, second = before.get(key), after.get(key)
        if first != second:
            name = _member(new if key in after else old, found.place, key)
            parts.append(f"{name} {_value(first)} → {_value(second)}")
    return ", ".join(parts)


def _member(template: Template, place: Place, key: str) -> str:
    """One weight, choice or cut of a group, by the name people know."""
    part = place[-1]
    if part == "inputs":
        head, _slash, group = key.partition("/")
        return part_of(_("subtotal"), group.replace("_", " ")) if group else name_of(template, head)
    if part == "cuts":
        return code_name(template, kinds.scale_of(template, place[1]), key)
    node = template.nodes.get(place[1])
    if part == "choices" and node is not None:
        return code_name(template, kinds.scale_of(template, getattr(node, "input", "")), key)
    return key.replace("_", " ")


def _value(value: Any) -> str:
    if value is None:
        return NOTHING
    if not isinstance(value, Mapping):
        return _plain(value)
    if "comparator" in value:
        return f"{value['comparator'] or ''} {_plain(value.get('value'))}".strip()
    if "from" in value or "points" in value:
        ends = f"{_plain(value.get('from'))}–{_plain(value.get('to'))}"
        return f"{ends}: {_plain(value.get('points'))}"
    if "x" in value:
        return f"{_plain(value['x'])}: {_plain(value.get('y'))}"
    numbers = [_plain(inner) for name, inner in value.items() if name != "group"]
    return " ".join(numbers) or "1"


def _plain(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    number = decimals.read_text(str(value))
    return str(value) if number is None else formats.decimal(number)


def _where(template: Template, place: Place) -> str:
    """The place in words: what the group is of, and which part of it."""
    section, *rest = place
    if section == "customisation":
        pattern = rest[1] if len(rest) > 1 and rest[0] == "paths" else pointers.join(*rest)
        return _("Yang boleh diubah daerah di %(pattern)s (%(field)s)") % {"pattern": pattern, "field": rest[-1]}
    if section not in difference.ENTRIES or not rest:
        return _whole(section)
    name = _entry_name(template, section, rest[0])
    part = rest[-1] if rest[-1] in _parts() else ""
    if part:
        profile = in_language(getattr(template.profiles.get(rest[2]), "title", None), rest[2]) if len(rest) > 3 else ""
        return part_of(_parts()[part], name) + (f" ({profile})" if profile else "")
    return f"{name} ({' '.join(rest[1:]).replace('_', ' ')})"


def part_of(part: str, name: str) -> str:
    """A part of something by both their names, no word said twice: `Batas tingkat` of `Tingkat kinerja`."""
    said, words = part.split(), name.split()
    if [word.casefold() for word in words[-len(said) :]] == [word.casefold() for word in said]:
        return name
    for length in range(min(len(said), len(words)), 0, -1):
        if [word.casefold() for word in said[-length:]] == [word.casefold() for word in words[:length]]:
            return " ".join([*said, *words[length:]])
    return f"{part} {name}"


def _parts() -> dict[str, str]:
    return {
        "inputs": _("Bobot"),
        "choices": _("Poin"),
        "bands": _("Poin"),
        "points": _("Titik kurva"),
        "cuts": _("Batas tingkat"),
        "order": _("Urutan tingkat"),
    }


def _whole(section: str) -> str:
    words = {
        "title": _("Judul"),
        "note": _("Catatan"),
        "valid": _("Masa berlaku"),
        "legal_basis": _("Dasar hukum"),
        "rounding": _("Pembulatan"),
        "results": _("Hasil"),
    }
    return words.get(section, section)


def _section(section: str) -> str:
    words = {
        "profiles": _("Profil"),
        "scales": _("Skala"),
        "measures": _("Ukuran"),
        "nodes": _("Komponen"),
        "ratings": _("Peringkat"),
        "matrices": _("Matriks"),
        "recommendations": _("Rekomendasi"),
        "gates": _("Gerbang"),
        "distribution": _("Distribusi"),
    }
    return words[section]


def _entry_name(template: Template, section: str, key: str) -> str:
    entry = getattr(template, section).get(key)
    return in_language(getattr(entry, "title", None), key.replace("_", " "))


def _is_cell(place: Place) -> bool:
    return place[0] == "matrices" and place[2:3] == ("cells",)


def _cell(old: Template, new: Template, found: Difference) -> str:
    """`performance=low potential=high: box_3 → box_2` by the names of the codes."""
    matrix = new.matrices[found.place[1]]
    named = []
    for pair in found.place[-1].split():
        axis, _equals, code = pair.partition("=")
        named.append(code_name(new, kinds.scale_of(new, matrix.axes.get(axis, axis)), code))
    values = [
        code_name(template, template.matrices[found.place[1]].gives, value) if value else NOTHING
        for template, value in ((old, found.old), (new, found.new))
    ]
    return f"{' × '.join(named)}: {values[0]} → {values[1]}"


def changelog(old: Template | None, new: Template) -> str:
    """A changelog made of the difference; the first version only says that it is the first."""
    return _("Versi pertama.") if old is None else _lines(in_words(old, new))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) or _("Tidak ada perubahan isi.")
