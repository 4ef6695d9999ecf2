"""A published version on its way to another installation: the document, who signed it and what for, all of it signed.

Whoever receives it needs nothing of the sender but the name of the key, told in another way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared_apps.scoring_templates.rules import canonical, reading
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.signatures.rules import Signature, verify

FORMAT = "merit-template/1"
PURPOSE = "template-package"
LARGEST = 4 * 2**20
_TEXTS = ("format", "issuer", "meant_for", "key", "version", "content_hash", "changelog", "document")


@dataclass(frozen=True, slots=True)
class Package:
    """What was received and verified."""

    issuer: str
    meant_for: str
    changelog: str
    key_id: str
    template: Template
    content_hash: str


class NotAPackageError(Exception):
    """Why it is not taken: `not_a_package`, `not_signed`, `hash_differs` or `document_unknown`."""


def content_of(*, template: Template, issuer: str, meant_for: str, changelog: str) -> bytes:
    """The bytes that are signed; the same facts always give the same."""
    facts = {
        "format": FORMAT,
        "issuer": issuer,
        "meant_for": meant_for,
        "key": template.key,
        "version": template.version,
        "content_hash": canonical.content_hash(template),
        "changelog": changelog,
        "document": canonical.canonical(template),
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def packed(content: bytes, signature: Signature, public_key: bytes) -> bytes:
    """The file."""
    parts = {
        "package": content.decode(),
        "key_id": signature.key_id,
        "signature": signature.value,
        "public_key": public_key.decode(),
    }
    return json.dumps(parts, ensure_ascii=False, indent=1).encode()


def read(file: bytes) -> Package:
    """Verify and read a file. Raises NotAPackageError; one changed byte is enough."""
    try:
        parts = json.loads(file.decode())
        content, key = str(parts["package"]).encode(), str(parts["public_key"]).encode()
        signature = Signature(str(parts["key_id"]), str(parts["signature"]))
        facts: Any = json.loads(content)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotAPackageError("not_a_package") from error
    if not verify(content, signature, purpose=PURPOSE, public_key=key):
        raise NotAPackageError("not_signed")
    if not _is_complete(facts):
        raise NotAPackageError("not_a_package")
    return _read(facts, signature.key_id)


def _is_complete(facts: Any) -> bool:
    is_map = isinstance(facts, Mapping) and facts.get("format") == FORMAT
    return is_map and all(isinstance(facts.get(name), str) for name in _TEXTS)


def _read(facts: Mapping[str, str], key_id: str) -> Package:
    template, problems = reading.read_yaml(facts["document"])  # JSON is YAML, read with the same guards
    if template is None or problems:
        raise NotAPackageError("document_unknown")
    named = (template.key, template.version, canonical.content_hash(template))
    if named != (facts["key"], facts["version"], facts["content_hash"]):
        raise NotAPackageError("hash_differs")
    return Package(facts["issuer"], facts["meant_for"], facts["changelog"], key_id, template, facts["content_hash"])
