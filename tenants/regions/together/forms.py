"""The list as a form: one row for each region, picked from agreements or read from a sheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import queries as reference
from shared_apps.sheets.rules import parse_date, parse_whole
from shared_apps.ui.forms import RefusableForm
from tenants.partnerships.messages import MODULE_NAMES
from tenants.regions.forms import ProvisionForm
from tenants.regions.rules import is_domain, is_schema_name
from tenants.regions.together import sheet
from tenants.regions.together.rules import MOST, Asked, Terms

FACTS = tuple(Terms.__dataclass_fields__)
_VISIBLE = ("schema_name", "domain", "administrator_name", "administrator_email", "time_zone")
_ZONES = [("", "–"), *((zone, name.upper()) for name, zone in sheet.ZONES.items())]  # what nobody knows is not WIB
_PREFIX = "r"


class RowForm(ProvisionForm):
    """One region of the list. A row that is not ticked is not looked at."""

    use_required_attribute = False

    chosen = forms.BooleanField(label=_("Ikut disiapkan"), required=False, initial=True)
    number = forms.CharField(label=_("Nomor perjanjian"), widget=forms.HiddenInput())
    row = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FACTS:
            self.fields[name] = forms.CharField(
                required=False, label=sheet.column_of(name), widget=forms.HiddenInput()
            )
        for name in ("personnel_agency", "accent"):
            self.fields[name].required = False
            self.fields[name].widget = forms.HiddenInput()
        zones = self.fields["time_zone"]
        zones.choices = _ZONES  # type: ignore[attr-defined]  # of its kind of field
        zones.error_messages["invalid_choice"] = _("“%(value)s” tidak dikenal. Pilih WIB, WITA, atau WIT.")
        for name in _VISIBLE:
            self.fields[name].help_text = ""

    @property
    def place(self) -> str:
        """The number of the row as people see it: in their sheet, else in the form."""
        return str(self["row"].value() or int(str(self.prefix).rpartition("-")[2]) + 1)

    @property
    def region_name(self) -> str:
        """Of which government, where the list says so."""
        found = reference.region(str(self["region_code"].value() or "").strip())
        return found.full_name if found else ""

    @property
    def cells(self) -> list[forms.BoundField]:
        """What is filled in, in its order."""
        return [self[name] for name in _VISIBLE]

    @property
    def hidden_errors(self) -> list[tuple[str, str]]:
        """What is wrong with facts of the agreement, which have no field of their own: label and text."""
        return [
            (str(field.label), str(text)) for field in self.hidden_fields() for text in self.errors.get(field.name, [])
        ]

    def full_clean(self) -> None:
        """Nobody has to repair what is not wanted."""
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("chosen"):
            self._errors = ErrorDict()

    def clean_schema_name(self) -> str:
        """Said with everything else that is wrong, not after it."""
        name = str(self.cleaned_data["schema_name"])
        if not is_schema_name(name):
            raise forms.ValidationError(_("Pakai 2–40 huruf kecil, angka, atau garis bawah; diawali huruf."))
        return name

    def clean_domain(self) -> str:
        """The same for the address."""
        name = str(self.cleaned_data["domain"])
        if not is_domain(name):
            raise forms.ValidationError(_("Bukan alamat. Contoh: solo.example.id, tanpa https://."))
        return name

    def clean(self) -> dict[str, Any]:
        """The facts of the agreement: all of them, or none."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["terms"] = self._terms() if any(cleaned.get(name) for name in FACTS) else None
        return cleaned

    def asked(self) -> Asked:
        """What the row asks for."""
        row = self.cleaned_data
        defaults = {"personnel_agency": row["personnel_agency"] or "BKPSDM", "accent": row["accent"] or "indigo"}
        return Asked(
            number=row["number"].strip(), terms=row["terms"], **{name: row[name] for name in _VISIBLE}, **defaults
        )

    def _terms(self) -> Terms | None:
        """Read as people write into cells; what cannot be read is said at its column."""
        written = {name: str(self.cleaned_data.get(name) or "").strip() for name in FACTS}
        for name in FACTS:
            if not written[name]:
                self.add_error(name, gettext("Isi kolom ini juga, atau kosongkan semua isi perjanjian."))
        days = {name: parse_date(written[name]) for name in ("signed_on", "starts_on", "ends_on")}
        for name, day in days.items():
            if written[name] and day is None:
                self.add_error(name, gettext("“%s” bukan tanggal. Contoh: 01-10-2026.") % written[name])
        quota = _count(written["employee_quota"])
        if written["employee_quota"] and quota is None:
            self.add_error("employee_quota", gettext("“%s” bukan bilangan bulat.") % written["employee_quota"])
        modules = modules_of(written["modules"])
        if written["modules"] and not modules:
            self.add_error("modules", gettext("Ada modul yang tidak dikenal. Contoh: Kinerja; Talenta."))
        if self.errors or quota is None:
            return None
        texts = {name: written[name] for name in ("region_code", "host_party", "partner_party")}
        return Terms(**texts, **days, modules=modules, employee_quota=quota)  # type: ignore[arg-type]  # days are there


class _BaseRows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """The rows together."""

    def chosen(self) -> list[RowForm]:
        """The rows that are wanted."""
        return [form for form in self.forms if form["chosen"].value()]

    def refuse(self, problems: Mapping[int, Mapping[str, Sequence[str]]]) -> None:
        """Put what a service says about a wanted row beside its fields."""
        wanted = [form for form in self.chosen() if form.is_valid()]
        for place, fields in problems.items():
            for name, texts in fields.items():
                wanted[place].add_error(name if name in wanted[place].fields else None, list(texts))

    def mark(self, listed: sheet.Listed) -> None:
        """Cells of the sheet that hold no usable value."""
        fields = {letter: name for name, letter in listed.letters.items() if letter}
        for error in listed.marked:
            for form in self.forms:
                if form.place == str(error.row) and error.column in fields:
                    form.add_error(fields[error.column], f"{error.reason} {error.repair}")

    def problems(self, letters: Mapping[str, str]) -> list[dict[str, str]]:
        """Every problem with its row and column, and a way to it."""
        found = []
        for form in self.forms:
            for name, texts in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                column = _("kolom %s") % letters[name] if letters.get(name) else ""
                words = [str(word) for word in (_("Baris %s") % form.place, column, label) if word]
                hidden = name not in form.fields or form.fields[name].widget.is_hidden
                url = f"#{form.prefix}" if hidden else f"#{form[name].id_for_label}"
                found += [{"label": " · ".join(words), "text": str(text), "url": url} for text in texts]
        return found


Rows = forms.formset_factory(RowForm, formset=_BaseRows, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True)


class ListForm(RefusableForm):
    """A list filled in elsewhere."""

    file = forms.FileField(
        label=_("Daftar (xlsx atau CSV)"),
        help_text=_("Satu baris untuk tiap daerah; lihat contoh. Belum ada yang dibuat sebelum Anda menyetujuinya."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.ods"}),
    )


def rows_of(listed: Iterable[Mapping[str, str]]) -> Any:
    """The rows of a sheet as if somebody had typed them into the form."""
    rows = list(listed)
    data: dict[str, str] = {f"{_PREFIX}-TOTAL_FORMS": str(len(rows)), f"{_PREFIX}-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        data |= {f"{_PREFIX}-{place}-{name}": value for name, value in row.items()}
        data[f"{_PREFIX}-{place}-chosen"] = "on"
        if not row.get("time_zone"):
            data[f"{_PREFIX}-{place}-time_zone"] = "Asia/Jakarta"
    return Rows(data, prefix=_PREFIX)


def rows_typed(data: Any) -> Any:
    """The rows as they were sent."""
    return Rows(data, prefix=_PREFIX)


def rows_proposed(rows: Sequence[Mapping[str, str]]) -> Any:
    """Rows to fill in."""
    return Rows(initial=list(rows), prefix=_PREFIX)


def modules_of(text: str) -> tuple[str, ...]:
    """Modules by their Indonesian or technical names, separated; nothing where one is unknown."""
    with override("id"):
        names = {str(name).casefold(): key for key, name in MODULE_NAMES.items()}
    names |= {key: key for key in MODULE_NAMES}
    parts = [part.strip().casefold() for part in text.replace(",", ";").split(";") if part.strip()]
    return tuple(names[part] for part in parts) if all(part in names for part in parts) else ()


def _count(text: str) -> int | None:
    """A number of people: 4.000 are four thousand, whatever a decimal point means elsewhere."""
    return parse_whole(text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text)
