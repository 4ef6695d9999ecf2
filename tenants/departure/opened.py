"""What lies sealed under a key of this installation leaves open, and is sealed anew where it arrives."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from shared_apps.files import contents
from tenant_apps.people import niks
from tenant_apps.people import queries as people
from tenants.departure import archive
from tenants.regions.database.base import as_owner

NIKS = "data/people_nik.csv"  # belongs to people_employeenik, whose sealed columns stay
_HEAD = "employee_id,nik\n"


def niks_of_region() -> Iterator[bytes]:
    """Every NIK in clear, for the region alone; inside the region."""
    yield _HEAD.encode()
    for employee_id, digits in people.open_niks():
        if digits:
            yield f"{employee_id},{digits}\n".encode()


def seal_again(cursor: Any, schema_name: str, pack: archive.Reader) -> None:
    """Fill the sealed columns of the loaded rows under this installation's key; as the owner, in the transaction."""
    of = _region(cursor, schema_name)
    rows = csv.DictReader(io.StringIO(pack.read(NIKS).decode()))
    fill = sql.SQL("UPDATE {} SET sealed = %s, blind_index = %s WHERE employee_id = %s").format(
        sql.Identifier(schema_name, "people_employeenik")
    )
    for row in rows:
        owner = UUID(row["employee_id"])
        columns = niks.sealed(owner, row["nik"], of)
        cursor.execute(fill, [columns["sealed"], columns["blind_index"], owner])


def seal_files(schema_name: str, pack: archive.Reader) -> None:
    """Put the pack's files into the region's folder, under this installation's key; as the owner, after its rows."""
    with as_owner(), connection.cursor() as cursor:
        of = _region(cursor, schema_name)
    folder: Path = settings.FILES_FOLDER / schema_name
    for file_id in map(UUID, pack.manifest["files"]["there"]):
        folder.mkdir(parents=True, exist_ok=True)
        contents.write(folder / str(file_id), pack.read(f"files/{file_id}"), file_id=file_id, of=of)


def _region(cursor: Any, schema_name: str) -> UUID:
    cursor.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(schema_name, "organisation_government")))
    (of,) = cursor.fetchone()
    return UUID(str(of))
