"""Addresses of this room. allauth's views are named one by one: what this product does not use has no address."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from shared_apps.accounts import (
    api,
    api_identity,
    api_resetting,
    api_sessions,
    views,
    views_activation,
    views_identity,
    views_openid,
    views_passkeys,
    views_resetting,
    views_sessions,
)


def _library(route: str, view: Any, template: str, name: str) -> URLPattern:
    """A view of allauth under our address with our template, whatever the order of the installed apps.

    Django's form views take PUT for POST: here it is refused, as on our own pages.
    """
    page = require_http_methods(["GET", "HEAD", "POST"])(view.as_view(template_name=f"accounts/{template}.html"))
    named: URLPattern = path(route, page, name=name)
    return named


urlpatterns = [
    _library("masuk/", views_openid.SignIn, "sign_in", "account_login"),
    _library("masuk/keluar/", account.LogoutView, "sign_out", "account_logout"),
    _library("masuk/tidak-aktif/", account.AccountInactiveView, "inactive", "account_inactive"),
    _library("masuk/konfirmasi/", account.ReauthenticateView, "confirm_password", "account_reauthenticate"),
    _library(
        "masuk/surel/", account.ConfirmEmailVerificationCodeView, "address_code", "account_email_verification_sent"
    ),
    _library("masuk/lupa/", account.PasswordResetView, "reset", "account_reset_password"),
    _library(
        "masuk/lupa/kode/",
        account.ConfirmPasswordResetCodeView,
        "reset_code",
        "account_confirm_password_reset_code",
    ),
    _library(
        "masuk/lupa/sandi-baru/", account.CompletePasswordResetView, "new_password", "account_complete_password_reset"
    ),
    _library(
        "masuk/lupa/selesai/", account.PasswordResetFromKeyDoneView, "reset_done", "account_password_reset_completed"
    ),
    _library("masuk/autentikator/kode/", views_passkeys.SecondStep, "second_step", "mfa_authenticate"),
    _library("masuk/autentikator/konfirmasi/", mfa.ReauthenticateView, "confirm_code", "mfa_reauthenticate"),
    _library("masuk/autentikator/pasang/", totp.ActivateTOTPView, "authenticator_on", "mfa_activate_totp"),
    _library("masuk/autentikator/lepas/", totp.DeactivateTOTPView, "authenticator_off", "mfa_deactivate_totp"),
    _library("masuk/kode-pemulihan/", recovery.ViewRecoveryCodesView, "recovery_codes", "mfa_view_recovery_codes"),
    _library(
        "masuk/kode-pemulihan/baru/",
        recovery.GenerateRecoveryCodesView,
        "recovery_codes_new",
        "mfa_generate_recovery_codes",
    ),
    _library("masuk/kunci-sandi/", webauthn.LoginWebAuthnView, "sign_in", "mfa_login_webauthn"),
    _library(
        "masuk/kunci-sandi/konfirmasi/",
        views_passkeys.ConfirmPasskey,
        "passkey_confirm",
        "mfa_reauthenticate_webauthn",
    ),
    _library("masuk/kunci-sandi/pasang/", views_passkeys.AddPasskey, "passkey_add", "mfa_add_webauthn"),
    _library(
        "masuk/kunci-sandi/<int:pk>/hapus/", views_passkeys.RemovePasskey, "passkey_remove", "mfa_remove_webauthn"
    ),
    path("masuk/kunci-sandi/daftar/", views_passkeys.passkeys, name="mfa_list_webauthn"),
    path("masuk/lewat/<uuid:provider_id>/", views_openid.ask_provider, name="ask_provider"),
    path("masuk/lewat/<uuid:provider_id>/kembali/", views_openid.provider_answer, name="provider_answer"),
    path("masuk/langkah-kedua/", views_passkeys.second_factor_needed, name="second_factor_needed"),
    path("undangan/<str:token>/", views.accept, name="accept_invitation"),
    path("aktivasi/", views_activation.activate, name="activate_account"),
    path("akun-saya/", views.my_account, name="my_account"),
    path("akun-saya/", views.my_account, name="mfa_index"),  # where allauth returns to
    path("akun-saya/", views.my_account, name="account_email"),
    path("akun-saya/sesi/akhiri/", views_sessions.end_other_sessions, name="end_other_sessions"),
    path("akun-saya/sesi/<uuid:session_id>/akhiri/", views_sessions.end_session, name="end_session"),
    path("akun-saya/identitas/<uuid:link_id>/putuskan/", views_identity.close_identity, name="close_identity"),
    path("akun-saya/identitas/<uuid:link_id>/izinkan/", views_identity.allow_identity, name="allow_identity"),
    path("akun-saya/sandi/", views.change_password, name="change_password"),
    path("akun-saya/bahasa/", views.change_language, name="change_language"),
    path("akun-saya/token/<uuid:token_id>/cabut/", views.revoke_token, name="revoke_token"),
    path("peran/", views.appointed, name="appointed_people"),
    path("peran/undang/", views.invite, name="invite_to_role"),
    path("peran/akun/<uuid:user_id>/tutup/", views.deactivate, name="deactivate_account"),
    path("peran/akun/<uuid:user_id>/buka/", views.reactivate, name="reactivate_account"),
    path("peran/akun/<uuid:user_id>/langkah-kedua/", views_resetting.reset_second_factor, name="reset_second_factor"),
    path("peran/undangan/<uuid:invitation_id>/batal/", views.cancel_invitation, name="cancel_invitation"),
    path("peran/<uuid:appointment_id>/akhiri/", views.end_appointment, name="end_appointment"),
    path("cara-masuk/", views_identity.providers, name="identity_providers"),
    path("cara-masuk/<uuid:provider_id>/", views_identity.provider, name="identity_provider"),
    path("cara-masuk/<uuid:provider_id>/periksa/", views_identity.check_provider, name="check_provider"),
    path("cara-masuk/<uuid:provider_id>/nyalakan/", views_identity.switch_on_provider, name="switch_on_provider"),
    path("cara-masuk/<uuid:provider_id>/matikan/", views_identity.switch_off_provider, name="switch_off_provider"),
    path("cara-masuk/<uuid:provider_id>/hapus/", views_identity.remove_provider, name="remove_provider"),
    path("api/v1/me/sessions/", api_sessions.OwnSessions.as_view(), name="api_own_sessions"),
    path("api/v1/me/sessions/end/", api_sessions.EndOtherSessions.as_view(), name="api_end_other_sessions"),
    path("api/v1/me/sessions/<uuid:session_id>/end/", api_sessions.EndOwnSession.as_view(), name="api_end_session"),
    path(
        "api/v1/accounts/<uuid:user_id>/second-factor/reset/",
        api_resetting.ResetSecondFactor.as_view(),
        name="api_reset_second_factor",
    ),
    path("api/v1/token/", api.TokenView.as_view(), name="api_token"),
    *(
        path(f"api/v1/identity-providers/{below}", view.as_view(), name=name)
        for below, view, name in (
            ("", api_identity.IdentityProviders, "api_identity_providers"),
            ("<uuid:provider_id>/", api_identity.OneIdentityProvider, "api_identity_provider"),
            ("<uuid:provider_id>/check/", api_identity.CheckIdentityProvider, "api_check_provider"),
            ("<uuid:provider_id>/on/", api_identity.SwitchOnIdentityProvider, "api_switch_on_provider"),
            ("<uuid:provider_id>/off/", api_identity.SwitchOffIdentityProvider, "api_switch_off_provider"),
            ("<uuid:provider_id>/remove/", api_identity.RemoveIdentityProvider, "api_remove_provider"),
        )
    ),
]
