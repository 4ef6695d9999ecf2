"""Names that stand twice, abbreviations two units share, and names that were cut off."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from tenant_apps.organisation.files.rules.kinds import Certainty, Guess

# Names most governments have (PP 18/2016 jo. 72/2019); a cut name that begins one of them is completed by it.
USUAL = (
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Badan Kesatuan Bangsa dan Politik",
    "Badan Penanggulangan Bencana Daerah",
    "Badan Pengelolaan Keuangan dan Aset Daerah",
    "Badan Perencanaan Pembangunan Daerah",
    "Badan Riset dan Inovasi Daerah",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Ketahanan Pangan dan Pertanian",
    "Dinas Komunikasi dan Informatika",
    "Dinas Koperasi, Usaha Kecil dan Menengah",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Pemadam Kebakaran dan Penyelamatan",
    "Dinas Pemberdayaan Masyarakat dan Desa",
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak serta Pengendalian Penduduk dan Keluarga Berencana",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Dinas Pengendalian Penduduk dan Keluarga Berencana",
    "Dinas Perdagangan dan Perindustrian",
    "Dinas Perpustakaan dan Kearsipan",
    "Dinas Perumahan dan Kawasan Permukiman",
    "Dinas Tenaga Kerja dan Transmigrasi",
)
_FREQUENT = (
    "administrasi anak aset bangsa bencana berencana daerah desa dinas hukum informatika keluarga kebakaran "
    "kebudayaan kehutanan kelautan kependudukan kepegawaian kepemudaan kesatuan kesehatan kesejahteraan ketahanan "
    "keuangan komunikasi koperasi lingkungan manusia masyarakat menengah modal olahraga organisasi pangan "
    "pariwisata pelayanan pembangunan pemerintahan pemberdayaan pemukiman penanaman penataan pencatatan "
    "pendapatan pendidikan penduduk pengelolaan pengembangan pengendalian penyelamatan perdagangan perempuan "
    "perencanaan perhubungan perikanan perindustrian perkebunan perlindungan permukiman perpustakaan pertanahan "
    "pertanian perumahan peternakan politik rakyat ruang sosial statistik sumber tenaga terpadu transmigrasi "
    "kearsipan persandian penyuluhan "
)
_WORDS = frozenset(_FREQUENT.split())
_PROPER = frozenset(
    {"district", "subdistrict", "school", "health_centre", "hospital"}
)  # named after places and people
_HANGING = re.compile(r"(\b(dan|serta|untuk|dengan|atau|di|ke|pada|yang|sumber daya)|[,/&\-])$")
_LEAST = 12  # letters that a cut name must share with the whole one
_LEAST_OF_WORD = 4


def key_of(name: str) -> str:
    """What makes two spellings of a name the same: letters and digits, without case and the words between."""
    plain = re.sub(r"\b(dan|serta|&)\b|&", " ", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


class Lexicon:
    """Names that are known whole, to be found by how they begin."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({_plain(name): name for name in (*USUAL, *names)}.items())
        self._keys = [key for key, _name in self._names]

    def completed(self, plain: str) -> str | None:
        """A name that goes on after this beginning."""
        place = bisect_right(self._keys, plain)
        return self._names[place][1] if place < len(self._keys) and _begins(plain, self._keys[place]) else None


def guess_name(name: str, known: Lexicon, kind: str | None) -> Guess | None:
    """The whole name where one looks cut off, from the other names known here or from those that are usual."""
    plain = _plain(name)
    if not _looks_cut(plain, kind):
        return None
    whole = known.completed(plain)
    if whole is None:
        return Guess(name, Certainty.OPEN, "name_maybe_cut")
    return Guess(whole, Certainty.LIKELY, "name_cut", {"whole": whole})


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _begins(plain: str, whole: str) -> bool:
    return len(plain) >= _LEAST and whole.startswith(plain) and whole != plain


def _looks_cut(plain: str, kind: str | None) -> bool:
    """Ends in a word that joins, or in the beginning of a word that agencies have and is none itself."""
    if _HANGING.search(plain):
        return True
    words = re.findall(r"[^\W\d]+", plain)
    if kind in _PROPER or len(words) < 2 or plain[-1:].isdigit() or words[-1] in _WORDS:
        return False
    return any(_cuts(words[-1], word) for word in _WORDS) or _ends_usual(plain)


def _ends_usual(plain: str) -> bool:
    """In the middle of a word of a usual name, however short the rest: '… Pelayanan Terpadu Satu P'."""
    return any(
        _begins(plain, whole) and whole[len(plain)].isalpha() for whole in (usual.casefold() for usual in USUAL)
    )


def _cuts(last: str, word: str) -> bool:
    return len(last) >= _LEAST_OF_WORD and len(last) < len(word) and word.startswith(last)


def same_names(names: Sequence[tuple[int, str]]) -> Mapping[int, int]:
    """For rows of (number, name with what else must be equal): the earlier row with the same name."""
    first: dict[str, int] = {}
    return {row: first[key] for row, name in names if (key := key_of(name)) and first.setdefault(key, row) != row}


def shared(abbreviations: Sequence[tuple[int, str]]) -> Mapping[int, int]:
    """The rows whose abbreviation an earlier row has, with that row."""
    first: dict[str, int] = {}
    found = {}
    for row, text in abbreviations:
        key = key_of(text)
        if key and first.setdefault(key, row) != row:
            found[row] = first[key]
    return found
