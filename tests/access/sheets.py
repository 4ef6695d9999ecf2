"""Every address that gives a sheet, and how a government looks whose every text begins like a formula."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.audit.models import Entry
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates import services as templates
from shared_apps.support import services as support
from shared_apps.support.models import Grant
from tenant_apps.people import tasks as people_tasks
from tenant_apps.people.services import uploads
from tenant_apps.privacy.services import copies
from tenants.partnerships.models import Agreement
from tests.access.doors import Sample
from tests.cast import TODAY
from tests.government import Government, people_csv, tables_of

ROOT = Path(__file__).resolve().parents[2]
_SHEETS = ("text/csv", "spreadsheetml", "application/zip")
_SIGNS = "ARRAY['=', '+', '-', '@', E'\\t', E'\\r', U&'\\FF1D', '=1+', ' =']"


@dataclass(frozen=True)
class Asked:
    """How an address is asked for its sheet; what is not said is as in its table."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    method: str = "GET"
    who: str = ""  # a visitor; the strongest where nobody is named
    at: Sample | None = None


def _error_sheet(here: Government) -> dict[str, Any]:
    """What is wrong with a people sheet, as the sheet that comes back."""
    with schema_context(here.schema):
        rows = people_csv(here, golongan=f"={here.word}", nama=f"@{here.word}")
        actor = here.users["administrator"]
        job = uploads.upload(name="p.csv", content=rows, day=TODAY, actor=actor, check_only=True)
        people_tasks.import_people.run(here.schema, str(job.id))
        error = Job.objects.get(id=job.id).error
        assert error is not None
        return {"file_id": UUID(error["error_file"])}


def _copy(here: Government) -> dict[str, Any]:
    """A copy of one's data, made of what the texts are now."""
    with schema_context(here.schema):
        copy = copies.ask(actor=here.users["employee"], at=timezone.now())
        copies.work(job=Job.objects.get(id=copy.job_id))
        return {"copy_id": copy.id}


def _draft(here: Government) -> dict[str, Any]:
    """A draft of a template that asks for nothing before it can be tried."""
    with schema_context("public"):
        text = documents.text("asn_performance").replace("Kinerja ASN", f"={here.word}", 1)
        return {"draft_id": templates.save_draft(text=text, actor=here.users["operator"], at=timezone.now()).id}


_MEASURES = 'case,profile,work_result\n"=1+1",@x,meets_expectation\n+2,,"-2+3"\n'
_WAYS = [{"sample": "1"}, {"download": "1"}]
SHEETS: Mapping[str, Mapping[str, Sequence[Asked]]] = {
    "north": {
        "employees_export": (Asked(),),
        "positions_export": (Asked(),),
        "leader_people_export": tuple(Asked({"kotak": each}) for each in ("belum", *map(str, range(1, 10)))),
        "structure_file": (Asked({"bentuk": "xlsx"}), Asked({"bentuk": "csv"})),
        "period_sample": (Asked(),),
        "audit_export": (Asked(),),
        "support_export": (Asked(),),
        "file": (Asked(at=_error_sheet),),
        "api_people_import_file": (),  # the same files as `file`
        "access_log_export": (Asked(who="protection-officer"),),
        "leaving_pack": (),  # an exit pack: see WRITERS
        "copy_download": (Asked(who="employee", at=_copy),),
        "api_copy_file": (Asked(who="employee", at=_copy),),
    },
    "public": {
        "together_example": (Asked(),),
        "try_template": tuple(Asked({"measures": _MEASURES, **way}, "POST", at=_draft) for way in _WAYS),
        "try_version": tuple(Asked({"measures": _MEASURES, **way}, "POST") for way in _WAYS),
        "audit_export": (Asked(),),
        "file": (),  # what somebody uploaded, given back byte by byte
    },
}


# every module that makes a sheet: the addresses that give it
WRITERS: Mapping[str, Sequence[str]] = {
    "shared_apps/audit/views.py": ["audit_export"],
    "shared_apps/scoring_templates/trying/sheet.py": ["try_template", "try_version"],
    "shared_apps/scoring_templates/trying/views.py": ["try_template", "try_version"],
    "shared_apps/support/views.py": ["support_export"],
    "tenant_apps/organisation/files/writing.py": ["structure_file"],
    "tenant_apps/people/services/telling.py": ["file"],
    "tenant_apps/people/services/uploads.py": ["file"],
    "tenant_apps/people/views/people.py": ["employees_export"],
    "tenant_apps/people/views/positions.py": ["positions_export"],
    "tenant_apps/privacy/views/access_log.py": ["access_log_export"],
    "tenant_apps/privacy/copy_files.py": ["copy_download", "api_copy_file"],
    "tenant_apps/scoring/queries/verification.py": ["period_sample"],
    "tenant_apps/scoring/views.py": ["period_sample"],
    "tenant_apps/workspace/views.py": ["leader_people_export"],
    "tenants/regions/together/sheet.py": ["together_example"],
    "tenants/regions/together/views.py": ["together_example"],
    # exit packs, for machines: byte by byte as in the database, since they are imported again and their fingerprints
    # compared; the pack's README.txt says so in both languages
    "tenants/departure/tables.py": [],
}
_WRITES = re.compile(
    r"write_(xlsx|csv)\(|text/csv|spreadsheetml|csv\.(Dict)?[wW]riter\(|TO STDOUT .FORMAT csv|xlsxwriter"
)


def modules_with_sheets() -> set[str]:
    """Modules of the product whose text makes a sheet, besides the one writer."""
    found = [path for floor in ("shared_apps", "tenant_apps", "tenants") for path in (ROOT / floor).rglob("*.py")]
    return {
        str(path.relative_to(ROOT))
        for path in found
        if "shared_apps/sheets/" not in str(path) and _WRITES.search(path.read_text())
    }


def is_sheet(answer: HttpResponse) -> bool:
    """Whether an answer is a sheet, or a zip that may hold some, by its kind or its name."""
    kind, name = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    return any(each in kind for each in _SHEETS) or any(each in name for each in (".xlsx", ".csv"))


def make_hostile(here: Government) -> list[str]:
    """Let every text of a government that begins with its word begin with a formula sign; the columns it was done to.

    Only the code of a period stays, which is a part of addresses, and the names of files, which are no cells. What
    the database itself refuses to begin like this is left as it is.
    """
    with schema_context(here.schema), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, coalesce(character_maximum_length, 10000)"
            " FROM information_schema.columns WHERE table_schema = %s AND table_name = ANY(%s)"
            " AND data_type IN ('text', 'character varying', 'jsonb')"
            " AND has_column_privilege(format('%%I.%%I', table_schema, table_name), column_name, 'UPDATE')",
            [here.schema, tables_of(here.schema)],
        )
        done = []
        for table, column, kind, length in cursor.fetchall():
            if (table, column) in {("scoring_period", "code"), ("files_storedfile", "name")}:
                continue
            try:
                with transaction.atomic():
                    cursor.execute(_update(here.word, table, column, kind, length))
                    if cursor.rowcount:
                        done.append(f"{table}.{column}")
            except (DataError, IntegrityError):
                continue
    _record(here)
    return done


def _record(here: Government) -> None:
    """Who asked for what, at the audit and in support, which nobody changes; an agreement, which has no such word."""
    now = timezone.now()
    with schema_context(here.schema):
        Entry.objects.create(
            at=now,
            method="POST",
            path=f"@{here.word}",
            status=200,
            request_id=new_id(),
            actor_name=f"={here.word}",
            reason=f"+{here.word}",
        )
        if "agreement" in here.ids:
            Agreement.objects.filter(id=here.ids["agreement"]).update(number=f"={here.word}", region_name="@Kota")
        if "living_grant" in here.ids:
            support.record(
                grant=Grant.objects.get(id=here.ids["living_grant"]),
                at=now,
                method="GET",
                path=f"={here.word}",
                status=200,
                milliseconds=12,
                address="192.0.2.1",
                asked=[{"statement": f"-{here.word}", "fingerprint": "0" * 16, "rows": 1}],
            )


def _update(word: str, table: str, column: str, kind: str, length: int) -> str:
    if kind == "jsonb":
        new = f"replace(\"{column}\"::text, '\"{word}', '\"={word}')::jsonb"
        return f'UPDATE "{table}" SET "{column}" = {new} WHERE "{column}"::text LIKE \'%"{word}%\''  # noqa: S608
    sign = f'({_SIGNS})[1 + abs(hashtext("{column}")) % 9]'
    return f'UPDATE "{table}" SET "{column}" = left({sign} || "{column}", {length}) WHERE "{column}" LIKE \'{word}%\''  # noqa: S608
