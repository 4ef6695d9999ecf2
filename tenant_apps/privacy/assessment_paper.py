"""The impact assessment on paper."""

from django.utils.translation import gettext as _

from shared_apps.documents import pdf
from tenant_apps.organisation.settings.queries import letterhead
from tenant_apps.privacy.queries.assessment import Assessment, Part


def on_paper(found: Assessment) -> bytes:
    """A PDF with a place to sign."""
    government = found.government
    data = {
        "title": _("Penilaian dampak pelindungan data pribadi"),
        "date": found.day,
        "letterhead": letterhead(government),
        "foot": _("Diisi dari pengaturan; dilengkapi dan ditandatangani pejabat pelindungan data pribadi"),
        "paragraphs": [_("Disusun menurut UU 27/2022 Pasal 34 dari pengaturan yang berlaku pada hari ini.")],
        "sections": [_section(part) for part in found.parts],
        "signed": {
            "place": government.short_name,
            "role": _("Pejabat pelindungan data pribadi,"),
            "name": "(.....................)",
        },
    }
    return pdf("documents/letter.typ", data)


def _section(part: Part) -> dict[str, object]:
    told: dict[str, object] = {"title": part.title, "paragraphs": list(part.sentences)}
    if part.facts:
        told["facts"] = [list(pair) for pair in part.facts]
    if part.rows:
        told["table"] = {"columns": list(part.columns), "rows": [list(row) for row in part.rows]}
    return told
