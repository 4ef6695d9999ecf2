"""Which tables the trigger watches, which it does not and why, and what it never writes down."""

from collections.abc import Mapping

OWN = ("shared_apps.", "tenant_apps.", "tenants.")
LIBRARY = frozenset({"account_emailaddress", "mfa_authenticator"})  # allauth's, but an auditor asks about them
MASK = "***"
SECRETS: Mapping[str, tuple[str, ...]] = {  # that they changed is written, never their value
    "accounts_user": ("password",),
    "accounts_invitation": ("token_sha256",),
    "accounts_apitoken": ("token_sha256",),
    "accounts_activationletter": ("code_hmac",),
    "accounts_identityprovider": ("client_secret",),
    "mfa_authenticator": ("data",),
    "support_pass": ("code_sha256",),
    # of a region's people; it stays where a region is erased
    "regions_batchline": ("administrator_name", "administrator_email"),
}
UNWATCHED: Mapping[str, str] = {
    "audit_entry": "is the audit itself: only added, sealed as it stands",
    "audit_change": "is the audit itself: written by the trigger",
    "audit_seal": "is the audit itself: written by the owner",
    "jobs_job": "progress of work, written every second; who asked for what stands in the request",
    "jobs_jobstep": "progress of work; who asked for what stands in the request",
    "regions_fleetact": "progress of work, written twice a second; its end stays in the row",
    "scoring_score": "derived: the same inputs, scheme and run, which are watched, give the same bytes again",
    "programs_keyedrequest": "progress of work, gone after a day; what was changed is watched where it stands",
    "scoring_supersededobservation": "derived: what scoring_observation said before, whose changes are watched",
    "people_searchname": "derived: the words of the name, which is watched",
    "people_nameword": "derived: the words of all names, which are watched",
    "people_importedchange": "derived: what an import changed in words; the rows it changed are watched",
    "privacy_personlook": "is a log by itself, of pages that changed nothing; one statement a page",
    "privacy_listlook": "is a log by itself, of pages that changed nothing; one statement a page",
    "support_visit": "is only added: a log by itself, of pages that changed nothing",
    "mailbox_message": "is only added, under the sender's own login; a log by itself",
    "django_migrations": "the owner's; the login may only read it",
    "django_content_type": "names of models, the same everywhere",
    "accounts_usersession": "comes and goes with the session; signing in, out and ending one are requests",
    "django_session": "is secret and comes and goes; signing in and out are requests",
    "auth_permission": "names of permissions; nobody holds one here, power comes from an appointment",
    "auth_group": "is not used: power comes from an appointment",
    "auth_group_permissions": "is not used: power comes from an appointment",
    "account_emailconfirmation": "is not used: addresses are confirmed by codes of the session",
}


def is_watched(table: str, module: str) -> bool:
    """Whether the rows of a table are audited: every table of our own that has no reason against it."""
    return table in LIBRARY or (module.startswith(OWN) and table not in UNWATCHED)
