"""Names of schemas and addresses, and the order of provisioning."""

import re
from uuid import UUID

from shared_apps.reference.rules import WIB, WIT, WITA

ACCENTS = ("indigo", "toska", "hijau", "biru", "ungu", "marun", "zaitun", "batu")  # contrast tested, UI
TIME_ZONES = (WIB, WITA, WIT)
LONGEST = {"administrator_name": 200, "administrator_email": 254, "personnel_agency": 60, "domain": 253}
SCHEMA_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
STEPS = ("schema", "migrated", "login", "seeded", "proved", "active")
ABANDON_STEPS = ("erased", "forgotten", "looked_for")
ABANDON = "abandon"  # the kind of job

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
BASE_SCHEMA = "merit_base"  # what new regions are copied from; no region is called so
SPARE_PREFIX = "merit_spare_"  # prepared schemas that wait for a name
_RESERVED = {"public", "information_schema", BASE_SCHEMA}


def is_schema_name(name: str) -> bool:
    """Whether a region's schema may be called so: 2–40 characters, lower case, nothing of PostgreSQL's own."""
    is_ours = name in _RESERVED or name.startswith(("pg_", SPARE_PREFIX))
    return len(name) > 1 and bool(SCHEMA_NAME.fullmatch(name)) and not is_ours


def is_domain(name: str) -> bool:
    """Whether it is a host name in lower case, without port."""
    return bool(_DOMAIN.fullmatch(name))


def provisioning_key(schema_name: str) -> str:
    """The idempotency key of a region's provisioning."""
    return f"provision:{schema_name}"


def abandoning_key(region_id: UUID) -> str:
    """The idempotency key of giving a region up: of this one, not of the next of the same name."""
    return f"{ABANDON}:{region_id}"
