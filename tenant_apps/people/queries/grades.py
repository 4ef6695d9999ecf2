"""What the grade of somebody says about the post they hold; a remark to whoever placed them."""

import uuid
from datetime import date

from django.utils.translation import gettext as _

from shared_apps.reference import queries as reference
from tenant_apps.organisation import queries as organisation
from tenant_apps.people.models import Assignment, EmployeeGrade
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.records import Position
from tenant_apps.people.rules.minimum_grades import shortfall
from tenant_apps.people.timelines import in_force


def grade_remarks(employee_id: uuid.UUID, day: date) -> tuple[str, ...]:
    """That somebody's grade is below the usual least one of their post on a day; for who has just placed them."""
    held = in_office(day).filter(employee_id=employee_id).first()
    grade = in_force(EmployeeGrade.objects.filter(employee_id=employee_id), day).first()
    echelon = reference.echelon(_echelon(held, day)) if held and grade else None
    if grade is None or echelon is None:
        return ()
    ladder = [each.label for each in reference.grades("pns")]
    found = shortfall(grade=grade.grade, minimum=echelon.minimum_grade, echelon=echelon.code, ladder=ladder)
    if found is None:
        return ()
    text = _(
        "Perhatikan: golongan %(grade)s di bawah golongan minimal %(minimum)s untuk jabatan eselon %(echelon)s. "
        "Penugasan tetap disimpan."
    )
    return (text % vars(found),)


def _echelon(held: Assignment, day: date) -> str:
    """Of the post somebody holds, else of the unit they head."""
    posts = Position.objects.filter(position_id__in=filter(None, [held.position_id]))
    post = in_force(posts, day, owner="position_id").first()
    if post is not None and reference.echelon(post.level):
        return post.level
    node = organisation.chart_on(day).nodes.get(held.unit_id) if held.is_head and held.unit_id else None
    return node.echelon if node else ""
