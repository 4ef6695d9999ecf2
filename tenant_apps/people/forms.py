"""Forms of people: what a list shows, a sheet, whom to invite."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.people.models import ActingKind
from tenant_apps.people.queries import Filters, PersonRow


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


class LeaveForm(RefusableForm):
    """From when somebody holds no chair any more."""

    from_day = forms.DateField(label=_("Hari pertama tidak lagi bertugas"), widget=DateInput())


class NumberForm(RefusableForm):
    """A new NIP."""

    number = forms.CharField(label=_("NIP baru"), max_length=24, help_text=_("18 angka; nomor lama tetap dikenali."))
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())


class ActingForm(RefusableForm):
    """Who heads a unit in another's place, and why; without a NIP nobody does any more."""

    number = forms.CharField(
        label=_("NIP pelaksana"), max_length=24, required=False, help_text=_("Kosongkan untuk mengakhiri Plt/Plh.")
    )
    kind = forms.ChoiceField(label=_("Sebagai"), choices=ActingKind.choices)
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)


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
