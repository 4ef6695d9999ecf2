"""Forms of giving and taking templates, and of answering proposals."""

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


class AcceptForm(RefusableForm):
    """A word to the region whose proposal becomes a draft."""

    note = forms.CharField(
        label=_("Pesan untuk daerah"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DeclineForm(RefusableForm):
    """Why a proposal is not taken."""

    reason = forms.CharField(
        label=_("Alasan penolakan"),
        max_length=500,
        help_text=_("Dibaca daerah yang mengusulkan."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
