"""Short lists that are written in rows: groups with their subtotals, codes of a scale, legal bases."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms.fields import Choices, LineField, NumberField, WholeField
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.rules import naming
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template

CONFIDENCE: Choices = (("certain", _("pasti")), ("likely", _("diduga")), ("unverified", _("belum dipastikan")))


class RowsForm(PartForm):
    """Rows of a few columns with one empty row at the end; a ticked row is taken away."""

    columns: ClassVar[Sequence[tuple[str, str | Promise]]]

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str) -> None:
        """The rows come from `stored`."""
        super().__init__(data, template=template, seen=seen, leaves={})
        self.rows_of = {str(row): values for row, values in self.stored().items()}
        for row, values in self.rows_of.items():
            for name, label in self.columns:
                self.fields[f"{row}:{name}"] = self.field(name, f"{label} {row}")
                self.initial[f"{row}:{name}"] = values.get(name)
            self.fields[f"{row}:remove"] = forms.BooleanField(label=_("Hapus %(row)s") % {"row": row}, required=False)
        for name, label in self.columns:
            self.fields[f"+:{name}"] = self.field(name, f"{label} ({_('baru')})")

    def stored(self) -> Mapping[str, Mapping[str, Any]]:
        """The rows that stand there, by the name a row is told by."""
        raise NotImplementedError

    def field(self, name: str, label: str) -> forms.Field:
        """The field of a column."""
        raise NotImplementedError

    def heads(self) -> list[str]:
        """The columns in words."""
        return [str(label) for _name, label in self.columns]

    def rows(self) -> list[tuple[str, list[BoundField], BoundField]]:
        """What the page draws."""
        names = [name for name, _label in self.columns]
        return [(row, [self[f"{row}:{name}"] for name in names], self[f"{row}:remove"]) for row in self.rows_of]

    def adding(self) -> list[BoundField]:
        """The empty row."""
        return [self[f"+:{name}"] for name, _label in self.columns]

    def given(self, row: str) -> dict[str, Any]:
        """The cells of a row that were filled."""
        cells = {name: self.value_of(f"{row}:{name}") for name, _label in self.columns}
        return {name: value for name, value in cells.items() if value not in (None, "")}

    def kept(self) -> list[str]:
        """The rows that are not taken away."""
        return [row for row in self.rows_of if not self.cleaned_data[f"{row}:remove"]]

    def need(self, row: str, name: str, text: str | Promise) -> None:
        """Say that a cell of a row must be filled."""
        if name not in self.given(row) and f"{row}:{name}" not in self.errors:
            self.add_error(f"{row}:{name}", str(text))


def _titles(given: Mapping[str, Any]) -> Any:
    title = {language: given[language] for language in ("id", "en") if language in given}
    return title or REMOVE


def _title_cells(title: Any) -> dict[str, Any]:
    return {} if title is None else {"id": title.id, "en": title.en}


class GroupsForm(RowsForm):
    """The subtotals of a weighted mean: a name and what the weights of the group must come to."""

    columns = (("id", _("Nama kelompok")), ("en", _("Nama Inggris")), ("weight", _("Subtotal")))

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a weighted mean."""
        self.key = key
        super().__init__(data, template=template, seen=seen)

    def stored(self) -> Mapping[str, Mapping[str, Any]]:
        """The groups by their key."""
        groups: Mapping[str, Any] = getattr(self.template.nodes[self.key], "groups", {})
        return {key: {**_title_cells(group.title), "weight": group.weight} for key, group in groups.items()}

    def field(self, name: str, label: str) -> forms.Field:
        """A number for the subtotal, text for the names."""
        return NumberField(label=label, compact=True) if name == "weight" else LineField(label=label)

    def clean(self) -> dict[str, Any]:
        """A group has a name and a subtotal."""
        cleaned = super().clean()
        for row in self.kept():
            self.need(row, "weight", _("Isi subtotal kelompok ini."))
            if "en" in self.given(row):
                self.need(row, "id", _("Isi nama dalam bahasa Indonesia juga."))
        if self.given("+"):
            self.need("+", "id", _("Isi nama kelompok."))
            self.need("+", "weight", _("Isi subtotal kelompok ini."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """Names and subtotals of the groups; who was in a group that goes is in none."""
        place = ("nodes", self.key, "groups")
        found: list[Edit] = []
        for row in self.rows_of:
            if row not in self.kept():
                found += [Edit((*place, row), REMOVE), *self._without(row)]
                continue
            given = self.given(row)
            found += [Edit((*place, row, "weight"), given["weight"]), Edit((*place, row, "title"), _titles(given))]
        if new := self.given("+"):
            key = naming.key_from(new["id"], self.rows_of)
            found.append(Edit((*place, key), {"weight": new["weight"], "title": _titles(new)}, is_new=True))
        return found

    def _without(self, group: str) -> list[Edit]:
        node: Any = self.template.nodes[self.key]
        parts = [((), node), *((("variants", name), part) for name, part in node.variants.items())]
        return [
            Edit(("nodes", self.key, *path, "inputs", key, "group"), REMOVE)
            for path, part in parts
            for key, entry in part.inputs.items()
            if entry.group == group
        ]


class ScaleForm(RowsForm):
    """The codes of a scale from worst to best, each with its name; a number says where it stands."""

    columns = (("place", _("Urutan")), ("id", _("Nama")), ("en", _("Nama Inggris")))

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a scale."""
        self.key = key
        super().__init__(data, template=template, seen=seen)

    def stored(self) -> Mapping[str, Mapping[str, Any]]:
        """The codes in their order."""
        scale = self.template.scales[self.key]
        return {
            code: {"place": number, **_title_cells(scale.titles.get(code))}
            for number, code in enumerate(scale.order, 1)
        }

    def field(self, name: str, label: str) -> forms.Field:
        """A whole number for the place, text for the names."""
        return WholeField(label=label, compact=True) if name == "place" else LineField(label=label)

    def clean(self) -> dict[str, Any]:
        """A scale keeps at least one code; an English name needs an Indonesian one."""
        cleaned = super().clean()
        for row in (*self.kept(), *(["+"] if self.given("+") else [])):
            if row == "+" or "en" in self.given(row):
                self.need(row, "id", _("Isi nama dalam bahasa Indonesia juga."))
        if not self.kept() and not self.given("+"):
            self.add_error(None, _("Skala memerlukan paling sedikit satu tingkat."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """The order anew, and the names."""
        place = ("scales", self.key)
        found = [
            Edit((*place, "titles", row), _titles(self.given(row)) if row in self.kept() else REMOVE)
            for row in self.rows_of
        ]
        new = self.given("+")
        rows: dict[str, Any] = {row: self.given(row).get("place") for row in self.kept()}
        if new:
            code = naming.key_from(new["id"], self.rows_of)
            rows[code] = new.get("place", len(rows) + 1)
            found.append(Edit((*place, "titles", code), _titles(new)))
        last = len(rows) + 1
        order = sorted(
            rows, key=lambda row: last if rows[row] is None else rows[row]
        )  # the sort keeps equals in order
        return [Edit((*place, "order"), order), *found]


class LegalForm(RowsForm):
    """The rules a template rests on, and how sure of them we are."""

    columns = (("title", _("Peraturan")), ("clause", _("Pasal")), ("confidence", _("Keyakinan")))

    def stored(self) -> Mapping[str, Mapping[str, Any]]:
        """The legal bases, counted from one."""
        return {
            str(number): {"title": basis.title, "clause": basis.clause, "confidence": basis.confidence}
            for number, basis in enumerate(self.template.legal_basis, 1)
        }

    def field(self, name: str, label: str) -> forms.Field:
        """Text, and a choice for how sure we are."""
        if name == "confidence":
            return forms.ChoiceField(label=label, choices=CONFIDENCE, required=False)
        return LineField(label=label, longest=4000 if name == "clause" else 300)

    def clean(self) -> dict[str, Any]:
        """A basis is named."""
        cleaned = super().clean()
        for row in self.kept():
            self.need(row, "title", _("Sebutkan peraturannya, atau hapus baris ini."))
        if "clause" in self.given("+"):
            self.need("+", "title", _("Sebutkan peraturannya."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """The whole list: its order is its meaning."""
        rows = [*self.kept(), *(["+"] if "title" in self.given("+") else [])]
        found = [{"confidence": "unverified", **self.given(row)} for row in rows]
        return [Edit(("legal_basis",), found or REMOVE)]
