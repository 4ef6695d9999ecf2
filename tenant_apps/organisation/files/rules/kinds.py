"""What kind of unit a name means, and which bodies in a sheet are no units of the government at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Certainty(StrEnum):
    """How far a proposal carries: `sure` is not asked, `likely` is asked and preselected, `open` needs an answer."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


@dataclass(frozen=True)
class Guess:
    """A proposal for one cell: its value, how certain it is and why; the words for `reason` are in wording.py."""

    value: str
    certainty: Certainty
    reason: str
    params: Mapping[str, str] = field(default_factory=dict)


# How a name begins, most particular first. PP 18/2016 jo. 72/2019 (unverified) for the kinds themselves.
_BEGINNINGS: tuple[tuple[str, str], ...] = (
    (r"pemerintah\b|pem(prov|kab|kot|da)\b", "government"),
    (r"(sekretariat|sekretaris|set) ?(dprd|dewan)\b|setwan\b", "council_secretariat"),
    (r"sekretariat daerah\b|setda\b", "secretariat"),
    (r"asisten\b", "assistant"),
    (r"biro\b", "bureau"),
    (r"(bagian|bag\.?) ", "section"),
    (r"inspektorat pembantu\b|inspektur pembantu\b|irban\b", "inspector_area"),
    (r"inspektorat\b", "inspectorate"),
    (r"(badan|kantor) penghubung\b", "liaison_office"),
    (r"cabang dinas\b|cabdin\b|kantor cabang dinas\b", "branch_office"),
    (r"rumah sakit\b|rsud\b|rsu\b|rsia\b", "hospital"),
    (r"puskesmas\b|pusat kesehatan masyarakat\b|uptd?\.? puskesmas\b|pkm ", "health_centre"),
    (r"(uptd?\.? )?(sekolah|(sd|smp|sma|smk|tk|slb)n?\b( negeri)?)\b|paud negeri\b|satuan pendidikan\b", "school"),
    (r"uptd?b?\b|unit pelaksana teknis\b|balai\b|laboratorium\b|instalasi farmasi\b", "service_unit"),
    (r"satuan polisi\b|satpol\b|sat\.? ?pol\b", "police_unit"),
    (r"dinas\b|dis(dik|hub|kominfo|sos|pora|nakertrans|perindag|dukcapil)\b|dinkes\b|dpmptsp\b|dlh\b", "department"),
    (r"(bappe|bape|bakes|bk|bp|brid|bkpsdm)[a-z]*\b(?! ?\w)|badan\b", "board"),
    (r"kecamatan\b|kec\.? |distrik\b", "district"),
    (r"kelurahan\b|kel\.? ", "subdistrict"),
    (r"sub ?bagian\b|sub ?bag\.?\b|sub ?bidang\b|sub ?bid\.?\b|seksi\b|sie\b", "subsection"),
    (r"bidang\b|bid\.? ", "division"),
    (r"sekretariat\b", "office_secretariat"),
)
_KINDS = tuple((re.compile(pattern), code) for pattern, code in _BEGINNINGS)

# Bodies that stand in lists of agencies and are none: the reason says which sort.
_OTHERS: tuple[tuple[str, str], ...] = (
    (r"\b(kpu|komisi pemilihan umum|bawaslu|panwaslu)\b", "vertical"),
    (r"^(kejaksaan|pengadilan|polres|polresta|polda|polsek|kodim|koramil|korem|lapas|rutan|imigrasi)\b", "vertical"),
    (r"\b(kementerian|kantor pertanahan|bpn|badan pusat statistik|bps|bnnk?)\b", "vertical"),
    (r"\b(kantor urusan agama|kua|kantor pelayanan pajak|badan narkotika nasional|kantor wilayah)\b", "vertical"),
    (r"^(perumda|perusda|perseroda|perusahaan|pdam|pd\.? |pt\.? |bpr\b|bank\b|bumd)", "company"),
    (r"\b(perumda|perseroda|bank perkreditan rakyat|perusahaan (umum )?daerah)\b", "company"),
    (r"\b(baznas|badan amil zakat|palang merah|pmi|koni|kwarcab|pramuka|dekranasda|korpri|pkk|mui|fkub)\b", "society"),
    (r"^(karang taruna|lembaga adat|dewan kesenian|dewan pendidikan|yayasan|forum)\b", "society"),
    (r"^(desa|nagari|gampong|kampung|pekon)\b", "village"),
    (r"^(wali ?kota|bupati|gubernur|wakil (wali ?kota|bupati|gubernur))\b", "office_holder"),
)
_BODIES = tuple((re.compile(pattern), reason) for pattern, reason in _OTHERS)
_COUNCIL = re.compile(r"^(dewan perwakilan rakyat daerah|dprd)\b")
# an agency may carry the word in its own name: 'Biro BUMD dan Investasi', 'Dinas PMD dan Desa'
_AGENCY_WORDS = frozenset(
    {"government", "council_secretariat", "secretariat", "assistant", "bureau", "section", "department", "division",
     "subsection", "inspectorate", "district", "subdistrict", "police_unit", "service_unit", "office_secretariat"}
)  # fmt: skip


def kind_of(name: str) -> str | None:
    """The code of the unit type a name begins like; None where it begins like nothing known."""
    plain = _plain(name)
    return next((code for pattern, code in _KINDS if pattern.match(plain)), None)


def guess_kind(name: str, written: str) -> Guess:
    """The type of a unit: as its column says (`written`, a code or ''), else as its name begins, else asked."""
    by_name = kind_of(name)
    if written:
        if by_name in (None, written) or by_name in _NEAR.get(written, ()):
            return Guess(written, Certainty.SURE, "kind_written")
        return Guess(written, Certainty.LIKELY, "kind_differs", {"name": name})
    if by_name:
        return Guess(by_name, Certainty.SURE, "kind_by_name")
    if _plain(name).startswith("kantor "):
        return Guess("board", Certainty.OPEN, "kind_office")
    return Guess("", Certainty.OPEN, "kind_unknown")


# a column may say more, or less, than the name without contradicting it
_NEAR: Mapping[str, tuple[str, ...]] = {
    "service_unit": ("school", "health_centre", "hospital"),
    "office_secretariat": ("secretariat",),
    "subsection": ("section",),
    "section": ("subsection",),
}


def guess_taken(name: str, written: str) -> Guess:
    """Whether a row is a unit of the government: 'yes' or 'no', with the sort of body where it is none."""
    plain = _plain(name)
    told = _other(_plain(written)) if written else ""
    if told:
        return Guess("no", Certainty.LIKELY, f"body_{told}")
    if _COUNCIL.match(plain):
        return Guess("no", Certainty.LIKELY, "body_council")
    if kind_of(name) in _AGENCY_WORDS:
        return Guess("yes", Certainty.SURE, "body_own")
    found = _other(plain)
    return Guess("no", Certainty.LIKELY, f"body_{found}") if found else Guess("yes", Certainty.SURE, "body_own")


def _other(plain: str) -> str:
    if re.match(r"(lembaga lain|bukan opd|non opd|instansi vertikal)\b", plain):
        return "other"
    return next((reason for pattern, reason in _BODIES if pattern.search(plain)), "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
