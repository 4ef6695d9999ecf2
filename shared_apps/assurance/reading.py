"""A report's bytes as what its page shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.assurance.models import Report
from shared_apps.assurance.services import PURPOSE
from shared_apps.assurance.words import REASONS, VERDICTS, WAYS
from shared_apps.ui.formats import whole


@dataclass(frozen=True)
class Way:
    """One way of searching, with its numbers."""

    name: Any
    told: Any
    tried: int
    refused: int
    unanswered: int
    own: int
    found: int


@dataclass(frozen=True)
class Reading:
    """Everything a page or a document says of a report."""

    facts: dict[str, Any]
    headline: Any
    tone: str
    ways: Sequence[Way]
    skipped: Sequence[tuple[str, Any]]

    @property
    def tried(self) -> int:
        """How often it was tried elsewhere."""
        return sum(way.tried for way in self.ways)

    @property
    def own(self) -> int:
        """How often the own canary was found where it must be."""
        return sum(way.own for way in self.ways)

    @property
    def crossings(self) -> Sequence[dict[str, str]]:
        """Canaries that stood where they must not."""
        found: Sequence[dict[str, str]] = self.facts["foreign_canaries"]
        return found


def read(report: Report) -> Reading:
    """The report as it was signed."""
    facts = json.loads(report.content)
    headline, tone = VERDICTS[report.verdict]
    ways = [_way(name, facts) for name in WAYS]
    skipped = [(name, REASONS.get(reason, reason)) for name, reason in facts["searched_in"]["skipped"].items()]
    return Reading(facts, headline, tone, ways, skipped)


def sentence(report: Report, reading: Reading) -> str:
    """What the numbers say."""
    if report.verdict == "apart":
        return _(
            "Nilai uji Anda dicari %(tried)s kali di %(places)s pemerintahan lain dan tidak ditemukan. Di daerah Anda "
            "sendiri nilai itu ditemukan %(own)s kali: alat carinya bekerja."
        ) % {
            "tried": whole(reading.tried),
            "places": whole(reading.facts["searched_in"]["governments"]),
            "own": whole(reading.own),
        }
    if report.verdict == "crossed":
        return _(
            "Sebuah nilai uji terlihat di tempat yang tidak boleh menampilkannya. Penyelenggara sudah diberi tahu. "
            "Mintalah penjelasan tertulis."
        )
    return _(
        "Pencarian malam ini tidak lengkap, jadi tidak membuktikan apa pun. Tidak ada kebocoran yang ditemukan. "
        "Rinciannya ada di bawah."
    )


def file_name(report: Report) -> str:
    """What its file is called."""
    return f"isolasi-{report.day.isoformat()}.json"


def command(report: Report) -> str:
    """What is typed to verify it."""
    return f"merit signature verify {file_name(report)} --key merit-signing-key.pem --purpose {PURPOSE}"


def _way(name: str, facts: dict[str, Any]) -> Way:
    title, told = WAYS[name]
    counts = facts["elsewhere"].get(name, {})
    return Way(
        name=title,
        told=told,
        tried=counts.get("tried", 0),
        refused=counts.get("refused", 0),
        unanswered=counts.get("unanswered", 0),
        own=facts["own_canary_found"].get(name, 0),
        found=sum(each["way"] == name for each in facts["foreign_canaries"]),
    )
