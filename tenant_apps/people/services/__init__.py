"""The only writers of people and their timelines."""

from tenant_apps.people.services.assessors import end_named_assessor, name_assessor
from tenant_apps.people.services.chairs import leave, place
from tenant_apps.people.services.education import record_education
from tenant_apps.people.services.importing import PeopleImport, Wish, import_people
from tenant_apps.people.services.single import (
    appoint_acting_head,
    change_number,
    end_acting_head,
)
from tenant_apps.people.services.structure import import_structure

__all__ = [
    "PeopleImport",
    "Wish",
    "appoint_acting_head",
    "change_number",
    "end_acting_head",
    "end_named_assessor",
    "import_people",
    "import_structure",
    "leave",
    "name_assessor",
    "place",
    "record_education",
]
