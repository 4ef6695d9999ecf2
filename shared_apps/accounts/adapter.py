"""allauth as this product wants it: nobody signs up, words are ours, mails say the address of the Domain row."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import access, mails, second_factor, services
from shared_apps.accounts.addresses import own_address, own_government
from shared_apps.accounts.models import NO_ADDRESS, User

WRONG_LOGIN = _("NIP, surel, atau kata sandi tidak cocok. Periksa lalu coba lagi.")
TOO_MANY = _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.")
WRONG_CODE = _("Kode tidak cocok. Periksa lalu ketik lagi.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come from invitations alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini tidak aktif."),
        "email_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "enter_current_password": _("Ketik kata sandi Anda yang sekarang."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Kata sandi tidak cocok."),
        "invalid_login": WRONG_LOGIN,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Never: an account is opened by its invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our own words, with the address of the Domain row, since a request may claim any; none to nobody.

        The letter leaves when the answer is out (`LettersMiddleware`).
        """
        if email.endswith(NO_ADDRESS):
            return
        letter = mails.notice(template_prefix.rpartition("/")[2], to=email, context=context)
        self.request.letters = [*getattr(self.request, "letters", ()), letter]

    def set_password(self, user: User, password: str) -> None:
        """After a reset by code: what was signed in with the old password ends."""
        services.replace_password(user=user, password=password)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """allauth itself asks only `is_active` once the password is right."""
        if not access.may_enter(user, timezone.localdate()):
            clear_login(request)
            refused: HttpResponse = self.respond_user_inactive(request, user)
            return refused
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Read on in the language the account was set to; who has not chosen one reads in the region's."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language:
            remember_language(response, user.language)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own notices repeat what its pages say; a wrong code too often is the one worth showing."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Codes of an authenticator app, and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Peran Anda memerlukan langkah kedua. Pasang yang lain dahulu, lalu lepas yang ini. Tidak ada yang diubah."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose roles demand one; recovery codes go with the last by themselves."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=second_factor.STRONG)
        return not second_factor.is_demanded(authenticator.user) or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  allauth's name
        """`Kunci sandi 2`."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Kunci sandi %(number)d") % {"number": count + 1})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Keys belong to this region's own address, as its Domain row says it, whatever a request claims."""
        return {"id": urlsplit(own_address()).hostname or "", "name": f"Merit Bersama {own_government()}".strip()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the device shows beside the key."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name, "name": user.shown_email or user.name}

    def get_totp_label(self, user: User) -> str:
        """What the app shows beside the code."""
        return user.shown_email or user.name

    def get_totp_issuer(self) -> str:
        """What the app shows above the code: the product and whose it is."""
        return f"Merit Bersama {own_address().partition('://')[2]}"

    def build_totp_svg(self, url: str) -> str:
        """The drawing alone, to stand inside a page, on white: cameras want it so in dark mode too."""
        drawing: str = super().build_totp_svg(url)
        start = drawing.index("<svg")
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        return drawing[start:].replace(">", f">{ground}", 1)


def remember_language(response: HttpResponse, language: str) -> None:
    """The cookie by which pages choose their language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE or 31_536_000,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
