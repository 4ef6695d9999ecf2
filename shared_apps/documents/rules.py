"""What a picture says of itself in its first bytes, before anybody decodes it. Pure."""

import struct
from typing import NamedTuple

LARGEST_FILE = 2 * 1024 * 1024  # bytes
SMALLEST_SIDE, LARGEST_SIDE = 64, 3000  # pixels
SIDE = 160  # of the picture that is kept: twice its size on the page before the password, 290 dpi on paper
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Picture(NamedTuple):
    """Kind (png, jpg, webp) and size in pixels as the file states them."""

    kind: str
    width: int
    height: int


def looks_like_svg(content: bytes) -> bool:
    """Whether it is a drawing in XML, which may carry a program or fetch something."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<!--", b"<!DOCTYPE", b"<svg")) or b"<svg" in start or start[:2] == b"\x1f\x8b"


def picture_of(content: bytes) -> Picture | None:
    """What the file says it is; None for whatever is no PNG, JPEG or WebP."""
    try:
        if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR":
            return Picture("png", *struct.unpack(">II", content[16:24]))
        if content[:3] == b"\xff\xd8\xff":
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (IndexError, struct.error):  # it ends before it has said so
        pass
    return None


def is_of_fair_size(picture: Picture) -> bool:
    """Neither too small to be recognised nor so large that decoding it costs the server."""
    return all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (picture.width, picture.height))


def _jpeg(content: bytes) -> Picture | None:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # padding
            place += 1
        elif marker in _FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return Picture("jpg", width, height)
        else:
            place += 2 if marker in _NO_LENGTH else 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None


def _webp(content: bytes) -> Picture | None:
    form, data = content[12:16], content[20:]
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return Picture("webp", width & 0x3FFF, height & 0x3FFF)
    if form == b"VP8L":
        bits = struct.unpack("<I", data[1:5])[0]
        return Picture("webp", (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
    if form == b"VP8X":
        width, height = (int.from_bytes(data[place : place + 3], "little") + 1 for place in (4, 7))
        return Picture("webp", width, height) if len(data) >= 10 else None
    return None
