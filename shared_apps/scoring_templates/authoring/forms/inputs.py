"""The inputs of a component with their weights, factors and groups: rows that are changed, added and taken away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms import choosing
from shared_apps.scoring_templates.authoring.forms.fields import NO_CHOICE, NumberField, with_current
from shared_apps.scoring_templates.authoring.forms.parts import PartForm, Path
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.nodes import Adjust, Combination, Node, Sum, WeightedMean
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.wording import name_of

COLUMNS: Mapping[str, Promise] = {
    "weight": _("Bobot"),
    "group": _("Kelompok"),
    "times": _("Pengali"),
    "at_most": _("Paling banyak"),
}
_OF_KIND: Mapping[type[Node], Mapping[str, tuple[str, ...]]] = {
    WeightedMean: {"inputs": ("weight", "group")},
    Sum: {"inputs": ("times",)},
    Combination: {"inputs": ()},
    Adjust: {"bonuses": ("times", "at_most"), "deductions": ("times", "at_most")},
}
_HEADS: Mapping[str, Promise] = {"inputs": _("Masukan"), "bonuses": _("Tambahan"), "deductions": _("Pengurangan")}


@dataclass(frozen=True, slots=True)
class Row:
    """One input as the page draws it."""

    key: str
    name: str
    cells: tuple[BoundField, ...]
    remove: BoundField


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one list, and the row that adds to it."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    add: tuple[BoundField, ...]


def has_inputs(node: Node) -> bool:
    """Whether a component is made of a list of inputs."""
    return type(node) in _OF_KIND


class InputsForm(PartForm):
    """The inputs of a combining component, for one profile or for everybody else.

    A profile without inputs of its own shows those of everybody; saved, they are its own.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str, profile: str = ""
    ) -> None:
        """`key` names a component that combines; `profile` one of the template's."""
        self.key, self.node, self.profile = key, template.nodes[key], profile
        self.lists = _OF_KIND[type(self.node)]
        variant = getattr(self.node, "variants", {}).get(profile) if profile else None
        self.is_own = bool(profile) and variant is not None
        self.part = variant or self.node
        super().__init__(data, template=template, seen=seen, leaves={})
        for name in self.lists:
            for key_, entry in self._entries(name).items():
                self._row(name, key_, entry)
            self._adding(name)
        if self.is_own:
            self.fields["give_up"] = forms.BooleanField(
                label=_("Kembali ke masukan umum"),
                required=False,
                help_text=_("Profil ini lalu dihitung seperti profil lain."),
            )

    def blocks(self) -> Iterator[Block]:
        """What the page draws."""
        for name, columns in self.lists.items():
            rows = tuple(
                Row(
                    key,
                    name_of(self.template, key),
                    tuple(self[f"{name}-{key}-{column}"] for column in columns),
                    self[f"{name}-{key}-remove"],
                )
                for key in self._entries(name)
            )
            add = (self[f"{name}+key"], *(self[f"{name}+{column}"] for column in columns))
            yield Block(name, str(_HEADS[name]), tuple(str(COLUMNS[column]) for column in columns), rows, add)

    def clean(self) -> dict[str, Any]:
        """A weight that is typed for nothing belongs to nothing."""
        cleaned = super().clean()
        for name, columns in self.lists.items():
            typed = [column for column in columns if cleaned.get(f"{name}+{column}") not in (None, "")]
            if typed and not cleaned.get(f"{name}+key"):
                self.add_error(f"{name}+key", _("Pilih masukan yang ditambahkan."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """One edit per value; a variant that is not there yet is written whole."""
        base: Path = ("nodes", self.key, *(("variants", self.profile) if self.profile else ()))
        if self.cleaned_data.get("give_up"):
            return [Edit(base, REMOVE)]
        found: list[Edit] = []
        for name, columns in self.lists.items():
            if self.profile and not self.is_own:
                found.append(Edit((*base, name), {}))
            for key in self._entries(name):
                found.extend(self._row_edits((*base, name, key), f"{name}-{key}-", columns))
            if new := self.cleaned_data[f"{name}+key"]:
                values = {column: self.cleaned_data[f"{name}+{column}"] for column in columns}
                entry = {column: value for column, value in values.items() if value not in (None, "")}
                if "weight" in columns:
                    entry.setdefault("weight", None)
                found.append(Edit((*base, name, new), entry, is_new=True))
        return found

    def _entries(self, name: str) -> Mapping[str, Any]:
        entries: Mapping[str, Any] = getattr(self.part, name)
        return entries

    def _row(self, name: str, key: str, entry: Any) -> None:
        called = name_of(self.template, key)
        for column in self.lists[name]:
            field = f"{name}-{key}-{column}"
            self.fields[field] = self._field(column, called, getattr(entry, column))
            self.initial[field] = getattr(entry, column)
        remove = forms.BooleanField(label=_("Keluarkan %(name)s") % {"name": called}, required=False)
        self.fields[f"{name}-{key}-remove"] = remove

    def _adding(self, name: str) -> None:
        there = set(self._entries(name))
        if name != "inputs" and isinstance(self.node, Adjust):
            there |= {*self.node.bonuses, *self.node.deductions, self.node.base}
        free = [each for each in choosing.keys(self.template, number=True, below=self.key) if each[0] not in there]
        self.fields[f"{name}+key"] = forms.ChoiceField(
            label=_("Tambah masukan"), choices=[NO_CHOICE, *free], required=False
        )
        for column in self.lists[name]:
            self.fields[f"{name}+{column}"] = self._field(column, str(_("masukan baru")), None)

    def _field(self, column: str, called: str, current: Any) -> forms.Field:
        label = f"{COLUMNS[column]}: {called}"
        if column == "group":
            groups = self.node.groups.items() if isinstance(self.node, WeightedMean) else ()
            named = [(key, in_language(group.title, key)) for key, group in groups]
            return forms.ChoiceField(label=label, choices=[NO_CHOICE, *with_current(named, current)], required=False)
        field = NumberField(label=label, compact=True)
        if column == "weight":
            field.widget.attrs |= {"data-of": self.key}
        return field

    def _row_edits(self, path: Path, prefix: str, columns: Sequence[str]) -> Iterator[Edit]:
        if self.cleaned_data[f"{prefix}remove"]:
            yield Edit(path, REMOVE)
            return
        if not columns:
            yield from [Edit(path, {})] if self.profile and not self.is_own else []
        for column in columns:
            value = self.cleaned_data[f"{prefix}{column}"]
            if column == "weight":
                yield Edit((*path, column), value)  # an empty weight is a hole, not a weight of nothing
            elif column == "times" and value is None:
                yield from self._hole(path, column, prefix)
            else:
                yield Edit((*path, column), REMOVE if value in (None, "") else value)

    def _hole(self, path: Path, column: str, prefix: str) -> Iterator[Edit]:
        """An emptied factor counts once again; one that was a hole for regions stays one."""
        was_hole = self.initial[f"{prefix}{column}"] is None
        yield Edit((*path, column), None if was_hole else REMOVE)
