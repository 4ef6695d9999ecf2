"""Settings of signing in, constants only: merit.settings imports every name of this file.

Codes bound to the session instead of signed links (a link signed in one region was accepted in another), no
sign-up, no answer that tells whether an account exists. `forms.SignInForm` takes e-mail address or NIP.
"""

ACCOUNT_ADAPTER = "shared_apps.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"activate": "20/m/ip,10/15m/key", "openid": "60/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_FORMS = {
    "login": "shared_apps.accounts.forms.SignInForm",
    "reauthenticate": "shared_apps.accounts.forms.ConfirmPasswordForm",
    "reset_password": "shared_apps.accounts.forms.ResetForm",
    "confirm_password_reset_code": "shared_apps.accounts.forms.ResetCodeForm",
    "confirm_email_verification_code": "shared_apps.accounts.forms.AddressCodeForm",
    "reset_password_from_key": "shared_apps.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "shared_apps.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # a passkey alone signs in: device and finger, face or PIN are two factors
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "shared_apps.accounts.forms.AuthenticatorForm",
    "reauthenticate": "shared_apps.accounts.forms.ConfirmCodeForm",
    "activate_totp": "shared_apps.accounts.forms.ActivateForm",
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "shared_apps.accounts.breached.BreachedPasswordValidator"},
]
IDENTITY_PROVIDERS_ON_LOOPBACK = False  # for tests alone: plain http, and this machine itself
