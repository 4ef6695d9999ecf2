"""The only writers of people and their timelines."""

from tenant_apps.people.services.adding import Added, Newcomer, add_person
from tenant_apps.people.services.assessors import end_named_assessor, name_assessor
from tenant_apps.people.services.career import change_employment_type, change_grade
from tenant_apps.people.services.chairs import leave, place
from tenant_apps.people.services.correcting import correct_identity, identity_of
from tenant_apps.people.services.education import record_education
from tenant_apps.people.services.importing import PeopleImport, Wish, import_people
from tenant_apps.people.services.niks import record_nik, reseal
from tenant_apps.people.services.positions import (
    abolish_position,
    change_position,
    draw_up_positions,
    establish_position,
)
from tenant_apps.people.services.post_sheets import PostImport, import_positions
from tenant_apps.people.services.restructuring import close_unit, publish_draft
from tenant_apps.people.services.single import (
    appoint_acting_head,
    change_number,
    end_acting_head,
)
from tenant_apps.people.services.structure import import_structure
from tenant_apps.people.services.withdrawing import withdraw

__all__ = [
    "Added",
    "Newcomer",
    "PeopleImport",
    "PostImport",
    "Wish",
    "abolish_position",
    "add_person",
    "appoint_acting_head",
    "change_employment_type",
    "change_grade",
    "change_number",
    "change_position",
    "close_unit",
    "correct_identity",
    "draw_up_positions",
    "end_acting_head",
    "end_named_assessor",
    "establish_position",
    "identity_of",
    "import_people",
    "import_positions",
    "import_structure",
    "leave",
    "name_assessor",
    "place",
    "publish_draft",
    "record_education",
    "record_nik",
    "reseal",
    "withdraw",
]
