"""What people type on the pages about personal data."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm
from tenant_apps.privacy.queries import access_log
from tenant_apps.privacy.rules.looking import Kind
from tenant_apps.privacy.words import CORRECTED

DAYS_SHOWN = 90


class LooksForm(forms.Form):
    """Which days of the log; what makes no sense is left out."""

    dari = forms.DateField(required=False)
    sampai = forms.DateField(required=False)
    page = forms.IntegerField(required=False, min_value=1)
    daftar = forms.IntegerField(required=False, min_value=1)

    def days(self, today: date, oldest: date) -> tuple[date, date]:
        """First and last day, within what is kept."""
        self.is_valid()
        until = max(oldest, min(self.cleaned_data.get("sampai") or today, today))
        since = self.cleaned_data.get("dari") or until - timedelta(days=DAYS_SHOWN)
        return min(max(since, oldest), until), until


class AccessLogForm(LooksForm):
    """Which part of the log of the region; what makes no sense is left out."""

    orang = forms.CharField(required=False, max_length=100)
    pegawai = forms.UUIDField(required=False)
    pelihat = forms.CharField(required=False, max_length=100)
    apa = forms.ChoiceField(required=False, choices=[(str(kind), str(kind)) for kind in Kind])

    def wish(self, today: date, oldest: date) -> access_log.Wish:
        """What to show, within what is kept."""
        self.is_valid()
        asked = self.cleaned_data
        until = max(oldest, min(asked.get("sampai") or today, today))
        since = asked.get("dari") or until - timedelta(days=access_log.DAYS_SHOWN)
        return access_log.Wish(
            since=min(max(since, oldest), until),
            until=until,
            viewer=asked.get("pelihat", ""),
            person=asked.get("orang", ""),
            employee_id=asked.get("pegawai"),
            kind=asked.get("apa", ""),
        )

    def number(self, name: str = "page") -> int:
        """The number of a page; the first where none is asked for."""
        self.is_valid()
        found: int | None = self.cleaned_data.get(name)
        return found or 1


class CorrectionForm(RefusableForm):
    """What is wrong, and what it should be."""

    field = forms.ChoiceField(
        label=_("Data yang salah"), choices=[(str(key), text) for key, text in CORRECTED.items()]
    )
    wrong = forms.CharField(
        label=_("Apa yang salah"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya yang tertulis sekarang."),
    )
    wanted = forms.CharField(label=_("Seharusnya"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    evidence = forms.FileField(
        label=_("Bukti"),
        required=False,
        help_text=_("PDF, PNG, atau JPG, paling besar 5 MB; misalnya akta atau surat keputusan."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class AcceptForm(RefusableForm):
    """The value that is written, and why."""

    value = forms.CharField(label=_("Nilai yang ditulis"), max_length=254, required=False)
    answer = forms.CharField(
        label=_("Alasan untuk pemohon"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefuseForm(RefusableForm):
    """Why it stays as it is."""

    answer = forms.CharField(
        label=_("Alasan untuk pemohon"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
