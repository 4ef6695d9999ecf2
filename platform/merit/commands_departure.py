"""`merit region`: a region leaves, its pack, the pack imported again, the erasure. See platform/docs/exit.md."""

import argparse
import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyrage
from django.utils import timezone

from merit.reporting import Operator, refused
from shared_apps.audit.acting import acting
from shared_apps.errors import DomainError, InvalidError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.jobs.words import failure
from shared_apps.rows import new_id
from tenants.departure import erasing, importing, making, queries, services
from tenants.partnerships import queries as partnerships
from tenants.regions import queries as regions

_AGE = b"age-encryption.org/"


def leave(argv: list[str]) -> int:
    """Tell a region that its agreement ends; close it; or let it go on."""
    parser = _parser("leave")
    parser.add_argument("--reason", default="", help="read by the region's administrators")
    parser.add_argument("--ends-on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the agreement's end")
    parser.add_argument("--close", action="store_true", help="only read from now on")
    parser.add_argument("--cancel", action="store_true", help="the agreement goes on")
    return _carried_out(parser.parse_args(argv), _leave)


def pack(argv: list[str]) -> int:
    """Have the exit pack made; its administrator downloads it in the region."""
    parser = _parser("pack")
    parser.add_argument("--here", action="store_true", help="make it in this process")
    return _carried_out(parser.parse_args(argv), _pack)


def erase(argv: list[str]) -> int:
    """Erase a region: asked for by one person, confirmed by another."""
    parser = _parser("erase")
    parser.add_argument("--confirm", default="", metavar="NAME", help="the region's full name, by the second person")
    parser.add_argument("--order", default="", help="the written order that replaces handover and day")
    parser.add_argument("--here", action="store_true", help="in this process, which holds the owner's password")
    return _carried_out(parser.parse_args(argv), _erase)


def import_pack(argv: list[str]) -> int:
    """Make a region of an exit pack; says equal or unequal. A pack with one changed byte is refused."""
    parser = argparse.ArgumentParser(prog="merit region import-pack", description=import_pack.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--schema", required=True, help="short name: the region's schema")
    parser.add_argument("--domain", required=True)
    parser.add_argument("--administrator-name", required=True)
    parser.add_argument("--administrator-email", required=True)
    parser.add_argument("--agreement", metavar="NUMBER", help="the agreement it now stands on")
    parser.add_argument("--code", help="where the government is here already: the code of the copy beside it")
    parser.add_argument("--key", type=Path, help="public key (PEM) whose signature counts; else the one in the pack")
    parser.add_argument("--identity", type=Path, help="age identity of an encrypted pack")
    _common(parser)
    return _carried_out(parser.parse_args(argv), _import)


def _leave(options: argparse.Namespace) -> dict[str, Any]:
    now = _now(options)
    if options.cancel:
        found = queries.holding(options.region)
        return _facts(services.cancel(departure_id=found.id, reason=options.reason, **now).id)
    if options.close:
        return _facts(services.close(departure_id=queries.holding(options.region).id, **now).id)
    region = regions.by_name(options.region)
    return _facts(services.begin(region_id=region.id, reason=options.reason, ends_on=options.ends_on, **now).id)


def _pack(options: argparse.Namespace) -> dict[str, Any]:
    found = queries.holding(options.region)
    job = services.ask_pack(departure_id=found.id, **_now(options))
    return _facts(found.id, _work(job, making.run) if options.here else job)


def _erase(options: argparse.Namespace) -> dict[str, Any]:
    found = queries.holding(options.region)
    if not options.confirm:
        return _facts(services.ask_erasure(departure_id=found.id, order=options.order, **_now(options)).id)
    job = services.confirm_erasure(departure_id=found.id, name=options.confirm, **_now(options))
    return _facts(found.id, _work(job, erasing.run) if options.here else job)


def _import(options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        came = importing.import_pack(
            path=_opened(options, Path(folder)),
            schema_name=options.schema,
            domain=options.domain,
            administrator_name=options.administrator_name,
            administrator_email=options.administrator_email,
            agreement=partnerships.by_number(options.agreement) if options.agreement else None,
            code=options.code,
            trusted=options.key.read_bytes() if options.key else None,
            **_now(options),
        )
    facts = {"tables": came.tables, "rows": came.rows, "files": came.files, "fingerprint": came.fingerprint}
    return {"region": came.region.schema_name, "verdict": "equal", **facts}


def _opened(options: argparse.Namespace, folder: Path) -> Path:
    """The pack in the clear: for as long as it is imported and no longer."""
    path: Path = options.file
    with path.open("rb") as file:
        if file.read(len(_AGE)) != _AGE:
            return path
    if options.identity is None:
        raise InvalidError("pack_encrypted", "The pack is encrypted: give --identity FILE. Nothing was created.")
    lines = options.identity.read_text().splitlines()
    keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    clear = folder / "pack.zip"
    try:
        pyrage.decrypt_file(str(path), str(clear), keys)
    except pyrage.DecryptError as error:
        raise InvalidError("pack_closed", "This identity does not open the pack. Nothing was created.") from error
    return clear


def _work(job: Job, run: Callable[[Job], None]) -> Job:
    """Do it here; a worker that was faster keeps it."""
    try:
        with jobs.working(job.id) as claimed:
            run(claimed)
    except jobs.NotClaimed:
        pass
    return Job.objects.get(id=job.id)


def _facts(departure_id: Any, job: Job | None = None) -> dict[str, Any]:
    found = queries.by_id(departure_id)
    facts: dict[str, Any] = {"region": found.schema_name, "state": found.state, "ends_on": str(found.ends_on)}
    facts |= {"erase_on": str(found.erase_on or ""), "pack": found.pack}
    if job is not None:
        facts |= {"job": job.state, "error": failure(job.error) if job.state == State.FAILED else ""}
    return facts


def _carried_out(options: argparse.Namespace, act: Callable[[argparse.Namespace], dict[str, Any]]) -> int:
    try:
        with acting(request_id=new_id(), who=lambda: (None, options.as_name)):
            facts = act(options)
    except DomainError as error:
        return refused(error, as_json=options.json)
    if options.json:
        print(json.dumps(facts))
    else:
        for name, value in facts.items():
            if value not in ("", {}):
                print(f"{name}: {value}")
    return 1 if facts.get("job") == State.FAILED else 0


def _now(options: argparse.Namespace) -> dict[str, Any]:
    return {"actor": Operator(options.as_name), "at": timezone.now(), "day": timezone.localdate()}


def _parser(verb: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"merit region {verb}")
    parser.add_argument("region", help="schema name")
    _common(parser)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-name", default="Operator", help="who is written down as having asked")
    parser.add_argument("--json", action="store_true", help="one JSON line last")
