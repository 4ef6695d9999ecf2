"""A report on paper: for those who read, not for those who verify."""

from django.utils.translation import gettext as _

from shared_apps.assurance.models import Report
from shared_apps.assurance.reading import Reading, command, file_name, sentence
from shared_apps.assurance.services import PURPOSE
from shared_apps.documents import pdf
from shared_apps.ui.formats import whole


def on_paper(report: Report, reading: Reading) -> bytes:
    """The PDF of a report; the same report gives the same bytes."""
    facts, name = reading.facts, file_name(report)
    host = facts["installation"]["name"]
    asked = facts["searched_in"]["asked_by_id"]
    proof = facts["catalogue_proof"]
    data = {
        "title": _("Laporan uji isolasi"),
        "number": f"{facts['region']['code']} · {facts['day']}",
        "date": facts["concluded_at"],
        "letterhead": {"name": host, "agency": _("Penyelenggara Merit Bersama"), "initials": _initials(host)},
        "headline": str(reading.headline),
        "sentence": sentence(report, reading),
        "facts": [
            [_("Daerah"), facts["region"]["name"]],
            [_("Alamat"), facts["region"]["address"]],
            [_("Pemerintahan yang diperiksa"), whole(facts["searched_in"]["governments"])],
            [
                _("Pasangan yang diuji dengan nomor asli"),
                _("%(pairs)s dari %(all)s, bergiliran tiap malam")
                % {"pairs": whole(asked["pairs"]), "all": whole(asked["of"])},
            ],
            [_("Login dan jalur"), _("sesuai, diperiksa dua kali") if facts["arrival"] else _("tidak sesuai")],
            [
                _("Bukti hak basis data"),
                _("%(promises)s janji, %(broken)s dilanggar")
                % {"promises": whole(proof["promises"]), "broken": whole(proof["broken"])}
                if proof
                else "–",
            ],
            [_("Versi program"), facts["code_version"]],
        ],
        "ways": [
            {
                "name": str(way.name),
                "told": str(way.told),
                "tried": way.tried,
                "refused": way.refused,
                "found": way.found,
                "own": way.own,
            }
            for way in reading.ways
        ],
        "crossings": [[each["of"], each["in"], f"{each['way']}: {each['where']}"] for each in reading.crossings],
        "file": name,
        "key_id": report.key_id,
        "purpose": PURPOSE,
        "command": command(report),
    }
    return pdf("assurance/report.typ", data)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word not in {"Provinsi", "Kota", "Kabupaten", "Pemerintah"}]
    return "".join(word[0] for word in words[:2]).upper()
