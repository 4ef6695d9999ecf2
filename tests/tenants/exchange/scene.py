"""Two regions that use the talent template with points of their own, and the host that hears of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring.models import Proposal, Scheme
from tenants.exchange import proposals
from tenants.regions.models import Region
from tests.cast import OPERATOR, Command
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS, FIRST_DAY

POINTS, AXIS = "/nodes/education_points/choices", "/nodes/performance/title/id"
OWN = {"path": f"{POINTS}/senior_secondary", "value": 65, "reason": "Diusulkan Siti Aminah"}
NAME = {"path": AXIS, "value": "Sumbu Kinerja (Y)"}
WRITER = Command(name="Ratna Andini")  # a person: nothing of her leaves


def publish() -> None:
    """The host publishes the template."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    text = documents.text("talent_national_2025")
    services.publish(text=text, version="2025.1", changelog="", actor=OPERATOR, day=FIRST_DAY)


def publish_newer(version: str = "2026.1", points: int = 55) -> TemplateVersion:
    """Other points for the same education, and for another one as well."""
    text = documents.text("talent_national_2025").replace("{senior_secondary: 60,", f"{{senior_secondary: {points},")
    with schema_context("public"):
        return services.publish(text=text, version=version, changelog="", actor=OPERATOR, day=AT.date())


def adopt(region: str = "north", *more: dict[str, Any]) -> Scheme:
    """The region uses it with its own changes."""
    with schema_context(region):
        return cast.adopt(cast.year(), "talent_national", "2025.1", (*CUTS, *(more or (OWN, NAME))))


def offer(region: str = "north", groups: Sequence[str] = (POINTS,), **changed: Any) -> Proposal:
    """The region proposes."""
    with schema_context(region):
        words = {"title": "Poin SMA untuk petugas lapangan", "text": "Petugas lapangan kami lulusan SMA."}
        asked = {"reasons": {}, "is_credited": True, **words, **changed}
        scheme = Scheme.objects.get(template_key="talent_national", replaced_at=None)
        return scoring.propose(scheme=scheme, groups=groups, **asked, actor=WRITER, at=AT)


def withdraw(proposal: Proposal, region: str = "north") -> Proposal:
    """The region takes it back."""
    with schema_context(region):
        return scoring.withdraw_proposal(proposal_id=proposal.id, actor=WRITER, at=AT)


def again(proposal: Proposal, region: str = "north") -> Proposal:
    """How the region sees it now."""
    with schema_context(region):
        return Proposal.objects.get(id=proposal.id)


def letters() -> list[UUID]:
    """What the host can read of proposals, the newest first."""
    with schema_context("public"):
        return [each.letter.id for each in proposals._all()]


def begin() -> None:
    """The host has published, north uses it and is called as people call it."""
    publish()
    adopt("north")
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    Region.objects.filter(schema_name="north").update(name="Kota Surakarta")
