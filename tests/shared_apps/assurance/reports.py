"""A signed report as a night of the probe leaves it."""

import json
from datetime import UTC, datetime
from typing import Any

from shared_apps import signatures
from shared_apps.assurance import services
from shared_apps.assurance.models import Report
from tests.cast import TODAY

WAYS = ("database", "pages", "api", "exports", "cache", "files", "jobs", "sessions")
FACTS: dict[str, Any] = {
    "format": "merit-isolation-report/1",
    "day": TODAY.isoformat(),
    "verdict": "apart",
    "concluded_at": "2026-11-24T02:00:00+00:00",
    "code_version": "versi",
    "region": {"name": "Kota Uji", "code": "33.99", "schema": "uji", "address": "http://uji.localhost"},
    "installation": {"name": "Provinsi Jawa Barat", "address": "http://host.localhost"},
    "searched_in": {
        "governments": 2,
        "not_searched": {},
        "skipped": {},
        "asked_by_id": {"pairs": 4, "of": 4},
    },
    "elsewhere": {way: {"tried": 12, "refused": 7, "unanswered": 0} for way in WAYS},
    "own_canary_found": dict.fromkeys(WAYS, 1),
    "not_answered_here": [],
    "foreign_canaries": [],
    "catalogue_proof": {"at": "2026-11-24T01:00:00+00:00", "promises": 29, "logins": 3, "tables": 150, "broken": 0},
    "arrival": True,
}


def write(at: datetime = datetime(2026, 11, 24, 2, tzinfo=UTC), **changed: Any) -> Report:
    """Keep one in the open region."""
    facts = FACTS | changed
    content = json.dumps(facts)
    return services.write_report(
        day=at.date(),
        at=at,
        verdict=facts["verdict"],
        content=content,
        signature=signatures.sign(content.encode(), purpose=services.PURPOSE),
        public_key=signatures.public_key(),
    )
