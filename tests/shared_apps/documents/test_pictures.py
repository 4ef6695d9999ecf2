"""Uploaded pictures: said what they are, drawn anew, refused in words."""

import struct
import zlib

import pytest

from shared_apps.documents import rules
from shared_apps.documents.pictures import redrawn
from shared_apps.errors import InvalidError
from tests import pictures

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pictures.png(300, 400), ("png", 300, 400)),
        (pictures.JPEG, ("jpg", 80, 96)),
        (pictures.WEBP, ("webp", 80, 96)),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x4f\0\0\x5f\0\0", ("webp", 80, 96)),
        (b"RIFF\0\0\0\0WEBPVP8L\x05\0\0\0\x2f" + struct.pack("<I", 79 | 95 << 14), ("webp", 80, 96)),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xe0\xff\xff", None),
        (b"RIFF\0\0\0\0WEBPVP8 ", None),
        (b"GIF89a" + b"\0" * 20, None),
    ],
)
def test_a_picture_says_what_it_is(content: bytes, said: tuple[str, int, int] | None) -> None:
    assert rules.picture_of(content) == said


@pytest.mark.parametrize(
    "content", [pictures.png(comment=b"rahasia"), pictures.JPEG, pictures.WEBP, pictures.png(64, 600) + b"PK\x03\x04x"]
)
def test_what_is_kept_is_drawn_anew_and_always_the_same(content: bytes) -> None:
    drawn = redrawn(content, field="file")
    assert struct.unpack(">II", drawn[16:24]) == (rules.SIDE, rules.SIDE)
    assert redrawn(content, field="file") == drawn
    assert b"rahasia" not in drawn
    assert b"PK\x03\x04" not in drawn
    assert drawn[-8:-4] == b"IEND"


def _claiming(width: int, height: int) -> bytes:
    """A small file that says it is large."""
    plain = pictures.png()
    header = b"IHDR" + struct.pack(">II", width, height) + plain[24:29]
    return plain[:12] + header + struct.pack(">I", zlib.crc32(header)) + plain[33:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SVG, "picture_is_svg"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>" + SVG, "picture_is_svg"),
        (b"\x1f\x8b" + SVG, "picture_is_svg"),
        (b"MZ\x90\0" * 40, "picture_unknown"),
        (b"", "picture_unknown"),
        (pictures.png(63, 200), "picture_size"),
        (_claiming(60_000, 60_000), "picture_size"),
        (_claiming(3000, 3000), "picture_unreadable"),
        (pictures.png()[:150], "picture_unreadable"),
        (pictures.JPEG[:400], "picture_unknown"),
        (b"\0" * (rules.LARGEST_FILE + 1), "picture_too_large"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        redrawn(content, field="file")
    assert (refused.value.code, set(refused.value.fields)) == (code, {"file"})
