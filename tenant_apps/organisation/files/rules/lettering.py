"""How wide words are when drawn, and how they break into lines. Widths are of a plain sans, a little generous."""

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]/-· "), frozenset("mwMW@%")
_PER_MILLE = {"narrow": 330, "wide": 920, "upper": 690, "other": 560}


def width(text: str, size: int) -> int:
    """How many points a text takes at a font size in points, rounded up."""
    return -(-sum(_PER_MILLE[_kind(letter)] for letter in text) * size // 1000)


def wrapped(text: str, room: int, size: int) -> tuple[str, ...]:
    """The lines of a text none of which is wider than `room` points; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, room, size)):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def _kind(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    return "upper" if letter.isupper() else "other"


def _pieces(word: str, room: int, size: int) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
