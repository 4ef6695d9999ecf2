"""Names as people write them, from names as machines store them: 'DINAS KESEHATAN' is 'Dinas Kesehatan'."""

import re

# written in capitals although they have vowels; those without a vowel are recognised by that
_WITH_VOWELS = (
    "UPTD UPT UPTB RSUD RSU RSUP RSIA SD SDN SDLB SMP SMPN SMA SMAN SMK SMKN SLB SLBN TK TKN PAUD SKB UKM UMKM IKM "
    "HAM ASN SDM SDA BUMD BLUD PPA TPA TPST PKK KUA BPBD BAZNAS KONI BKPSDM BKD BKAD BPKAD UKPBJ LPSE PUPR "
    "IT TIK TPI RPH IPAL SPAM PAM KB KIE AIDS HIV IKP BLK OPD BRIDA SATPOL PPID DPRD PP "
    "KPU PMI MUI FKUB KORPRI PNS PPPK"
)
_JOINING = "dan di ke dari serta untuk pada yang atau dengan bagi oleh dalam atas terhadap antar"
_CAPITALS, _SMALL = frozenset(_WITH_VOWELS.split()), frozenset(_JOINING.split())
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})", re.ASCII)
_WORD = re.compile(r"[^\s/()&,.\-–]+")


def is_shouting(text: str) -> bool:
    """Whether a name of more than one word is written in capitals, or in small letters, throughout."""
    letters = [letter for letter in text if letter.isalpha()]
    shouts = text == text.upper() and any(len(word) > 3 for word in text.split())
    return bool(letters) and (shouts or text == text.lower())


def titled(text: str) -> str:
    """The name with the capitals of a title; known abbreviations, Roman and other numbers keep theirs.

    In a name that has both kinds of letters only slips are mended: 'PAngan', 'Komunikasi Dan Informatika'.
    """
    plain = " ".join(text.split())
    shouting = is_shouting(plain)
    first = True

    def mended(found: re.Match[str]) -> str:
        nonlocal first
        word = found.group()
        begins, first = first, False
        return _shouted(word, begins) if shouting else _slipped(word, begins)

    return _WORD.sub(mended, plain)


def _shouted(word: str, begins: bool) -> str:
    capital = word.upper()
    if word.lower() in _SMALL:
        return word.capitalize() if begins else word.lower()
    if capital in _CAPITALS or _ROMAN.fullmatch(capital) or any(letter.isdigit() for letter in word):
        return capital
    if len(word) > 1 and not set(capital) & set("AEIOUY"):
        return capital
    return capital[0] + word[1:].lower()


def _slipped(word: str, begins: bool) -> str:
    if word.lower() in _SMALL and not begins:
        return word.lower()
    if re.fullmatch(r"[A-Z]{2}[a-z]{3,}", word):
        return word.capitalize()
    return word[0].upper() + word[1:] if begins else word
