"""What a sheet says about whether somebody is still in office (BKN: kedudukan hukum)."""

import re

_LEFT = re.compile(r"(telah |sudah )?(pensiun|meninggal|wafat|berhenti|diberhentikan|pemberhentian)")


def has_left(text: str) -> bool:
    """Whether the words say that somebody serves no more; a suspension or the time before a pension is no leaving."""
    if not text:
        return False
    plain = " ".join(text.casefold().split())
    return bool(_LEFT.match(plain)) and "sementara" not in plain
