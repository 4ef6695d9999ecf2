"""`merit import organisation|people`: the same services as the pages, under the region's own login."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from merit.reporting import Operator, operating, refused
from shared_apps.errors import DomainError
from shared_apps.sheets import reader
from tenant_apps.people import services as people_services

_NAME_IN_DECREE = 150  # letters of a file's name; a legal basis has at most 200


def organisation(argv: list[str]) -> int:
    """Import an organisation sheet."""
    parser = _parser("organisation", "A sheet with kode, nama, jenis, kode_induk; taken as a whole or not at all.")
    parser.add_argument("--decree", help="legal basis of the structure (the name of the file)")
    options = parser.parse_args(argv)

    def work(operator: Operator) -> dict[str, Any]:
        made = people_services.import_structure(
            table=reader.read(options.file.read_bytes(), name=options.file.name),
            effective_from=options.day or timezone.localdate(),
            decree=options.decree or _("Impor berkas %(name)s") % {"name": options.file.name[:_NAME_IN_DECREE]},
            actor=operator,
            dry_run=options.dry_run,
        )
        kinds = ("added", "renamed", "moved", "changed", "removed")
        return {"units": made.units, **{kind: len(getattr(made.difference, kind)) for kind in kinds}}

    return _run(options, work)


def people(argv: list[str]) -> int:
    """Import an employee sheet."""
    options = _parser("people", "A sheet of employees; taken as a whole or not at all.").parse_args(argv)

    def work(operator: Operator) -> dict[str, Any]:
        made = people_services.import_people(
            table=reader.read(options.file.read_bytes(), name=options.file.name),
            day=options.day or timezone.localdate(),
            today=timezone.localdate(),
            actor=operator,
            dry_run=options.dry_run,
        )
        figures = {name: getattr(made, name) for name in ("rows", "new", "changed", "same")}
        return {**figures, "warnings": len(made.warnings)}

    return _run(options, work)


def _parser(what: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"merit import {what}", description=description)
    parser.add_argument("file", type=Path)
    parser.add_argument("--region", required=True, help="short name, e.g. solo")
    parser.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from when it counts (today)")
    parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
    parser.add_argument("--json", action="store_true", help="one JSON line last")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having done it")
    return parser


def _run(options: argparse.Namespace, work: Callable[[Operator], dict[str, Any]]) -> int:
    if not options.file.is_file():
        print(f"{options.file}: no such file", file=sys.stderr)
        return 2
    try:
        with operating(options.region, options.as_name) as operator:
            figures = work(operator)
    except DomainError as error:
        return refused(error, as_json=options.json)
    print(", ".join(f"{name}: {number}" for name, number in figures.items()))
    if options.json:
        print(json.dumps({"region": options.region, "dry_run": options.dry_run, **figures}))
    return 0
