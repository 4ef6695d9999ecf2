"""How a region's state may change, what stays possible while it is only read, and when its quota is nearly used."""

from collections.abc import Mapping

PREPARING, ACTIVE, READ_ONLY, SUSPENDED = "preparing", "active", "read_only", "suspended"
TRANSITIONS: Mapping[str, frozenset[str]] = {
    PREPARING: frozenset(),  # it becomes active by its provisioning alone
    ACTIVE: frozenset({READ_ONLY, SUSPENDED}),
    READ_ONLY: frozenset({ACTIVE, SUSPENDED}),
    SUSPENDED: frozenset({ACTIVE, READ_ONLY}),
}
STEPS = ("granted", "recorded")
SHORTEST_REASON, LONGEST_REASON = 10, 500
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Who may not write any business can still get in and out, keep an account safe, take power away, and decide about
# support. Names of addresses; every other unsafe request is answered with the reason.
STILL_POSSIBLE = frozenset(
    {
        *("account_login", "account_logout", "account_reauthenticate", "account_email_verification_sent"),
        *("account_reset_password", "account_confirm_password_reset_code", "account_complete_password_reset"),
        *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
        *("mfa_login_webauthn", "mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn"),
        *("mfa_generate_recovery_codes", "accept_invitation", "set_language", "change_language", "change_password"),
        *("end_session", "end_other_sessions", "activate_account"),
        *("api_token", "revoke_token", "deactivate_account", "end_appointment", "cancel_invitation"),
        *("leaving_recipient", "leaving_receipt"),
        *("employee_nik_whole", "people_by_nik", "api_by_nik"),  # read by POST, so that no address holds a NIK
        *("own_copies", "api_own_copies", "breach_new", "breach_change", "breach_told", "breach_close"),
        *("support_approve", "support_refuse", "support_revoke", "support_leave", "support_enter"),
        *("api_support_approve", "api_support_refuse", "api_support_revoke"),
    }
)


def may_become(state: str, target: str) -> bool:
    """Whether a region in this state may be brought into the other."""
    return target in TRANSITIONS.get(state, frozenset())


def is_reason(text: str) -> bool:
    """Whether it tells people something: they read it on every page."""
    return SHORTEST_REASON <= len(text.strip()) <= LONGEST_REASON


def stays_possible(method: str, address: str) -> bool:
    """Whether a request is answered as ever while the region is only read."""
    return method in SAFE_METHODS or address in STILL_POSSIBLE


def job_key(region_id: object, state: str, since: str, target: str) -> str:
    """The same act asked for twice from the same state is one job."""
    return f"life:{region_id}:{state}:{since}:{target}"
