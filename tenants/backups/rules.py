"""Names, retention and the order of what is checked: pure."""

from collections.abc import Iterable
from datetime import datetime

FORMAT = 1
CHUNK = 2**20  # bytes of one part of an archive: what has to fit into memory, many times
LONGEST_NAME = 40
NOT_KEPT = ("django_session",)  # who was signed in then must not be signed in again by a restore
DAILY, WEEKLY, MONTHLY = 7, 4, 12
KINDS = ("backup_make", "backup_restore", "backup_swap", "backup_drop", "backup_drill")
QUEUE = "backups"  # of their own: a night of them must not stand before a region that is asked for
LEASE = 5 * 60  # one table of a large region may take minutes without a word
SWAP_LEASE = 30
TOO_OLD_HOURS = 36
DRILL_TOO_OLD_DAYS = 45
CHECKS = ("opened", "rows", "catalogue", "sequences", "files", "migrated", "isolation", "sign_in", "write")


def beside_name(schema_name: str, tag: str) -> str:
    """What a restored copy is called while it stands beside the region."""
    return f"{schema_name[: LONGEST_NAME - 3 - len(tag)]}_r_{tag}"


def aside_name(schema_name: str, tag: str) -> str:
    """What the former one is called after a swap."""
    return f"{schema_name[: LONGEST_NAME - 3 - len(tag)]}_o_{tag}"


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: the newest of each of 7 days, 4 weeks and 12 months in which there are any."""
    stay: set[datetime] = set()
    newest_first = sorted(moments, reverse=True)
    for most, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: set[str] = set()
        for moment in newest_first:
            name = moment.strftime(period)
            if name not in seen and len(seen) < most:
                seen.add(name)
                stay.add(moment)
    return stay
