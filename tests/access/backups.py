"""Backups of a region, at the host."""

from typing import Any

from tests.access.doors import OPERATOR, Address, Sample, opens
from tests.government import Government


def _of(**parts: str) -> Sample:
    """The path of the region and of what it has."""
    return lambda here: {"region_id": here.ids["region"]} | {part: here.ids[name] for part, name in parts.items()}


def _key(_here: Government) -> dict[str, Any]:
    return {"recipient": "age1ulzdsus6zcz29tw74xkvvvucmmtculc7htqcy656tzp95ygpjy6sakk2s8", "given_by": "Ratna Andini"}


BACKUPS = {
    "region_backups": Address(get=opens(OPERATOR), at=_of()),
    "region_backup_make": Address(post=opens(OPERATOR, 302), at=_of()),
    "region_backup_drill": Address(post=opens(OPERATOR, 302), at=_of()),
    "region_backup_key": Address(post=opens(OPERATOR, 302), at=_of(), body=_key),
    "region_backup_restore": Address(post=opens(OPERATOR, 302), at=_of(backup_id="backup")),
    "region_copy_swap": Address(post=opens(OPERATOR, 302), at=_of(copy_id="copy")),
    "region_copy_drop": Address(post=opens(OPERATOR, 302), at=_of(copy_id="copy")),
    "api_backups": Address(
        get=opens(OPERATOR), post=opens(OPERATOR, 202), at=_of(), body=lambda _here: {"act": "make"}
    ),
}
