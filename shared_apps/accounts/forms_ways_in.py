"""Forms of the ways in that are our own: the letter on paper, the provider of identities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.forms import PASSWORD_HELP
from shared_apps.accounts.identity_providers import Wish
from shared_apps.accounts.models import IdentityProvider
from shared_apps.accounts.openid_claims import LONGEST_ADDRESS
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


class ProviderForm(RefusableForm):
    """An identity provider, as the one who runs it tells its facts."""

    name = forms.CharField(
        label=_("Nama pada tombol"),
        help_text=_("Tampil sebagai “Masuk dengan …”."),
        widget=forms.TextInput(attrs={"class": "inp"}),
        max_length=60,
    )
    issuer = forms.CharField(
        label=_("Alamat penerbit (issuer)"),
        help_text=_("Diawali https://, persis seperti diberikan pengelola penyedia."),
        widget=forms.TextInput(attrs={"class": "inp", "inputmode": "url", "autocapitalize": "none"}),
        max_length=LONGEST_ADDRESS,
    )
    client_id = forms.CharField(
        label=_("ID klien"), widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}), max_length=200
    )
    client_secret = forms.CharField(
        label=_("Rahasia klien"),
        help_text=_("Disimpan tersandi dan tidak pernah ditampilkan lagi."),
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "off"}),
        max_length=500,
    )
    named_by = forms.ChoiceField(
        label=_("Pegawai dikenali dari"),
        choices=IdentityProvider.NamedBy.choices,
        widget=forms.Select(attrs={"class": "sel"}),
    )
    claim = forms.RegexField(
        r"^[A-Za-z0-9_.:/-]+$",
        label=_("Nama klaim NIP"),
        help_text=_("Hanya bila dikenali dari NIP, misalnya: nip."),
        required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocapitalize": "none"}),
        max_length=60,
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            self.fields["client_secret"].required = False
            self.fields["client_secret"].help_text = _("Kosongkan bila tidak diganti.")
            self.fields["issuer"].widget.attrs["readonly"] = True

    def wish(self) -> Wish:
        """What the form asks for."""
        return Wish(**self.cleaned_data)


class ResetSecondFactorForm(RefusableForm):
    """Why somebody's second factor is taken away; they read it."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca pemilik akun dan tercatat dalam jejak audit."),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        max_length=300,
    )
