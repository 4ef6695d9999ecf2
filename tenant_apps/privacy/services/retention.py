"""What the register promises to remove by itself, removed."""

from datetime import date, datetime

from tenant_apps.privacy.services import copies, looking


def forget(*, at: datetime, day: date) -> dict[str, int]:
    """Looks and copies that are older than they are kept; how many of each. Twice is the same as once."""
    return {"looks": looking.forget_old(day=day), "copies": copies.remove_expired(at=at)}
