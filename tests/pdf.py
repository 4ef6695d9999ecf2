"""The words of a PDF as our documents are written: enough to read them back in a test."""

import re
import zlib


def text_of(content: bytes) -> str:
    """All words of all pages, in the order they were set."""
    objects = {int(number): body for number, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", content, re.DOTALL)}
    pages = [body for body in objects.values() if b"/Type/Page/" in body or re.search(rb"/Type/Page\b(?!s)", body)]
    return "\n".join(_page(objects, page) for page in pages)


def _page(objects: dict[int, bytes], page: bytes) -> str:
    resources = page if b"/Font<<" in page else objects[_reference(page, b"Resources")]
    fonts = re.search(rb"/Font<<(.*?)>>", resources)
    assert fonts is not None
    maps = {
        name: _characters(_stream(objects[_reference(objects[int(number)], b"ToUnicode")]))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", fonts[1])
    }
    words, font = "", b""
    tokens = rb"/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\)|(\bT[md*D]\b)"
    shown = re.sub(rb"/(?:Lang|Alt)\([^)]*\)", b"", _stream(objects[_reference(page, b"Contents")]))  # tags, no words
    for name, digits, literal, moved in re.findall(tokens, shown, re.DOTALL):
        if name:
            font = name
        elif moved:
            words += " "
        else:
            raw = bytes.fromhex(digits.decode()) if digits else _unescaped(literal)
            words += "".join(maps[font].get(raw[at : at + 2], "") for at in range(0, len(raw), 2))
    return words


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    assert found is not None, (key, body[:300])
    return int(found[1])


def _stream(body: bytes) -> bytes:
    _head, _word, rest = body.partition(b"stream\n")
    data = rest.rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(data) if b"FlateDecode" in _head else data


def _unescaped(literal: bytes) -> bytes:
    names = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 8)]) if found[1].isdigit() else names.get(found[1], found[1])

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.DOTALL)


def _characters(cmap: bytes) -> dict[bytes, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
