"""Documents written to do harm, through the pages where they are uploaded: no row of any government changes."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tenants.utils import schema_context

from tests import government
from tests.shared_apps.scoring_templates.test_hostile_documents import hostile_keys, hostile_texts, hostile_values
from tests.tenants.conftest import at_host, host_user

JOURNAL = ("audit_entry",)  # that somebody uploaded something is written down, as every request is
SCHEMAS = ("public", "north", "south")


def uploads() -> Iterator[tuple[str, bytes]]:
    """Every second of the documents as an operator would upload it (JSON is YAML too), and every hostile writing."""
    for name, plain in [*hostile_values(), *hostile_keys()][::2]:
        if not name.endswith("=0.1"):  # written down it is the decimal 0.1, and a good one
            yield name, json.dumps(plain, default=_written).encode()
    for text in hostile_texts():
        yield text[:40], text.encode("utf-8", "surrogatepass")


def _written(value: Any) -> str:
    assert isinstance(value, Decimal)
    return str(value)


def _everything() -> dict[str, dict[str, str]]:
    found = {}
    for schema in SCHEMAS:
        with schema_context(schema):
            found[schema] = government.everything_in(schema, without=JOURNAL)
    return found


def _changed(before: dict[str, dict[str, str]]) -> list[str]:
    now = _everything()
    return [
        f"{schema}.{table}"
        for schema in SCHEMAS
        for table in now[schema]
        if now[schema][table] != before[schema][table]
    ]


def test_nothing_in_any_table_changes(regions: None) -> None:
    browser: Client = at_host(host_user())
    browser.get("/templat/")
    before = _everything()
    assert len(before["north"]) > 30
    tried = 0
    for name, content in uploads():
        answer = browser.post("/templat/unggah/", {"document": SimpleUploadedFile("templat.yaml", content)})
        assert answer.status_code == 422, name
        assert b"<script>alert(" not in answer.content, name
        tried += 1
        if tried % 20 == 0:
            assert _changed(before) == [], name
    assert tried >= 200
    assert _changed(before) == []
