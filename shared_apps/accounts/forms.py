"""Forms of this room: those of allauth with our words, and our own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import queries
from shared_apps.accounts.addresses import at_host
from shared_apps.accounts.models import ROLE_NAMES
from shared_apps.accounts.rules import BOUNDED_ROLES, Role, roles_given_in
from shared_apps.ui.forms import DateInput


def _password_input(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"class": "inp", "autocomplete": autocomplete})


def _code_input() -> forms.TextInput:
    return forms.TextInput(
        attrs={"class": "inp otp", "inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
    )


PASSWORD_HELP = _("Paling sedikit 10 huruf atau angka; bukan hanya angka, bukan nama Anda, bukan sandi umum.")


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail address or NIP in one field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("NIP atau surel"),
            help_text=_("18 angka, boleh dengan spasi. NIP lama juga dikenali."),
            widget=forms.TextInput(attrs={"class": "inp num", "autocomplete": "username"}),
            max_length=254,
        )
        self.fields["password"] = forms.CharField(
            label=_("Kata sandi"), widget=_password_input("current-password"), strip=False
        )

    def user_credentials(self) -> dict[str, Any]:
        """The address behind what was typed, so that NIP and e-mail count against one limit of attempts."""
        credentials: dict[str, Any] = super().user_credentials()
        credentials["email"] = queries.address_for_sign_in(self.cleaned_data["login"])
        return credentials


class ConfirmPasswordForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something that matters."""

    password = forms.CharField(label=_("Kata sandi"), widget=_password_input("current-password"), strip=False)


class ResetForm(account_forms.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the code."""

    email = forms.EmailField(
        label=_("Surel akun Anda"), widget=forms.EmailInput(attrs={"class": "inp", "autocomplete": "email"})
    )


class ResetCodeForm(account_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the letter."""

    code = forms.CharField(label=_("Kode dari surel"), widget=_code_input())


class AddressCodeForm(account_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address."""

    code = forms.CharField(label=_("Kode dari surel"), widget=_code_input())


class NewPasswordForm(account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after the code was right; allauth's fields, since they validate, with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label, self.fields["password1"].help_text = _("Kata sandi baru"), PASSWORD_HELP
        self.fields["password2"].label = _("Kata sandi baru, sekali lagi")
        for name in ("password1", "password2"):
            self.fields[name].widget = _password_input("new-password")

    def clean(self) -> dict[str, Any]:
        """Both the same, said in our words."""
        cleaned: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", _("Kedua kata sandi tidak sama."))
        return cleaned


class AuthenticatorForm(mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    code = forms.CharField(
        label=_("Kode 6 angka"),
        help_text=_("Kode berganti setiap 30 detik. Kode pemulihan juga dapat dipakai di sini."),
        widget=_code_input(),
    )


class ConfirmCodeForm(mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more before something that matters."""

    code = forms.CharField(label=_("Kode dari aplikasi autentikator"), widget=_code_input())


class ActivateForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly connected app."""

    code = forms.CharField(label=_("Kode 6 angka dari aplikasi"), widget=_code_input())


class AcceptForm(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label=_("Kata sandi baru"), widget=_password_input("new-password"), strip=False, help_text=PASSWORD_HELP
    )


class PasswordForm(forms.Form):
    """The old password and a new one."""

    old = forms.CharField(label=_("Kata sandi lama"), widget=_password_input("current-password"), strip=False)
    new = forms.CharField(
        label=_("Kata sandi baru"), widget=_password_input("new-password"), strip=False, help_text=PASSWORD_HELP
    )


class InviteForm(forms.Form):
    """Somebody who gets a role: an administrator of the whole or of one agency, the regional head; how long."""

    name = forms.CharField(label=_("Nama lengkap"), widget=forms.TextInput(attrs={"class": "inp"}), max_length=200)
    email = forms.EmailField(label=_("Surel"), widget=forms.EmailInput(attrs={"class": "inp"}))
    role = forms.ChoiceField(label=_("Peran"), widget=forms.Select(attrs={"class": "sel"}))
    unit_id = forms.TypedChoiceField(
        label=_("Perangkat daerah"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=_("Hanya untuk administrator kepegawaian perangkat daerah."),
        widget=forms.Select(attrs={"class": "sel"}),
    )
    starts_on = forms.DateField(
        label=_("Mulai"), required=False, help_text=_("Kosong berarti hari ini."), widget=DateInput()
    )
    last_day = forms.DateField(
        label=_("Hari terakhir"), required=False, help_text=_("Kosong berarti sampai diakhiri."), widget=DateInput()
    )

    order: ClassVar[list[Role]] = list(Role)

    def __init__(self, *args: Any, agencies: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = roles_given_in(host=at_host())
        if agencies:
            units = [("", "–"), *((str(unit_id), name) for unit_id, name in agencies.items())]
            self.fields["unit_id"].choices = units  # type: ignore[attr-defined]  # a ChoiceField
        else:  # the host, or a region before its chart
            del self.fields["unit_id"]
            given -= BOUNDED_ROLES
        choices = [(str(role), ROLE_NAMES[role]) for role in self.order if role in given]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def wish(self) -> dict[str, Any]:
        """What is asked for: people name the last day, the service the first one after it."""
        asked = dict(self.cleaned_data)
        last = asked.pop("last_day")
        return {"unit_id": None, **asked, "ends_on": last + timedelta(days=1) if last else None}
