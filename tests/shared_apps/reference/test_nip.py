"""Employee numbers as they come out of sheets."""

from datetime import date

import pytest

from shared_apps.reference.messages import NIP_PROBLEMS, nip_texts
from shared_apps.reference.rules import age_on, parse_nip, retirement_warning


def test_a_nip_tells_birth_start_and_sex() -> None:
    nip = parse_nip("190003051924032007")
    assert (nip.birth_date, nip.start_year, nip.start_month) == (date(1900, 3, 5), 1924, 3)
    assert (nip.sex, nip.kind, nip.display) == ("female", "pns", "19000305 192403 2 007")
    assert (nip.errors, nip.warnings) == ((), ())


def test_spaces_and_apostrophes_are_ignored() -> None:
    assert parse_nip("' 19000305 192403 2 007\u00a0").digits == "190003051924032007"


def test_a_pppk_number_has_an_agreement_code_where_a_nip_has_the_month() -> None:
    nip = parse_nip("190003051930211007")
    assert (nip.kind, nip.start_year, nip.start_month, nip.warnings) == ("pppk", 1930, None, ())


def test_the_known_employment_type_wins_over_the_digits() -> None:
    assert parse_nip("190003051930211007", employment_type="pns").warnings == ("start_month",)
    assert parse_nip("190003051924032007", employment_type="pppk").kind == "pppk"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("1.9E+17", "scientific"),
        ("1,90003E+17", "scientific"),
        ("1.90003051924032E+17", "scientific"),
        ("19000305192403200X", "not_digits"),
        ("190003051924032007.0", "not_digits"),
        ("١٩٠٠٠٣٠٥١٩٢٤٠٣٢٠٠٧", "not_digits"),
        ("19000305192403200", "not_18_digits"),
        ("1900030519240320071", "not_18_digits"),
        ("130123456", "not_18_digits"),
    ],
)
def test_what_cannot_be_a_nip_is_an_error(text: str, problem: str) -> None:
    nip = parse_nip(text)
    assert (nip.errors, nip.digits, nip.display) == ((problem,), "", text)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("190002301924032007", "birth_date"),
        ("190043051924032007", "birth_date"),
        ("190003051918022007", "started_too_young"),
        ("190003051924033007", "sex"),
        ("190003051924032000", "sequence"),
    ],
)
def test_what_looks_odd_only_warns(text: str, warning: str) -> None:
    nip = parse_nip(text)
    assert (nip.errors, nip.warnings) == ((), (warning,))


def test_the_month_of_the_eighteenth_birthday_is_old_enough() -> None:
    assert parse_nip("190003051918032007").warnings == ()


def test_every_problem_has_words() -> None:
    assert all(all(nip_texts(problem)) for problem in NIP_PROBLEMS)


def test_retirement_starts_the_month_after_the_birthday() -> None:
    born = date(1968, 11, 24)
    assert retirement_warning(birth_date=born, retirement_age=58, as_of=date(2026, 11, 30)) is None
    warned = retirement_warning(birth_date=born, retirement_age=58, as_of=date(2026, 12, 1))
    assert warned is not None
    assert (warned.age, warned.since) == (58, date(2026, 12, 1))
    december = retirement_warning(birth_date=date(1966, 12, 31), retirement_age=60, as_of=date(2027, 1, 1))
    assert december is not None
    assert december.since == date(2027, 1, 1)


def test_age_of_a_leap_day_child() -> None:
    assert [age_on(date(2000, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [25, 26]
