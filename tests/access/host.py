"""Every address of the host's console: who gets which answer."""

from collections.abc import Mapping
from importlib.resources import files

from django_tenants.utils import schema_context

from shared_apps import signatures
from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.models import TemplateDraft
from shared_apps.scoring_templates.rules import document as document_rules
from shared_apps.scoring_templates.rules import package
from tests.access import departure, support
from tests.access.authoring import AUTHORING
from tests.access.backups import BACKUPS
from tests.access.doors import EVERYBODY, OPERATOR, Address, Sample, opens
from tests.access.identities import identities
from tests.access.lifecycle import LIFECYCLE
from tests.access.proposals import RECEIVING
from tests.access.provisioning import PROVISIONING
from tests.access.region import BOTH, OTHER_PASSWORD, file, guest, sends, sign_in
from tests.government import Government
from tests.tenants.conftest import TERMS


def made(key: str, what: str) -> Sample:
    """The path of something the host has."""
    return lambda here: {key: here.ids[what]}


def as_file(key: str, what: str) -> Sample:
    """The path of a template in a form for another machine."""
    return lambda here: {key: here.ids[what], "kind": "yaml"}


def part(key: str) -> Sample:
    """The path of a part of the draft."""
    return lambda here: {"draft_id": here.ids["draft"], "key": key}


def document(_here: Government) -> dict[str, object]:
    """A template as a file."""
    folder = files("shared_apps.scoring_templates") / "documents"
    return {"document": file((folder / "asn_performance.yaml").read_bytes(), "kinerja.yaml")}


def a_review(here: Government) -> dict[str, object]:
    """What a second operator says of somebody else's draft."""
    with schema_context("public"):
        draft = TemplateDraft.objects.get(id=here.ids["reviewed"])
    return {"seen": draft.document_hash, "verdict": "approved", "comment": "Sesuai"}


def template_package(_here: Government) -> dict[str, object]:
    """A version as another installation would give it."""
    found, _problems = document_rules.read_yaml(documents.text("asn_performance"))
    assert found is not None
    content = package.content_of(template=found, issuer="Surabaya", meant_for="Jabar", changelog="")
    signature = signatures.sign(content, purpose=package.PURPOSE)
    made = package.packed(content, signature, signatures.public_key())
    return {"file": file(made, "paket.json"), "key_id": signature.key_id}


def names(here: Government) -> dict[str, object]:
    """A region of its own for the agreement that has none."""
    return {
        "agreement_id": str(here.ids["agreement"]),
        "schema_name": "magelang",
        "domain": "magelang.localhost",
        "administrator_name": "Admin Magelang",
        "administrator_email": "admin@magelang.example.id",
        "personnel_agency": "BKPSDM",
        "time_zone": "Asia/Jakarta",
        "accent": "indigo",
    }


NEW_AGREEMENT = sends(**{**TERMS, "number": "PKS/BARU/2026", "region_code": "33.73"})
HOST: Mapping[str, Address] = {
    **BOTH,
    **support.HOST,
    **departure.HOST,
    **AUTHORING,
    **RECEIVING,
    **identities(OPERATOR),
    "accept_invitation": Address(
        get=opens(EVERYBODY),
        post=opens(EVERYBODY, 302),
        at=lambda here: {"token": here.invitation},
        body=sends(password=OTHER_PASSWORD),
    ),
    "fleet": Address(get=opens(OPERATOR)),
    "revoke_token": Address(post=opens(OPERATOR, 302), at=made("token_id", "all_token")),
    "activate_account": Address(
        get=opens(EVERYBODY),
        post={422: EVERYBODY},  # the host has no employees
        body=sends(number="190001011920011000", code="ABCDE-FGHJK", password=OTHER_PASSWORD),
    ),
    "end_session": Address(post=opens(OPERATOR, 302), at=made("session_id", "session")),
    "api_end_session": Address(post=opens(OPERATOR, 204), at=made("session_id", "session")),
    "appointed_people": Address(get=opens(OPERATOR)),
    "invite_to_role": Address(
        post=opens(OPERATOR, 302), body=sends(name="Operator", email="op@example.id", role="host_operator")
    ),
    "deactivate_account": Address(post=opens(OPERATOR, 302), at=guest),
    # the guest has no second factor
    "reset_second_factor": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 409), at=guest, body=sends(reason="Ponsel hilang")
    ),
    "api_reset_second_factor": Address(post=opens(OPERATOR, 409), at=guest, body=sends(reason="Ponsel hilang")),
    "reactivate_account": Address(post=opens(OPERATOR, 302), at=guest),
    "cancel_invitation": Address(post=opens(OPERATOR, 302), at=made("invitation_id", "invitation")),
    "end_appointment": Address(post=opens(OPERATOR, 302), at=made("appointment_id", "second_role")),
    "api_token": Address(post=opens(EVERYBODY, 201), body=sign_in),
    "probes": Address(get=opens(OPERATOR)),
    "job": Address(get=opens(OPERATOR), at=made("job_id", "job")),
    "job_resume": Address(post=opens(OPERATOR, 302), at=made("job_id", "job")),
    "file": Address(get=opens(OPERATOR), at=made("file_id", "upload")),
    "templates": Address(get=opens(OPERATOR)),
    "upload_template": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), body=document),
    "template_draft": Address(get=opens(OPERATOR), at=made("draft_id", "draft")),
    "publish_template": Address(
        post=opens(OPERATOR, 302), at=made("draft_id", "draft"), body=sends(version="2030.1", changelog="Baru")
    ),
    "download_draft": Address(get=opens(OPERATOR), at=as_file("draft_id", "draft")),
    "download_version": Address(get=opens(OPERATOR), at=as_file("version_id", "version")),
    "review_template": Address(post=opens(OPERATOR, 302), at=made("draft_id", "reviewed"), body=a_review),
    "withdraw_template": Address(
        post=opens(OPERATOR, 302), at=made("version_id", "version"), body=sends(reason="Salah bobot")
    ),
    "give_template": Address(
        get=opens(OPERATOR), post=opens(OPERATOR), at=made("version_id", "version"), body=sends(meant_for="Kota Jambi")
    ),
    "template_usage": Address(get=opens(OPERATOR), at=made("version_id", "version")),
    "take_template": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), body=template_package),
    "ask_reviewers": Address(post=opens(OPERATOR, 422), at=made("draft_id", "reviewed")),  # nobody is named
    "release_reviewer": Address(
        post=opens(OPERATOR, 302),  # without a reason
        at=lambda here: {"draft_id": here.ids["reviewed"], "reviewer": here.ids["draft"]},
    ),
    "template_rubric": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=part("training_points")),
    "template_rating": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=part("performance_level")),
    "template_matrix": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=part("talent_box")),
    "template_recommendations": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=made("draft_id", "draft")),
    "template_gates": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=made("draft_id", "draft")),
    "template_policy": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=made("draft_id", "draft")),
    "template_results": Address(get=opens(OPERATOR), post=opens(OPERATOR, 422), at=made("draft_id", "draft")),
    "try_template": Address(get=opens(OPERATOR), post=opens(OPERATOR), at=made("draft_id", "draft")),
    "try_version": Address(get=opens(OPERATOR), post=opens(OPERATOR), at=made("version_id", "version")),
    "template_version": Address(get=opens(OPERATOR), at=made("version_id", "version")),
    "agreements": Address(get=opens(OPERATOR)),
    "new_agreement": Address(get=opens(OPERATOR), post=opens(OPERATOR, 302), body=NEW_AGREEMENT),
    "agreement": Address(get=opens(OPERATOR), at=made("agreement_id", "agreement")),
    "api_agreements": Address(get=opens(OPERATOR), post=opens(OPERATOR, 201), body=NEW_AGREEMENT),
    "console": Address(get=opens(OPERATOR)),
    "region": Address(get=opens(OPERATOR), at=made("region_id", "region")),
    "region_resume": Address(post=opens(OPERATOR, 302), at=made("region_id", "region")),
    **PROVISIONING,
    **LIFECYCLE,
    **BACKUPS,
    "region_administrator": Address(
        get=opens(OPERATOR),
        post=opens(OPERATOR, 422),  # north has one
        at=made("region_id", "region"),
        body=sends(name="Ratna Andini", email="ratna@north.example.id"),
    ),
    "provision_region": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 302), at=made("agreement_id", "agreement"), body=names
    ),
    "api_regions": Address(get=opens(OPERATOR), post=opens(OPERATOR, 202), body=names),
    "api_provisioning": Address(get=opens(OPERATOR), post=opens(OPERATOR, 202), at=made("region_id", "region")),
}
