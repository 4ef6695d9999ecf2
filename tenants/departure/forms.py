"""What operators type about a departure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import DateInput, RefusableForm

_TEXT = {"rows": 3}


class BeginForm(RefusableForm):
    """Why, and the last day."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("Dibaca administrator daerah. Paling sedikit 10 huruf."),
    )
    ends_on = forms.DateField(
        label=_("Hanya dibaca sejak"), required=False, widget=DateInput, help_text=_("Kosong: akhir perjanjian.")
    )


class NothingForm(RefusableForm):
    """An act that needs no words."""


class AskForm(RefusableForm):
    """The first person."""

    order = forms.CharField(
        label=_("Perintah tertulis"),
        required=False,
        max_length=500,
        help_text=_("Hanya bila daerah memerintahkan penghapusan sebelum waktunya: nomor dan tanggal surat."),
    )


class ConfirmForm(RefusableForm):
    """The second person."""

    name = forms.CharField(
        label=_("Ketik nama daerah"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class CancelForm(RefusableForm):
    """Why it goes on."""

    reason = forms.CharField(
        label=_("Alasan melanjutkan"),
        max_length=500,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("Misalnya nomor perjanjian perpanjangan. Paling sedikit 10 huruf."),
    )
