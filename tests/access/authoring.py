"""Addresses on which a template is written, at the host only."""

from collections.abc import Mapping

from django_tenants.utils import schema_context

from shared_apps.scoring_templates.models import TemplateDraft
from tests.access.doors import OPERATOR, Address, Sample, opens
from tests.government import Government


def part(**fixed: str) -> Sample:
    """A part of the draft."""
    return lambda here: {"draft_id": here.ids["reviewed"], **fixed}


def sends_back(**fields: object) -> Sample:
    """A form that was drawn from the draft as it stands."""

    def body(here: Government) -> dict[str, object]:
        with schema_context("public"):
            seen = TemplateDraft.objects.get(id=here.ids["reviewed"]).document_hash
        return {"seen": seen, **fields}

    return body


_MEASURE = {"title_id": "Hadir", "type": "number", "source": "people", "missing": "refuse", "min": "0", "max": "9",
            "decimals": "0", "direction": "higher"}  # fmt: skip
_NODE = sends_back(title_id="Perilaku", total="100", missing="refuse", which="form")
_SCALE = sends_back(**{"+:id": "Istimewa"})
AUTHORING: Mapping[str, Address] = {
    "new_template": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 302), body=lambda _here: {"title_id": "Disiplin pegawai"}
    ),
    "next_version": Address(post=opens(OPERATOR, 302), at=lambda here: {"version_id": here.ids["version"]}),
    "template_workbench": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(), body=sends_back()),
    "template_general": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 302),
        at=part(),
        body=sends_back(title_id="Baru", version="9", valid_from="2027-01-01", decimals="2"),
    ),
    "template_measure": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(key="self"), body=sends_back(**_MEASURE)
    ),
    "template_node": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(key="behaviour"), body=_NODE),
    "template_scale": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(key="predicate"), body=_SCALE),
    "template_profile": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(key="structural"), body=sends_back(title_id="S")
    ),
    "add_to_template": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 302), at=part(what="ukuran"), body=sends_back(**_MEASURE)
    ),
    "remove_from_template": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 302),
        at=part(section="measures", key="self"),
        body=sends_back(),
    ),
    "rekey_in_template": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 302),
        at=part(section="measures", key="self"),
        body=sends_back(key="own_view"),
    ),
    "discard_draft": Address(post=opens(OPERATOR, 302), at=part(), body=sends_back()),
}
