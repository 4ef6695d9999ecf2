"""Who may do what: one pure table of roles and actions, and the form of what people type to sign in."""

import re
from collections.abc import Iterable
from enum import StrEnum

INVITATION_DAYS = 14
TOKEN_HOURS = 12
MOST_PERSONAL_NUMBER_DIGITS = 18


class Role(StrEnum):
    """What an account was appointed to; an employee's own account needs no role."""

    HOST_OPERATOR = "host_operator"
    PERSONNEL_ADMIN = "personnel_admin"
    REGIONAL_HEAD = "regional_head"
    AUDITOR = "auditor"
    AGENCY_ADMIN = "agency_admin"
    COMMITTEE_MEMBER = "committee_member"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    DISCIPLINE_READER = "discipline_reader"
    HEALTH_READER = "health_reader"
    SUPPORT = "support"  # lent to a request under a support grant; nobody is appointed to it


HOST_ROLES = frozenset({Role.HOST_OPERATOR})
LENT_ROLES = frozenset({Role.SUPPORT})
BOUNDED_ROLES = frozenset({Role.AGENCY_ADMIN})  # given for one agency; what they allow holds in its subtree alone
REGION_ROLES = frozenset(Role) - HOST_ROLES - LENT_ROLES


class Action(StrEnum):
    """Something only appointed people may do."""

    MANAGE_ORGANISATION = "manage_organisation"
    IMPORT_PEOPLE = "import_people"
    INVITE_PEOPLE = "invite_people"
    APPOINT = "appoint"
    MANAGE_SCORING = "manage_scoring"
    ENTER_RESULTS = "enter_results"
    SEE_EVERYONE = "see_everyone"
    SEE_AUDIT = "see_audit"
    SEE_ISOLATION = "see_isolation"
    SEE_PERMISSIONS = "see_permissions"  # who may do what and why, of anybody
    SEE_ACCESS_LOG = "see_access_log"  # who looked at whose data
    SEE_NIK = "see_nik"  # whole; each look is written down for the person
    SEE_DISCIPLINE = "see_discipline"
    SEE_HEALTH = "see_health"
    HANDLE_DATA_REQUESTS = "handle_data_requests"  # of people about their own data: corrections, restrictions
    HANDLE_BREACHES = "handle_breaches"
    ASSESS_PRIVACY = "assess_privacy"  # the impact assessment
    MANAGE_AGREEMENTS = "manage_agreements"
    PROVISION = "provision"
    PUBLISH_TEMPLATES = "publish_templates"
    ASK_SUPPORT = "ask_support"
    DECIDE_SUPPORT = "decide_support"


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.HOST_OPERATOR: frozenset(
        {
            Action.MANAGE_AGREEMENTS,
            Action.PROVISION,
            Action.PUBLISH_TEMPLATES,
            Action.INVITE_PEOPLE,
            Action.APPOINT,
            Action.SEE_AUDIT,
            Action.ASK_SUPPORT,
        }
    ),
    Role.PERSONNEL_ADMIN: frozenset(
        {
            Action.MANAGE_ORGANISATION,
            Action.IMPORT_PEOPLE,
            Action.INVITE_PEOPLE,
            Action.APPOINT,
            Action.MANAGE_SCORING,
            Action.ENTER_RESULTS,
            Action.SEE_EVERYONE,
            Action.SEE_NIK,
            Action.SEE_AUDIT,
            Action.SEE_ISOLATION,
            Action.SEE_PERMISSIONS,
            Action.HANDLE_DATA_REQUESTS,
            Action.HANDLE_BREACHES,
            Action.ASSESS_PRIVACY,
            Action.DECIDE_SUPPORT,
        }
    ),
    Role.REGIONAL_HEAD: frozenset({Action.SEE_EVERYONE, Action.SEE_ISOLATION}),
    Role.AUDITOR: frozenset(
        {
            Action.SEE_EVERYONE,
            Action.SEE_AUDIT,
            Action.SEE_ISOLATION,
            Action.SEE_PERMISSIONS,
            Action.SEE_ACCESS_LOG,
        }
    ),
    # In the subtree of their agency; `roles_may` never counts it, `roles_may_within` does.
    Role.AGENCY_ADMIN: frozenset(
        {
            Action.MANAGE_ORGANISATION,
            Action.IMPORT_PEOPLE,
            Action.INVITE_PEOPLE,
            Action.ENTER_RESULTS,
            Action.SEE_EVERYONE,
            Action.SEE_NIK,
        }
    ),
    Role.COMMITTEE_MEMBER: frozenset({Action.SEE_EVERYONE}),
    # Watches over the data without reading it: no list of people is theirs.
    Role.DATA_PROTECTION_OFFICER: frozenset(
        {
            Action.SEE_ISOLATION,
            Action.SEE_PERMISSIONS,
            Action.SEE_ACCESS_LOG,
            Action.HANDLE_DATA_REQUESTS,
            Action.HANDLE_BREACHES,
            Action.ASSESS_PRIVACY,
        }
    ),
    # Restricted fields are permitted one by one, by an appointment with its own end; no other role includes them.
    Role.DISCIPLINE_READER: frozenset({Action.SEE_DISCIPLINE}),
    Role.HEALTH_READER: frozenset({Action.SEE_HEALTH}),
    # The pages its administrator sees, read only: what the grant does not name the database refuses, and what
    # writes neither the request's method nor the login allows.
    Role.SUPPORT: frozenset(
        {
            Action.MANAGE_ORGANISATION,
            Action.IMPORT_PEOPLE,
            Action.INVITE_PEOPLE,
            Action.APPOINT,
            Action.MANAGE_SCORING,
            Action.ENTER_RESULTS,
            Action.SEE_EVERYONE,
            Action.SEE_AUDIT,
        }
    ),
}


class Scope(StrEnum):
    """What a token of the API may be used for."""

    READ = "read"
    WRITE = "write"


def roles_may(roles: Iterable[Role], action: Action) -> bool:
    """Whether one of the roles allows the action in the whole government."""
    return any(action in ALLOWED[role] for role in roles if role not in BOUNDED_ROLES)


def roles_may_within(roles: Iterable[Role], action: Action) -> bool:
    """Whether one of the roles allows the action in the agency it was given for."""
    return any(action in ALLOWED[role] for role in roles if role in BOUNDED_ROLES)


_HARMLESS = frozenset({Action.SEE_EVERYONE, Action.SEE_ISOLATION, Action.SEE_PERMISSIONS})


def needs_second_factor(roles: Iterable[Role]) -> bool:
    """Whether one of the roles changes what concerns others, or reads what is restricted: a password is too little."""
    return any(ALLOWED[role] - _HARMLESS for role in roles)


def roles_given_in(*, host: bool) -> frozenset[Role]:
    """The roles that exist at the host, or inside a region."""
    return HOST_ROLES if host else REGION_ROLES


def personal_number(text: str) -> str | None:
    """The digits of a NIP typed with or without spaces, or None where it is something else.

    The old NIP of nine digits is one too, so only the upper limit counts here; whether the number
    belongs to anybody is for the register of people to say.
    """
    digits = re.sub(r"[\s.'’]", "", text)
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= MOST_PERSONAL_NUMBER_DIGITS else None


def scope_needed(method: str) -> Scope:
    """The scope a request of this HTTP method needs."""
    return Scope.READ if method.upper() in {"GET", "HEAD", "OPTIONS"} else Scope.WRITE
