"""Which number the next version of a template gets."""

import re
from collections.abc import Collection

_LAST_NUMBER = re.compile(r"\d+(?=\D*$)", re.ASCII)


def next_version(wanted: str, taken: Collection[str]) -> str:
    """The version a document calls itself, or counted on from it until it is free: 2026.1 → 2026.2."""
    version = wanted
    while version in taken:
        counted = _LAST_NUMBER.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), version, count=1)
        version = counted if counted != version else f"{version}.1"
    return version
