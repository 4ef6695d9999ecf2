"""What a region's program sends to do harm changes no row of any government; it gets problems and nothing else."""

from typing import Any

from django.test import Client
from django_tenants.utils import schema_context

from tenant_apps.scoring.models import Period
from tests import government
from tests.shared_apps.scoring_templates.test_hostile_documents import VALUES, WORDS

JOURNAL = ("audit_entry",)  # that somebody asked is written down, as every request is
PATHS = [
    "", "/", "//", "/nodes", "/nodes/performance", "/nodes/*/inputs/*/weight", "/~", "/results/0", "/key",
    "/customisation/paths", "/measures/awards/__class__", "/nodes/performance/inputs/awards_points/weight",
    "/measures/local_x'; DROP TABLE x", "/nodes/local_" + "y" * 60, "/renamed", *(f"/{word}" for word in WORDS[:8]),
]  # fmt: skip


def everything() -> dict[str, dict[str, str]]:
    found = {}
    for schema in ("public", "north", "south"):
        with schema_context(schema):
            found[schema] = government.everything_in(schema, without=JOURNAL)
    return found


def _sent(value: Any) -> Any:
    return value if isinstance(value, str | int | float | list | dict) else str(value)


def test_no_row_of_any_government_changes(admin: Client, period: Period) -> None:
    admin.get("/skema/")
    before = everything()
    assert len(before["north"]) > 30
    tried = 0
    for path in PATHS:
        for value in VALUES[::2]:
            sent = {
                "template": "talent_national",
                "version": "2025.1",
                "overrides": [{"path": path, "value": _sent(value), "reason": "'; DROP TABLE x; --"}],
            }
            answer = admin.post("/api/v1/periods/2026/schemes/", sent, content_type="application/json")
            assert answer.status_code in {400, 422}, (path, value)
            tried += 1
    assert tried >= 200
    with schema_context("north"):
        assert everything() == before
