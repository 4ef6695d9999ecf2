"""Short forms of a government's name for narrow places."""

LONGEST = 60  # characters of a short name, and of the agency's
_SHORT = {"kabupaten": "Kab.", "provinsi": "Prov."}


def short_name(name: str) -> str:
    """'Kabupaten Magelang' is 'Kab. Magelang'; a city keeps its name."""
    first, _, rest = name.partition(" ")
    return f"{_SHORT[first.casefold()]} {rest}" if rest and first.casefold() in _SHORT else name


def crest_initials(name: str) -> str:
    """Two letters that stand where the crest will be: 'Kota Surakarta' is 'KS'."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in words[:2]) or "?"


def are_initials(text: str) -> bool:
    """Whether it fits where the crest is: one to three letters."""
    return 0 < len(text) <= 3 and text.isalpha()
