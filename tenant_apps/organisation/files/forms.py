"""Forms of the structure's files."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.files.rules.deciding import CELLS, Decided
from tenant_apps.organisation.files.wording import CELLS as LABELS
from tenant_apps.organisation.files.writing import MEDIA


class FileForm(forms.Form):
    """Which file: of which day, from which unit down."""

    hari = forms.DateField(label=_("Struktur pada"), required=False, widget=DateInput())
    unit = forms.TypedChoiceField(
        label=_("Gambar mulai dari"), required=False, coerce=uuid.UUID, empty_value=None,
        help_text=_("Hanya untuk gambar dan PDF; lembar dan JSON selalu memuat seluruh struktur."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: list[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Seluruh struktur")), *((str(unit_id), name) for unit_id, name in agencies)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class AskedForm(forms.Form):
    """The same, as a link asks for it."""

    bentuk = forms.ChoiceField(choices=[(kind, kind) for kind in MEDIA])
    hari = forms.DateField(required=False)
    unit = forms.UUIDField(required=False)

    def day(self, today: date) -> date:
        """The day asked for; today where none is."""
        found: date | None = self.cleaned_data["hari"]
        return found or today


class SheetForm(RefusableForm):
    """A structure to be made a draft of, however untidy."""

    file = forms.FileField(
        label=_("Berkas struktur"),
        help_text=_("xlsx, CSV, atau JSON. Cukup satu kolom nama unit; kolom lain dipakai bila ada."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )
    effective_from = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())


class ScopeForm(forms.Form):
    """Whether the sheet is the whole structure or adds to it."""

    cakupan = forms.ChoiceField(
        label=_("Cakupan berkas"),
        choices=[("add", _("Tambahkan ke struktur yang ada")), ("replace", _("Gantikan seluruh struktur"))],
        widget=forms.RadioSelect,
    )


class RowForm(forms.Form):
    """The cells of one row as they are proposed or were answered; the parent is chosen by code or name."""

    taken = forms.ChoiceField(choices=[("yes", _("Ya")), ("no", _("Tidak, lewati baris ini"))])
    name = forms.CharField(max_length=200, required=False)
    abbreviation = forms.CharField(max_length=40, required=False)
    unit_type = forms.ChoiceField(required=False)
    parent = forms.CharField(required=False, widget=forms.TextInput(attrs={"list": "induk", "autocomplete": "off"}))

    def __init__(self, data: Mapping[str, Any] | None, *, row: Decided, parents: Mapping[str, str]) -> None:
        initial = {cell: row.value(cell) for cell in CELLS}
        initial["parent"] = parents.get(row.value("parent"), "")
        super().__init__(data, prefix=f"r{row.found.row}", initial=initial)
        self.parents = parents
        for cell in CELLS:
            self.fields[cell].label = str(LABELS[cell])
        kinds = [("", _("Pilih jenis")), *((kind.code, names.label_of(kind)) for kind in reference.unit_types())]
        self.fields["unit_type"].choices = kinds  # type: ignore[attr-defined]

    def clean_parent(self) -> str:
        """The row of the parent, told by "code · name", by code or by a name that stands once."""
        text = " ".join(self.cleaned_data["parent"].split())
        if not text:
            return ""
        plain = text.casefold()
        labels = {row: label.casefold() for row, label in self.parents.items()}
        for fits in (
            [row for row, label in labels.items() if label == plain],
            [row for row, label in labels.items() if label.partition(" · ")[0] == plain],
            [row for row, label in labels.items() if label.partition(" · ")[2] == plain],
        ):
            if len(fits) == 1:
                return fits[0]
        raise forms.ValidationError(
            _("Tidak ada satu unit dengan kode atau nama ini di lembar. Pilih dari daftarnya.")
        )

    def answer(self) -> dict[str, str]:
        """What to remember; of a row left out nothing else."""
        cells = self.cleaned_data
        return {"taken": "no"} if cells["taken"] == "no" else {cell: cells[cell] for cell in CELLS}


class DraftForm(RefusableForm):
    """The name of the draft."""

    title = forms.CharField(label=_("Nama draf"), max_length=120)
