"""The only writers of people and their timelines."""

from tenant_apps.people.services.importing import PeopleImport, import_people
from tenant_apps.people.services.single import (
    appoint_acting_head,
    change_number,
    end_acting_head,
    leave,
)
from tenant_apps.people.services.structure import import_structure

__all__ = [
    "PeopleImport",
    "appoint_acting_head",
    "change_number",
    "end_acting_head",
    "import_people",
    "import_structure",
    "leave",
]
