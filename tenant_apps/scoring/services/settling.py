"""What becomes of plans for the next period when the same version is decided on in another way."""

from datetime import datetime

from shared_apps.accounts.access import Actor
from tenant_apps.scoring.models import PlannedAdoption

State = PlannedAdoption.State


def overtake(*, template_key: str, actor: Actor, at: datetime, version: str | None = None) -> None:
    """A later decision about a template replaces the plan that waits; with a version only a plan for that one."""
    waiting = PlannedAdoption.objects.filter(template_key=template_key, state=State.WAITING)
    if version is not None:
        waiting = waiting.filter(template_version=version)
    waiting.update(state=State.REPLACED, settled_at=at, settled_by_name=actor.name)
