"""Forms of the ways in that are our own: the letter on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.forms import PASSWORD_HELP
from shared_apps.ui.forms import RefusableForm


class ActivationForm(RefusableForm):
    """What stands on the letter, and the password its holder chooses."""

    number = forms.CharField(
        label=_("NIP"),
        help_text=_("Seperti tertulis pada surat; boleh dengan spasi."),
        widget=forms.TextInput(attrs={"class": "inp num", "inputmode": "numeric", "autocomplete": "username"}),
        max_length=40,
    )
    code = forms.CharField(
        label=_("Kode pada surat"),
        help_text=_("10 huruf dan angka; huruf besar atau kecil sama saja."),
        widget=forms.TextInput(
            attrs={"class": "inp num", "autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
        max_length=40,
    )
    password = forms.CharField(
        label=_("Kata sandi baru"),
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "new-password"}),
        strip=False,
        help_text=PASSWORD_HELP,
        max_length=4096,
    )
