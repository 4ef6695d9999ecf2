"""The table of roles, cell by cell: what is expected is written here by hand and derived from nothing."""

import pytest

from shared_apps.accounts.rules import BOUNDED_ROLES, Action, Role, roles_may, roles_may_within

A, R = Action, Role
# Every action: who may do it in the whole government, and who within their agency. Who is not named may not.
EXPECTED: dict[Action, tuple[set[Role], set[Role]]] = {
    A.MANAGE_ORGANISATION: ({R.PERSONNEL_ADMIN, R.SUPPORT}, {R.AGENCY_ADMIN}),
    A.IMPORT_PEOPLE: ({R.PERSONNEL_ADMIN, R.SUPPORT}, {R.AGENCY_ADMIN}),
    A.INVITE_PEOPLE: ({R.HOST_OPERATOR, R.PERSONNEL_ADMIN, R.SUPPORT}, {R.AGENCY_ADMIN}),
    A.APPOINT: ({R.HOST_OPERATOR, R.PERSONNEL_ADMIN, R.SUPPORT}, set()),
    A.MANAGE_SCORING: ({R.PERSONNEL_ADMIN, R.SUPPORT}, set()),
    A.ENTER_RESULTS: ({R.PERSONNEL_ADMIN, R.SUPPORT}, {R.AGENCY_ADMIN}),
    A.SEE_EVERYONE: (
        {R.PERSONNEL_ADMIN, R.REGIONAL_HEAD, R.AUDITOR, R.COMMITTEE_MEMBER, R.SUPPORT},
        {R.AGENCY_ADMIN},
    ),
    A.SEE_AUDIT: ({R.HOST_OPERATOR, R.PERSONNEL_ADMIN, R.AUDITOR, R.SUPPORT}, set()),
    A.SEE_ISOLATION: ({R.PERSONNEL_ADMIN, R.REGIONAL_HEAD, R.AUDITOR, R.DATA_PROTECTION_OFFICER}, set()),
    A.SEE_PERMISSIONS: ({R.PERSONNEL_ADMIN, R.AUDITOR, R.DATA_PROTECTION_OFFICER}, set()),
    A.SEE_ACCESS_LOG: ({R.AUDITOR, R.DATA_PROTECTION_OFFICER}, set()),
    A.SEE_NIK: ({R.PERSONNEL_ADMIN}, {R.AGENCY_ADMIN}),
    A.SEE_DISCIPLINE: ({R.DISCIPLINE_READER}, set()),
    A.SEE_HEALTH: ({R.HEALTH_READER}, set()),
    A.HANDLE_DATA_REQUESTS: ({R.PERSONNEL_ADMIN, R.DATA_PROTECTION_OFFICER}, set()),
    A.HANDLE_BREACHES: ({R.PERSONNEL_ADMIN, R.DATA_PROTECTION_OFFICER}, set()),
    A.ASSESS_PRIVACY: ({R.PERSONNEL_ADMIN, R.DATA_PROTECTION_OFFICER}, set()),
    A.MANAGE_AGREEMENTS: ({R.HOST_OPERATOR}, set()),
    A.PROVISION: ({R.HOST_OPERATOR}, set()),
    A.PUBLISH_TEMPLATES: ({R.HOST_OPERATOR}, set()),
    A.ASK_SUPPORT: ({R.HOST_OPERATOR}, set()),
    A.DECIDE_SUPPORT: ({R.PERSONNEL_ADMIN}, set()),
}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_every_cell_of_the_table(role: Role, action: Action) -> None:
    everywhere, within = EXPECTED[action]
    assert roles_may([role], action) is (role in everywhere)
    assert roles_may_within([role], action) is (role in within)


def test_a_bounded_role_never_counts_for_the_whole_government_beside_others_either() -> None:
    assert {R.AGENCY_ADMIN} == BOUNDED_ROLES
    for action in Action:
        assert roles_may([R.AGENCY_ADMIN, R.HEALTH_READER], action) is roles_may([R.HEALTH_READER], action)
