"""Forms of what a region sets."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from shared_apps.reference.rules import WIB, WIT, WITA
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.models import LANGUAGES, PeriodLength
from tenant_apps.organisation.settings.rules import calendar

ZONES = [
    (WIB, _("WIB (Jakarta)")),
    (WITA, _("WITA (Makassar)")),
    (WIT, _("WIT (Jayapura)")),
]


class SettingsForm(RefusableForm):
    """Zone, language, length of periods."""

    time_zone = forms.ChoiceField(
        label=_("Zona waktu"),
        choices=ZONES,
        help_text=_("Jam di halaman, surat, dan ekspor, serta tengah malam tempat tenggat berakhir."),
    )
    language = forms.ChoiceField(
        label=_("Bahasa"),
        choices=LANGUAGES,
        help_text=_("Untuk halaman masuk dan untuk orang yang belum memilih bahasa sendiri."),
    )
    period_length = forms.ChoiceField(
        label=_("Lama periode penilaian"),
        choices=PeriodLength.choices,
        help_text=_("Dari sini nama, kode, dan tanggal periode berikutnya diusulkan."),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


class CrestForm(RefusableForm):
    """A picture of the crest."""

    file = forms.FileField(
        label=_("Berkas lambang"),
        help_text=_("PNG, JPEG, atau WebP, paling besar 2 MB, tiap sisi 64 sampai 3.000 piksel."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


class RevisionForm(RefusableForm):
    """Which page the button stood on."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


class DayOffForm(RefusableForm):
    """A day on which this region's offices are closed."""

    day = forms.DateField(label=_("Tanggal"), widget=DateInput())
    name = forms.CharField(label=_("Nama hari libur"), max_length=120, help_text=_("Misalnya Hari Jadi Kota."))
    decree = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Misalnya Kepgub Nomor 12 Tahun 2026.")
    )


class YearForm(forms.Form):
    """The year a page shows."""

    tahun = forms.IntegerField(min_value=calendar.FIRST_YEAR, max_value=calendar.LAST_YEAR, required=False)

    @classmethod
    def year_of(cls, data: Any, this_year: int) -> int:
        """The year asked for; this one where none, or none that is shown, is."""
        form = cls(data)
        return form.cleaned_data["tahun"] or this_year if form.is_valid() else this_year


class TermForm(forms.Form):
    """A term counted in working days."""

    dari = forms.DateField(
        label=_("Sejak"),
        widget=DateInput(),
        help_text=_("Hari ini sendiri tidak dihitung."),
        validators=[
            MinValueValidator(date(calendar.FIRST_YEAR, 1, 1)),
            MaxValueValidator(date(calendar.LAST_YEAR, 12, 31)),
        ],
    )
    hari = forms.IntegerField(label=_("Hari kerja"), min_value=1, max_value=calendar.MOST_DAYS)
