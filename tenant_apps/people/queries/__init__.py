"""Reads about people; the viewer comes first and sees only whom they may see."""

from tenant_apps.people.access import Reach, reach
from tenant_apps.people.queries.chart import UnitOnChart, organisation_page
from tenant_apps.people.queries.drafts import DraftChart, draft_chart, people_in_drafted
from tenant_apps.people.queries.grades import grade_remarks
from tenant_apps.people.queries.imports import Column, columns, imports, one_import
from tenant_apps.people.queries.late import Late, known_after
from tenant_apps.people.queries.lists import Filters, PersonRow, employees, employees_of, invitable
from tenant_apps.people.queries.niks import ShownNik, masked_nik, nik_of, open_niks, own_nik, whole_nik, with_nik
from tenant_apps.people.queries.person import PersonPage, employee, history_of, seen_after
from tenant_apps.people.queries.positions import page_of, position, position_to_change, vacancies
from tenant_apps.people.queries.presence import may_enter
from tenant_apps.people.queries.quota import Quota, near_quota, quota_on
from tenant_apps.people.queries.roster import (
    active_count,
    definitive_head,
    employee_id_for_number,
    heads_on,
    names_of,
    people_in_units,
    places_of,
    subjects_fragment,
    visible_assignments,
)
from tenant_apps.people.queries.search import Suggestions, ids_meant, suggestions
from tenant_apps.people.queries.superiors import above_on, assessor_of, superior_of, superiors_on

__all__ = [
    "Column",
    "DraftChart",
    "Filters",
    "Late",
    "PersonPage",
    "PersonRow",
    "Quota",
    "Reach",
    "ShownNik",
    "Suggestions",
    "UnitOnChart",
    "above_on",
    "active_count",
    "assessor_of",
    "columns",
    "definitive_head",
    "draft_chart",
    "employee",
    "employee_id_for_number",
    "employees",
    "employees_of",
    "grade_remarks",
    "heads_on",
    "history_of",
    "ids_meant",
    "imports",
    "invitable",
    "known_after",
    "masked_nik",
    "may_enter",
    "names_of",
    "near_quota",
    "nik_of",
    "one_import",
    "open_niks",
    "organisation_page",
    "own_nik",
    "page_of",
    "people_in_drafted",
    "people_in_units",
    "places_of",
    "position",
    "position_to_change",
    "quota_on",
    "reach",
    "seen_after",
    "subjects_fragment",
    "suggestions",
    "superior_of",
    "superiors_on",
    "vacancies",
    "visible_assignments",
    "whole_nik",
    "with_nik",
]
