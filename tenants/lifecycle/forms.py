"""Forms of the life of a region."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm
from tenants.lifecycle.rules import LONGEST_REASON


class ReasonForm(RefusableForm):
    """Why; read by everybody in the region."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca semua orang di daerah, dan tercatat di jejak audit kedua pihak. Paling sedikit 10 huruf."),
    )


class AddressForm(RefusableForm):
    """A host name."""

    domain = forms.CharField(
        label=_("Alamat baru"),
        max_length=260,
        help_text=_("Nama host saja, misalnya solo.example.id. DNS-nya harus sudah menunjuk ke server ini."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class RenameForm(AddressForm):
    """The new primary address, and what becomes of the former one."""

    keep_old = forms.BooleanField(
        label=_("Alihkan alamat lama ke alamat baru"),
        required=False,
        initial=True,
        help_text=_("Tanpa ini alamat lama tidak dijawab lagi, dan tautan di surel lama tidak berlaku."),
    )


class AmendmentForm(RefusableForm):
    """What stands in the amendment."""

    number = forms.CharField(label=_("Nomor perubahan"), max_length=120, help_text=_("Seperti tertulis di adendum."))
    signed_on = forms.DateField(
        label=_("Ditandatangani"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    employee_quota = forms.IntegerField(label=_("Kuota pegawai yang baru"), min_value=1)
