"""What lies sealed under a key of this installation leaves open, and is sealed anew where it arrives."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from psycopg import sql

from tenant_apps.people import niks
from tenant_apps.people import queries as people
from tenants.departure import archive

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
    cursor.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(schema_name, "organisation_government")))
    (of,) = cursor.fetchone()
    rows = csv.DictReader(io.StringIO(pack.read(NIKS).decode()))
    fill = sql.SQL("UPDATE {} SET sealed = %s, blind_index = %s WHERE employee_id = %s").format(
        sql.Identifier(schema_name, "people_employeenik")
    )
    for row in rows:
        owner = UUID(row["employee_id"])
        columns = niks.sealed(owner, row["nik"], of)
        cursor.execute(fill, [columns["sealed"], columns["blind_index"], owner])
