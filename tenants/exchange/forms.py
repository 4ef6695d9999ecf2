"""Forms of giving and taking templates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm


class GiveForm(RefusableForm):
    """For whom a package is made."""

    meant_for = forms.CharField(
        label=_("Untuk siapa"),
        max_length=200,
        help_text=_("Misalnya Pemerintah Kota Jambi. Ikut ditandatangani, jadi terbaca siapa penerimanya."),
    )


class TakeForm(RefusableForm):
    """A package and the key its sender told."""

    file = forms.FileField(
        label=_("Paket templat"),
        help_text=_("Berkas .json dari instalasi lain."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )
    key_id = forms.CharField(
        label=_("Sidik kunci pengirim"),
        max_length=80,
        help_text=_("32 huruf dan angka, ditanyakan langsung kepada pengirim lewat telepon atau surat."),
    )
