"""What every command says alike: who acts, how far it is, why it refuses."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared_apps.audit.acting import acting
from shared_apps.errors import DomainError
from shared_apps.rows import new_id
from tenants.regions.services import inside

_MOST_TOLD = 20


@dataclass(frozen=True)
class Operator:
    """Whoever runs the command on this machine; written down as who did it."""

    name: str
    id: UUID | None = None


@contextmanager
def operating(region: str, name: str) -> Iterator[Operator]:
    """Enter a region for a command; whatever it writes is audited under the operator's name, as one act."""
    with inside(region), acting(request_id=new_id(), who=lambda: (None, name)):
        yield Operator(name)


def told(done: int, total: int, note: str) -> None:
    """Progress goes to the side, so that the last line of the output is the answer."""
    if note:
        print(f"{done}/{total} {note}", file=sys.stderr, flush=True)


def refused(error: DomainError, *, as_json: bool) -> int:
    """Say where and why; nothing was changed."""
    print(error.message, file=sys.stderr)
    fields = {name: [str(text) for text in texts] for name, texts in error.fields.items()}
    for name, texts in fields.items():
        print(f"  {name}: {' '.join(texts)}", file=sys.stderr)
    errors: Sequence[dict[str, Any]] = error.details.get("errors", [])
    for each in errors[:_MOST_TOLD]:
        place = f"{each['row']}\t{each['column']} {each['column_name']}\t{each['value']}"
        print(f"{place}\t{each['reason']} {each['repair']}", file=sys.stderr)
    if len(errors) > _MOST_TOLD:
        print(f"… {len(errors) - _MOST_TOLD}", file=sys.stderr)
    if as_json:
        facts = {"error": error.code, "message": str(error.message), "fields": fields, **error.details}
        print(json.dumps(facts, default=str))
    return 1
