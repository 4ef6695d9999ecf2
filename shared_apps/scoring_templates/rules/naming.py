"""A key for whoever writes titles only: short, plain, and not in use."""

import re
import unicodedata
from collections.abc import Collection

KNOWN_RESULTS = ("predicate", "talent_box", "performance", "potential")  # pages of a region know these by their keys
_LONGEST = 40
_RESERVED = "local_"


def key_from(title: str, taken: Collection[str]) -> str:
    """`Kinerja utama (60%)` → `kinerja_utama_60`; a number behind it where that is taken already."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not words or not words[0].isalpha():
        words = f"k_{words}".rstrip("_")
    words = words.removeprefix(_RESERVED) if words.removeprefix(_RESERVED)[:1].isalpha() else words
    if words.startswith(_RESERVED):
        words = f"k_{words}"
    base = words[:_LONGEST].rstrip("_")
    found, number = base, 1
    while found in taken:
        number += 1
        end = f"_{number}"
        found = base[: _LONGEST - len(end)].rstrip("_") + end
    return found
