"""The breached-list check, offline: words kept with the product, and a list of leaked passwords an operator installs.

The file is sorted: the first eight bytes of the SHA-1 of each password, one after the other, as `merit passwords
build` makes it from the public list (lines `SHA1` or `SHA1:count`). Ten million are 80 MB on disk;
a look-up reads 24 places.
"""

import hashlib
import mmap
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

from shared_apps.accounts import password_rules

WIDTH = 8  # bytes kept of each; by chance one good password in 10 ** 12 is refused
HEX_DIGITS = 40


class BreachedPasswordValidator:
    """Refuses what attackers try first. Nothing leaves the machine."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002  Django's signature
        """Raise ValidationError where the password, as typed or in small letters, is known or guessable."""
        known = any(is_listed(each) for each in {password, password.casefold()})
        if known or password_rules.is_guessable(password, words()):
            raise ValidationError(
                _("Kata sandi ini mudah ditebak atau pernah bocor. Pakai beberapa kata yang tidak berhubungan."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """For Django's own forms."""
        return _("Bukan kata yang umum dengan angka, dan bukan kata sandi yang pernah bocor.")


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The words kept with the product."""
    text = resources.files(__package__).joinpath("data/guessable_words.txt").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())


def is_listed(password: str) -> bool:
    """Whether the operator's list has it; without a list nothing has."""
    if not settings.BREACHED_PASSWORDS:
        return False
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).digest()[:WIDTH]
    listed = _opened(settings.BREACHED_PASSWORDS)
    low, high = 0, len(listed) // WIDTH
    while low < high:
        middle = (low + high) // 2
        found = listed[middle * WIDTH : (middle + 1) * WIDTH]
        if found == sought:
            return True
        low, high = (middle + 1, high) if found < sought else (low, middle)
    return False


@lru_cache(maxsize=4)
def _opened(path: str) -> mmap.mmap:
    """Mapped, not read: all processes share the pages they touched."""
    size = Path(path).stat().st_size
    if not size or size % WIDTH:
        raise ImproperlyConfigured(f"{path} is not a list of leaked passwords; make it with `merit passwords build`.")
    with Path(path).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def build(source: Iterable[str], target: BinaryIO) -> int:
    """Write the list of a public one, in any order; how many are in it. Raises ValueError for a wrong line."""
    kept = sorted(set(_beginnings(source)))
    target.write(b"".join(kept))
    return len(kept)


def _beginnings(source: Iterable[str]) -> Iterator[bytes]:
    for number, line in enumerate(source, start=1):
        digest = line.strip().partition(":")[0]
        if not digest:
            continue
        if len(digest) != HEX_DIGITS:
            raise ValueError(f"line {number}: a SHA-1 in hexadecimal is expected")
        yield bytes.fromhex(digest[: 2 * WIDTH])
