"""What attackers try first is refused, without asking anybody."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from merit import commands_passwords
from shared_apps.accounts import breached
from tests.shared_apps.accounts.scene import PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "Surakarta2026",
        "Bismillah#1",
        "b1sm1ll4h2026",
        "P3g4w41-2026!",
        "!!Rahasia!!99",
        "sayangsayang1",
        "abcabcabc2026",
        "aaaaaaaaaaaa1",
        "Qwertyuiop123",
        "poiuytrewq99!",
        "190001011920011999ab",
        "nip 190001011920011999",
        "1234567890ab",
    ],
)
def test_a_known_word_with_digits_and_marks_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_breached" in {each.code for each in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "Kebun-Teh-12-Bukit",
        "kuda batu lampu sungai",
        "x9$Kq2!vLw0z",
        "Surakarta hujan pelan 8",
        "ナイス天気かわいいね1",
    ],
)
def test_several_words_and_random_letters_are_fine(password: str) -> None:
    validate_password(password)


@pytest.fixture
def listed(tmp_path: Path, settings: Any) -> Path:
    leaked = ["kuda batu lampu sungai", *(f"bocor-{number}-x" for number in range(1000))]
    source, target = tmp_path / "source.txt", tmp_path / "leaked.bin"
    lines = [f"{hashlib.sha1(each.encode()).hexdigest().upper()}:{at}" for at, each in enumerate(leaked)]  # noqa: S324
    source.write_text("\n".join(lines) + "\n")
    assert commands_passwords.build([str(source), str(target)]) == 0
    settings.BREACHED_PASSWORDS = str(target)
    return target


def test_every_password_of_an_installed_list_is_found_and_no_other(listed: Path) -> None:
    assert listed.stat().st_size == 1001 * breached.WIDTH
    assert all(breached.is_listed(f"bocor-{number}-x") for number in range(1000))
    assert not any(breached.is_listed(f"utuh-{number}-x") for number in range(1000))
    for typed in ("kuda batu lampu sungai", "Kuda Batu Lampu Sungai"):
        with pytest.raises(ValidationError):
            validate_password(typed)
    validate_password(PASSWORD)


def test_a_file_that_is_no_list_stops_rather_than_lets_through(tmp_path: Path, settings: Any) -> None:
    broken = tmp_path / "broken.bin"
    broken.write_bytes(b"x" * 13)
    settings.BREACHED_PASSWORDS = str(broken)
    with pytest.raises(ImproperlyConfigured):
        breached.is_listed("x")


@pytest.mark.parametrize("line", ["abc", "password:3", "zz" * 20])
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|non-hexadecimal"):
        breached.build([line], io.BytesIO())
