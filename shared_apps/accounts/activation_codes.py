"""The code of an activation letter: pure. Short enough to copy from paper, long enough not to be guessed."""

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that looks like another: no 0 O, 1 I L
LENGTH = 10  # 31 ** 10 is nearly fifty bits, of which a thief has five tries
GROUP = 5
DAYS = 30  # how long a letter works: it travels by hand
MOST_TRIES = 5  # wrong codes until the letter is worth nothing


def spelled(digest: bytes) -> str:
    """A code from at least 16 bytes of randomness; the same bytes give the same code."""
    number, letters = int.from_bytes(digest), []
    for _place in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)


def as_printed(code: str) -> str:
    """`ABCDE-FGHJK`: in groups, so that eyes keep their place."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """What somebody typed, as it was made: capitals, without spaces and hyphens of any kind."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
