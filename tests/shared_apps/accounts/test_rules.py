import pytest

from shared_apps.accounts.rules import (
    ALLOWED,
    HOST_ROLES,
    LENT_ROLES,
    REGION_ROLES,
    Action,
    Role,
    personal_number,
    roles_given_in,
    roles_may,
)


def test_every_role_is_in_the_table_and_lives_at_the_host_or_in_regions() -> None:
    assert set(ALLOWED) == set(Role)
    assert set(Role) == HOST_ROLES | REGION_ROLES | LENT_ROLES
    assert not HOST_ROLES & REGION_ROLES
    assert not LENT_ROLES & (roles_given_in(host=True) | roles_given_in(host=False))


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(roles_may([], action) for action in Action)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("190001011920011999", "190001011920011999"),
        (" 19000101 192001 1 999 ", "190001011920011999"),
        ("'190001011920011999", "190001011920011999"),
        ("470012345", "470012345"),
        ("sari@north.example.id", None),
        ("1900010119200119990", None),
        ("", None),
        ("١٩٠٠", None),
    ],
)
def test_a_nip_is_read_with_and_without_spaces(typed: str, number: str | None) -> None:
    assert personal_number(typed) == number
