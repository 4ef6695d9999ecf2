"""Short lists that are written in rows: groups with their subtotals, codes of a scale, legal bases."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

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


class Column(NamedTuple):
    """A column of rows: its name, what it is called, and the field that stands in each of its cells."""

    name: str
    label: str | Promise
    field: Callable[[str], forms.Field]


class RowsForm(PartForm):
    """Rows of a few columns with one empty row at the end; a ticked row is taken away."""

    columns: ClassVar[Sequence[Column]]

    def __init__(
        self, data: Mapping[str, Any] | None, *, template: Template, seen: str, rows: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """`rows` are what stands there: the cells by the name of their column, by the name a row is told by."""
        super().__init__(data, template=template, seen=seen, leaves={})
        self.rows_of = rows
        for row, values in rows.items():
            for name, label, field in self.columns:
                self.fields[f"{row}:{name}"] = field(f"{label} {row}")
                self.initial[f"{row}:{name}"] = values.get(name)
            self.fields[f"{row}:remove"] = forms.BooleanField(label=_("Hapus %(row)s") % {"row": row}, required=False)
        for name, label, field in self.columns:
            self.fields[f"+:{name}"] = field(f"{label} ({_('baru')})")

    def heads(self) -> list[str]:
        """The columns in words."""
        return [str(column.label) for column in self.columns]

    def rows(self) -> list[tuple[str, list[BoundField], BoundField]]:
        """What the page draws."""
        names = [column.name for column in self.columns]
        return [(row, [self[f"{row}:{name}"] for name in names], self[f"{row}:remove"]) for row in self.rows_of]

    def adding(self) -> list[BoundField]:
        """The empty row."""
        return [self[f"+:{column.name}"] for column in self.columns]

    def given(self, row: str) -> dict[str, Any]:
        """The cells of a row that were filled."""
        cells = {column.name: self.value_of(f"{row}:{column.name}") for column in self.columns}
        return {name: value for name, value in cells.items() if value not in (None, "")}

    def kept(self) -> list[str]:
        """The rows that are not taken away."""
        return [row for row in self.rows_of if not self.cleaned_data[f"{row}:remove"]]

    def need(self, row: str, name: str, text: str | Promise) -> None:
        """Say that a cell of a row must be filled."""
        if name not in self.given(row) and f"{row}:{name}" not in self.errors:
            self.add_error(f"{row}:{name}", str(text))


def _text(label: str) -> forms.Field:
    return LineField(label=label)


def _number(label: str) -> forms.Field:
    return NumberField(label=label, compact=True)


def _whole(label: str) -> forms.Field:
    return WholeField(label=label, compact=True)


def _clause(label: str) -> forms.Field:
    return LineField(label=label, longest=4000)


def _basis(label: str) -> forms.Field:
    return LineField(label=label, longest=300)


def _confidence(label: str) -> forms.Field:
    return forms.ChoiceField(label=label, choices=CONFIDENCE, required=False)


def _titles(given: Mapping[str, Any]) -> Any:
    title = {language: given[language] for language in ("id", "en") if language in given}
    return title or REMOVE


def _title_cells(title: Any) -> dict[str, Any]:
    return {} if title is None else {"id": title.id, "en": title.en}


class GroupsForm(RowsForm):
    """The subtotals of a weighted mean: a name and what the weights of the group must come to."""

    columns = (
        Column("id", _("Nama kelompok"), _text),
        Column("en", _("Nama Inggris"), _text),
        Column("weight", _("Subtotal"), _number),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a weighted mean."""
        self.key = key
        groups: Mapping[str, Any] = getattr(template.nodes[key], "groups", {})
        rows = {name: {**_title_cells(group.title), "weight": group.weight} for name, group in groups.items()}
        super().__init__(data, template=template, seen=seen, rows=rows)

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

    columns = (
        Column("place", _("Urutan"), _whole),
        Column("id", _("Nama"), _text),
        Column("en", _("Nama Inggris"), _text),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a scale."""
        self.key = key
        scale = template.scales[key]
        rows = {
            code: {"place": number, **_title_cells(scale.titles.get(code))}
            for number, code in enumerate(scale.order, 1)
        }
        super().__init__(data, template=template, seen=seen, rows=rows)

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
        order = sorted(rows, key=lambda row: last if rows[row] is None else rows[row])
        return [Edit((*place, "order"), order), *found]


class LegalForm(RowsForm):
    """The rules a template rests on, and how sure of them we are."""

    columns = (
        Column("title", _("Peraturan"), _basis),
        Column("clause", _("Pasal"), _clause),
        Column("confidence", _("Keyakinan"), _confidence),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str) -> None:
        """The legal bases, counted from one."""
        rows = {
            str(number): {"title": basis.title, "clause": basis.clause, "confidence": basis.confidence}
            for number, basis in enumerate(template.legal_basis, 1)
        }
        super().__init__(data, template=template, seen=seen, rows=rows)

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
