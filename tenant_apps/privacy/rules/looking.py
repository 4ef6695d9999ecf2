"""Which addresses show data of people, so that who looked is written down."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What was looked at."""

    PERSON = "person"
    NIK = "nik"  # the whole of it
    SCORE = "score"
    RESULTS = "results"
    PAPER = "paper"
    DATA = "data"
    LIST = "list"
    SEARCH = "search"
    EXPORT = "export"
    DASHBOARD = "dashboard"
    AUDIT = "audit"
    PREVIEW = "preview"
    LOG = "log"  # of who looked
    LOG_EXPORT = "log_export"


OF_ONE: Mapping[str, Kind] = {  # names of addresses with an `employee_id` in their path
    "employee": Kind.PERSON,
    "employee_leave": Kind.PERSON,
    "employee_number": Kind.PERSON,
    "employee_place": Kind.PERSON,
    "employee_education": Kind.PERSON,
    "employee_withdraw": Kind.PERSON,
    "employee_grade": Kind.PERSON,
    "employee_type": Kind.PERSON,
    "employee_identity": Kind.PERSON,
    "employee_nik": Kind.PERSON,
    "employee_nik_whole": Kind.NIK,
    "employee_history": Kind.PERSON,
    "employee_assessor": Kind.PERSON,
    "api_timeline": Kind.DATA,
    "api_nik": Kind.DATA,
    "api_place": Kind.DATA,
    "api_leave": Kind.DATA,
    "api_education": Kind.DATA,
    "api_withdraw": Kind.DATA,
    "api_grade": Kind.DATA,
    "api_employment_type": Kind.DATA,
    "api_identity": Kind.DATA,
    "api_above": Kind.DATA,
    "api_assessor": Kind.DATA,
    "period_enter": Kind.RESULTS,
    "api_person_results": Kind.RESULTS,
    "leader_person": Kind.SCORE,
    "leader_person_detail": Kind.SCORE,
    "leader_person_print": Kind.PAPER,
    "leader_person_pdf": Kind.PAPER,
    "api_person_lineage": Kind.DATA,
}
OF_MANY: Mapping[str, Kind] = {
    "employees": Kind.LIST,
    "people_search": Kind.SEARCH,
    "employees_export": Kind.EXPORT,
    "people_invite": Kind.LIST,
    "activation_letters": Kind.LIST,
    "api_activation_letters": Kind.LIST,
    "people_import_result": Kind.LIST,
    "people_import_made": Kind.LIST,
    "api_applied_import": Kind.LIST,
    "api_people_import": Kind.LIST,
    "api_people_import_file": Kind.LIST,
    "api_employees": Kind.LIST,
    "api_employee_suggestions": Kind.SEARCH,
    "api_by_nik": Kind.SEARCH,
    "period_unverified": Kind.LIST,
    "period_upload_review": Kind.PREVIEW,
    "scheme_upgrade": Kind.PREVIEW,
    "scheme_revert": Kind.PREVIEW,
    "scheme_simulate": Kind.PREVIEW,
    "api_subtree_scores": Kind.LIST,
    "leader": Kind.DASHBOARD,
    "leader_people": Kind.LIST,
    "leader_people_export": Kind.EXPORT,
    "audit_changes": Kind.AUDIT,
    "audit_change": Kind.AUDIT,
    "audit_request": Kind.AUDIT,
    "audit_export": Kind.AUDIT,
    "api_audit_changes": Kind.AUDIT,
}
BY_UNIT = frozenset(  # those that show a unit with all under it alone when its `unit` is asked for
    {"employees", "employees_export", "api_employees", "api_subtree_scores"}
    | {"leader", "leader_people", "leader_people_export"}
)
BY_NAME = frozenset(  # those that show, beside units, whom the viewer answers for by name, wherever they sit
    {"employees", "employees_export", "api_employees", "people_search", "api_employee_suggestions"}
    | {"api_subtree_scores"}
)
OF_LOG: Mapping[
    str, Kind
] = {  # name people whether or not the viewer sees them elsewhere: everybody, or the one asked for
    "access_log": Kind.LOG,
    "access_log_export": Kind.LOG_EXPORT,
    "api_access_log": Kind.LOG,
}
