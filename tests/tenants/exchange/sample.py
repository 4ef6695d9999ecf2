"""Proposals as the builder of governments makes them: a region has sent one, the host has received one."""

from typing import TYPE_CHECKING
from uuid import UUID

from shared_apps.mailbox.models import Message
from shared_apps.rows import new_id
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Scheme
from tenants.regions.database.logins import role_of
from tests.tenant_apps.scoring.cast import AT, NEWER

if TYPE_CHECKING:
    from tests.government import Government

CUTS = "/ratings/performance_level/cuts"


def sent(made: "Government") -> UUID:
    """A region offers its cuts."""
    proposal = services.propose(
        scheme=Scheme.objects.get(template_key="talent_national", replaced_at=None),
        groups=[CUTS],
        reasons={CUTS: made.text("alasan-batas")},
        title=made.text("usulan"),
        text=made.text("teks-usulan"),
        is_credited=True,
        actor=made.users["administrator"],
        at=AT,
    )
    return proposal.id


def received(made: "Government") -> UUID:
    """Written here as the region would: what a region writes in the same test is not committed."""
    points = {"path": "/nodes/education_points/choices/senior_secondary", "value": "65"}
    document = {"format": 1, "template": "talent_national", "version": NEWER, "overrides": [points]}
    content = {
        "proposal": str(new_id()),
        "template": f"talent_national {NEWER}",
        "title": made.text("usulan"),
        "text": made.text("teks-usulan"),
        "credit": True,
        "customisation": document,
    }
    message = Message(sender=role_of("north"), sent_at=AT, kind="proposal_sent", content=content)
    message.save()
    return message.id
