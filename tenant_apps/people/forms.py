"""Forms of people: what a list shows, a sheet, whom to invite."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.people import messages
from tenant_apps.people.forms_entries import EntryForm
from tenant_apps.people.models import KINDS_OUT_OF_OFFICE
from tenant_apps.people.queries import Column, Filters, PersonRow
from tenant_apps.people.rules.columns import SAME_FOR_ALL, Columns


def _kinds(name: str) -> list[tuple[str, str]]:
    """What may be said for all rows of a field."""
    if name == "jenis_pegawai":
        return [(kind.code, names.label_of(kind)) for kind in reference.employment_types()]
    return [(kind.code, names.label_of(kind)) for kind in reference.position_types()]


class FilterForm(forms.Form):
    """The filters of the list of people; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=100)
    unit = forms.UUIDField(required=False)
    jenis_jabatan = forms.CharField(required=False, max_length=20)
    jenis_pegawai = forms.CharField(required=False, max_length=20)
    urut = forms.CharField(required=False, max_length=20)
    page = forms.IntegerField(required=False, min_value=1)
    hari = forms.DateField(required=False)

    def filters(self) -> Filters:
        """What to show."""
        self.is_valid()
        wish = self.cleaned_data
        return Filters(
            search=wish.get("q", ""),
            unit_id=wish.get("unit"),
            position_type=wish.get("jenis_jabatan", ""),
            employment_type=wish.get("jenis_pegawai", ""),
            sort=wish.get("urut", "") or "nama",
            page=wish.get("page") or 1,
        )

    def day(self, today: date) -> date:
        """The day to look at."""
        self.is_valid()
        return self.cleaned_data.get("hari") or today

    @staticmethod
    def kinds() -> dict[str, list[tuple[str, str]]]:
        """The choices the page offers."""
        return {
            "position_types": [(kind.code, names.label_of(kind)) for kind in reference.position_types()],
            "employment_types": [(kind.code, names.label_of(kind)) for kind in reference.employment_types()],
        }


class UploadForm(RefusableForm):
    """A people sheet and from when it counts."""

    file = forms.FileField(
        label=_("Berkas pegawai"),
        help_text=_("xlsx atau CSV. Kolom NIP harus berformat teks."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    day = forms.DateField(
        label=_("Berlaku mulai"),
        widget=DateInput(),
        help_text=_("Jabatan tanpa TMT dan golongan yang berbeda dicatat mulai tanggal ini."),
    )


class ColumnsForm(RefusableForm):
    """What each column of a sheet becomes; what no column tells may be one value for all rows."""

    day = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())

    def __init__(self, *args: Any, shown: Sequence[Column], known: Columns, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = list(shown)
        becomes = {column: name for name, column in known.fields.items()}
        targets = [("", _("Tidak diambil")), *messages.SHEET_COLUMNS.items()]
        for place, column in enumerate(self._shown):
            self.fields[f"kolom-{place}"] = forms.ChoiceField(
                choices=targets,
                required=False,
                initial=becomes.get(column.key, ""),
                label=_("%(column)s menjadi") % {"column": column.name},
                widget=forms.Select(attrs={"class": "inp sm"}),
            )
        for name in SAME_FOR_ALL:
            self.fields[f"isi-{name}"] = forms.ChoiceField(
                choices=[("", _("Menurut kolomnya")), *_kinds(name)],
                required=False,
                initial=known.fixed.get(name, ""),
                label=_("%(field)s untuk semua baris") % {"field": messages.column_name(name)},
            )

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        """Every column with its field."""
        return [(column, self[f"kolom-{place}"]) for place, column in enumerate(self._shown)]

    def fixed_fields(self) -> list[forms.BoundField]:
        """What may be the same for all rows."""
        return [self[f"isi-{name}"] for name in SAME_FOR_ALL]

    def clean(self) -> dict[str, Any]:
        """No field comes from two columns; a value for all rows leaves its column aside."""
        wish = super().clean() or {}
        taken: dict[str, str] = {}
        for place, column in enumerate(self._shown):
            target = wish.get(f"kolom-{place}")
            if target and target in taken:
                words = _("Sudah diisi oleh kolom %(column)s; pilih salah satu.") % {"column": taken[target]}
                self.add_error(f"kolom-{place}", words)
            elif target:
                taken[target] = column.name
        return wish

    def columns(self) -> Columns:
        """The choice."""
        wish = self.cleaned_data
        fixed = {name: wish[f"isi-{name}"] for name in SAME_FOR_ALL if wish[f"isi-{name}"]}
        chosen = {wish[f"kolom-{place}"]: column.key for place, column in enumerate(self._shown)}
        return Columns({name: key for name, key in chosen.items() if name and name not in fixed}, fixed)


class ImportsForm(forms.Form):
    """What the pages of imports show; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)
    baru = forms.IntegerField(required=False, min_value=1)

    def wish(self) -> dict[str, Any]:
        """The search and the page."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "page": self.cleaned_data.get("page") or 1}

    def new_page(self) -> int:
        """The page of new people."""
        self.is_valid()
        return self.cleaned_data.get("baru") or 1


class LeaveForm(EntryForm):
    """From when somebody holds no chair any more, and why."""

    from_day = forms.DateField(label=_("Hari pertama tidak lagi bertugas"), widget=DateInput())
    kind = forms.ChoiceField(
        label=_("Sebab"),
        choices=[("", _("Tidak disebutkan")), *((kind, kind.label) for kind in KINDS_OUT_OF_OFFICE)],
        required=False,
    )
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)


class EducationForm(EntryForm):
    """A level of education and its certificate."""

    level = forms.ChoiceField(label=_("Tingkat"))
    field = forms.CharField(label=_("Bidang ilmu"), max_length=120, required=False)
    institution = forms.CharField(label=_("Lembaga pendidikan"), max_length=160, required=False)
    starts_on = forms.DateField(label=_("Tanggal ijazah"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.code, level.label) for level in reference.education_levels()]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]


class NumberForm(EntryForm):
    """A new NIP."""

    number = forms.CharField(label=_("NIP baru"), max_length=24, help_text=_("18 angka; nomor lama tetap dikenali."))
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())


class AssessorForm(EntryForm):
    """Who rates somebody in place of the superior; without a NIP the superior does again."""

    number = forms.CharField(
        label=_("NIP penilai"), max_length=24, required=False, help_text=_("Kosongkan agar atasan menilai kembali.")
    )
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    until = forms.DateField(
        label=_("Hari terakhir"), widget=DateInput(), required=False, help_text=_("Kosongkan bila tidak dibatasi.")
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, required=False, help_text=_("Misalnya nomor surat keputusannya.")
    )


class InviteForm(RefusableForm):
    """Whom to invite: the ticked ones, or everybody who can be."""

    semua = forms.BooleanField(required=False)
    pegawai = forms.TypedMultipleChoiceField(coerce=uuid.UUID, required=False)

    def __init__(self, *args: Any, people: Iterable[PersonRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].choices = [(str(row.id), row.name) for row in people]  # type: ignore[attr-defined]

    def wanted(self) -> frozenset[uuid.UUID] | None:
        """The ticked people; None for everybody."""
        return None if self.cleaned_data["semua"] else frozenset(self.cleaned_data["pegawai"])
