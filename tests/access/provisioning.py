"""Addresses at which regions are provisioned together, and given up."""

from collections.abc import Mapping

from shared_apps.sheets.writer import write_csv
from tenants.regions.together.sheet import COLUMNS
from tests.access.doors import OPERATOR, Address, opens
from tests.access.region import file, sends
from tests.government import Government
from tests.tenants.conftest import TERMS


def region(here: Government) -> dict[str, object]:
    """An active region."""
    return {"region_id": here.ids["region"]}


def batch(here: Government) -> dict[str, object]:
    """A list with one region, which is active."""
    return {"batch_id": here.ids["batch"]}


def first(here: Government) -> dict[str, object]:
    """Its first row."""
    return {**batch(here), "position": 1}


def a_list(_here: Government) -> dict[str, object]:
    """A list uploaded; nothing is made before somebody agrees to it."""
    columns = [names[0] for names in COLUMNS.values()][:5]
    row = [TERMS["number"], "magelang", "magelang.localhost", "Ratna Andini", "ratna@magelang.example.id"]
    return {"aksi": "unggah", "file": file(write_csv(columns, [row]), "daftar.csv")}


PROVISIONING: Mapping[str, Address] = {
    "region_abandon": Address(post=opens(OPERATOR, 302), at=region),  # told why not: it is active
    "together": Address(get=opens(OPERATOR), post=opens(OPERATOR), body=a_list),
    "together_example": Address(get=opens(OPERATOR)),
    "batch": Address(get=opens(OPERATOR), at=batch),
    "batch_act": Address(post=opens(OPERATOR, 302), at=first, body=sends(aksi="batal")),  # told why not
    "api_together": Address(post=opens(OPERATOR, 400)),  # an empty list
    "api_batch": Address(get=opens(OPERATOR), at=batch),
    "api_abandonment": Address(get=opens((), 404), post=opens(OPERATOR, 409), at=region),  # nobody gave it up
}
