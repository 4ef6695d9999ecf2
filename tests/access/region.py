"""Every address of a region: who gets which answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from shared_apps.sheets.writer import write_csv
from tests.access import leaving, support
from tests.access.assurance import ASSURANCE
from tests.access.audit import AUDIT
from tests.access.doors import (
    ADMINISTRATOR,
    ADMINISTRATORS,
    EVERYBODY,
    LEADERS,
    NOBODY,
    SIGNED_IN,
    Address,
    P,
    Sample,
    opens,
)
from tests.access.drafts import DRAFTS
from tests.access.identities import identities
from tests.access.privacy import PRIVACY
from tests.access.proposals import PROPOSING
from tests.access.settings import SETTINGS
from tests.access.versions import VERSIONS
from tests.cast import TODAY
from tests.government import NIKS, Government, people_csv, results_csv, units_csv
from tests.shared_apps.accounts.scene import PASSWORD
from tests.tenant_apps.people.people import COLUMNS as PEOPLE_COLUMNS
from tests.tenant_apps.scoring.cast import CUTS, NEWER

OTHER_PASSWORD = "Kebun-Teh-12-Bukit"


def person(who: str) -> Sample:
    """The path of one of the people."""
    return lambda here: {"employee_id": here.people[who]}


def unit(code: str) -> Sample:
    """The path of a unit."""
    return lambda here: {"unit_id": here.units[code]}


def one(key: str, made: str) -> Sample:
    """The path of something the builder made."""
    return lambda here: {key: here.ids[made]}


def period(here: Government) -> dict[str, Any]:
    """The path of the scored period."""
    return {"code": here.period}


def whole_nik(here: Government) -> dict[str, Any]:
    """The NIK of the employee."""
    return {"nik": NIKS[here.schema]}


def sends(**fields: Any) -> Sample:
    """The same fields whoever sends them."""
    return lambda _here: fields


def file(content: bytes, name: str = "berkas.csv") -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile(name, content)


def sign_in(here: Government) -> dict[str, Any]:
    """A login that exists here."""
    return {"login": here.users["guest"].email, "password": PASSWORD}


def upgrade(here: Government) -> dict[str, Any]:
    """A newer version of the template in use."""
    return {"code": here.period, "template_key": "talent_national", "version": NEWER}


def results_of(here: Government) -> dict[str, Any]:
    """One person in the open period."""
    return {"code": here.period, "employee_id": here.people["employee"]}


def adoption(here: Government) -> dict[str, Any]:
    """A template for the period that has none."""
    return {"code": here.next_period, "template_key": "talent_national", "version": "2025.1"}


def new_unit(here: Government) -> dict[str, Any]:
    """A unit below the division."""
    fields = {"parent_id": str(here.units["BKD"]), "code": "BARU", "name": "Bidang Baru", "unit_type": "division"}
    return {**fields, "effective_from": TODAY.isoformat(), "decree": "Perwal 2"}


def chair(here: Government) -> dict[str, Any]:
    """A chair in the secretariat."""
    facts = {"position_title": "Analis", "position_type": "implementer", "decree": "SK 3"}
    return {**facts, "unit_id": str(here.units["SETDA"]), "starts_on": TODAY.isoformat()}


def newcomer(here: Government) -> dict[str, Any]:
    """Somebody new in the agency."""
    facts = {"number": "199612012020121009", "name": f"{here.word} Joko", "employment_type": "pns", "grade": "III/a"}
    return {**facts, **own_chair(here)}


promotion = sends(grade="III/d", starts_on=TODAY.isoformat(), decree="SK 6")


def own_chair(here: Government) -> dict[str, Any]:
    """A chair in the agency."""
    return {**chair(here), "unit_id": str(here.units["BKD"])}


def assessor(here: Government) -> dict[str, Any]:
    """The secretary rates."""
    return {"number": here.numbers["sekda"], "starts_on": TODAY.isoformat(), "reason": "SK 4"}


def post_of(title: str) -> Sample:
    """A post of the division."""
    return lambda here: {
        "unit_id": str(here.units["BKD-M"]),
        "title": here.text(title),
        "position_type": "implementer",
        "headcount": "2",
        "starts_on": TODAY.isoformat(),
        "decree": "SK 5",
    }


def posts_sheet(here: Government) -> dict[str, Any]:
    """A post of the division as a sheet."""
    columns = ("kode_unit", "jabatan", "jenis_jabatan", "formasi")
    content = write_csv(columns, [(here.text("BKD-M"), here.text("arsiparis"), "Fungsional", 2)])
    return {"file": file(content), "starts_on": TODAY.isoformat(), "decree": "SK 5"}


def guest(here: Government) -> dict[str, Any]:
    """The path of the guest's account."""
    return {"user_id": here.users["guest"].pk}


SEE_PERMISSIONS = frozenset({P.ADMINISTRATOR, P.AUDITOR, P.OFFICER})
DATED = {"effective_from": TODAY.isoformat(), "decree": "Perwal 2"}
LIBRARY = {  # allauth's pages, under our addresses
    "account_login": Address(get={200: NOBODY, 302: SIGNED_IN}, post={302: EVERYBODY}, body=sign_in),
    "account_logout": Address(get={200: SIGNED_IN, 302: NOBODY}, post=opens(EVERYBODY, 302)),
    "account_inactive": Address(get=opens(EVERYBODY)),
    "account_reauthenticate": Address(get=opens(SIGNED_IN), post=opens(SIGNED_IN, 302), body=sends(password=PASSWORD)),
    # without a sign-in or reset that waits for its code these lead back to where it begins
    "account_email_verification_sent": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302)),
    "account_reset_password": Address(
        get=opens(EVERYBODY), post=opens(EVERYBODY, 302), body=sends(email="tidak.ada@example.id")
    ),
    "account_confirm_password_reset_code": Address(get={}, post={}, body=sends(code="ABC123")),
    "account_complete_password_reset": Address(
        get=opens(EVERYBODY, 302), post=opens(EVERYBODY, 302), body=sends(password1="x", password2="x")
    ),
    "account_password_reset_completed": Address(get=opens(EVERYBODY)),
    "mfa_authenticate": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), body=sends(code="123456")),
    # the password once more comes first, and an authenticator where there is one
    "mfa_reauthenticate": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), body=sends(code="123456")),
    # back to signing in: there is no key in it
    "mfa_login_webauthn": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), body=sends(credential="{}")),
    "mfa_reauthenticate_webauthn": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302)),
    "mfa_add_webauthn": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), body=sends(credential="{}")),
    "mfa_remove_webauthn": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), at=sends(pk=1)),
    "mfa_list_webauthn": Address(get=opens(SIGNED_IN, 302)),
    "second_factor_needed": Address(get=opens(SIGNED_IN)),
    "mfa_activate_totp": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302), body=sends(code="123456")),
    "mfa_deactivate_totp": Address(get={}, post={}),
    "mfa_view_recovery_codes": Address(get={}),
    "mfa_generate_recovery_codes": Address(get=opens(SIGNED_IN, 302), post=opens(SIGNED_IN, 302)),
}
BOTH = {  # rooms that stand at the host and in every region
    **LIBRARY,
    **AUDIT,
    "my_account": Address(get=opens(SIGNED_IN)),
    "mfa_index": Address(get=opens(SIGNED_IN)),
    "account_email": Address(get=opens(SIGNED_IN)),
    "end_session": Address(post=opens(ADMINISTRATOR, 302), at=one("session_id", "session")),
    "end_other_sessions": Address(post=opens(SIGNED_IN, 302)),
    "api_own_sessions": Address(get=opens(SIGNED_IN)),
    "api_end_session": Address(post=opens(ADMINISTRATOR, 204), at=one("session_id", "session")),
    "api_end_other_sessions": Address(post=opens(SIGNED_IN)),
    "change_password": Address(post=opens(SIGNED_IN, 302), body=sends(old=PASSWORD, new=OTHER_PASSWORD)),
    "change_language": Address(post=opens(SIGNED_IN, 302), body=sends(language="en")),
    "set_language": Address(post=opens(EVERYBODY, 302), body=sends(language="en", next="/akun-saya/")),
    "signing_key": Address(get=opens(EVERYBODY)),  # the public one
    "signing_key_file": Address(get=opens(EVERYBODY)),
    "api_schema": Address(get=opens(SIGNED_IN)),  # describes the API; holds nothing of anybody
    "api/<path:rest>": Address(at=sends(rest="v1/tidak-ada/")),
}
REGION: Mapping[str, Address] = {
    **BOTH,
    **ASSURANCE,
    **identities(ADMINISTRATOR),
    **DRAFTS,
    **SETTINGS,
    # accounts
    "accept_invitation": Address(
        get=opens(EVERYBODY),
        post=opens(EVERYBODY, 302),
        at=lambda here: {"token": here.invitation},
        body=sends(password=OTHER_PASSWORD),
    ),
    "activate_account": Address(
        get=opens(EVERYBODY),
        post={422: EVERYBODY},  # a wrong code
        body=sends(number="190001011920011000", code="ABCDE-FGHJK", password=OTHER_PASSWORD),
    ),
    "revoke_token": Address(post=opens(ADMINISTRATOR, 302), at=one("token_id", "all_token")),
    "appointed_people": Address(get=opens(ADMINISTRATOR)),
    "invite_to_role": Address(
        post=opens(ADMINISTRATOR, 302), body=sends(name="Wali Kota", email="wali@example.id", role="regional_head")
    ),
    "deactivate_account": Address(post=opens(ADMINISTRATOR, 302), at=guest),
    # the guest has no second factor
    "reset_second_factor": Address(
        get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 409), at=guest, body=sends(reason="Ponsel hilang")
    ),
    "api_reset_second_factor": Address(post=opens(ADMINISTRATOR, 409), at=guest, body=sends(reason="Ponsel hilang")),
    "reactivate_account": Address(post=opens(ADMINISTRATOR, 302), at=guest),
    "cancel_invitation": Address(post=opens(ADMINISTRATOR, 302), at=one("invitation_id", "invitation")),
    "end_appointment": Address(post=opens(ADMINISTRATOR, 302), at=one("appointment_id", "auditor_role")),
    "api_token": Address(post=opens(EVERYBODY, 201), body=sign_in),
    # jobs and files: whoever asked or stored
    "job": Address(get=opens(ADMINISTRATOR), at=one("job_id", "done_job")),
    "job_resume": Address(post=opens(ADMINISTRATOR, 302), at=one("job_id", "failed_job")),
    "file": Address(get=opens(ADMINISTRATOR), at=one("file_id", "upload")),
    # organisation
    "organisation": Address(get=opens(SIGNED_IN)),
    "organisation_import": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR),
        body=lambda here: {**DATED, "file": file(units_csv(here)), "check_only": "on"},
    ),
    "structure_files": Address(get=opens(SIGNED_IN)),
    "structure_sheets": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        body=lambda here: {"effective_from": TODAY.isoformat(), "file": file(units_csv(here))},
    ),
    "structure_sheet": Address(
        get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 302), at=one("sheet_id", "structure_sheet")
    ),
    "structure_sheet_difference": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=one("sheet_id", "structure_sheet"),
        body=sends(title="Draf dari berkas"),
    ),
    "structure_sheet_discard": Address(post=opens(ADMINISTRATOR, 302), at=one("sheet_id", "structure_sheet")),
    "api_structure_sheets": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 201),
        body=lambda here: {"effective_from": TODAY.isoformat(), "file": file(units_csv(here))},
    ),
    "api_structure_sheet": Address(get=opens(ADMINISTRATOR), at=one("sheet_id", "structure_sheet")),
    "api_structure_sheet_answers": Address(
        post=opens(ADMINISTRATOR),
        at=one("sheet_id", "structure_sheet"),
        body=sends(**{"answers[0]row": "2", "answers[0]taken": "yes"}),
    ),
    "api_structure_sheet_difference": Address(get=opens(ADMINISTRATOR), at=one("sheet_id", "structure_sheet")),
    "api_structure_sheet_draft": Address(
        post=opens(ADMINISTRATOR, 201), at=one("sheet_id", "structure_sheet"), body=sends(title="Draf dari berkas")
    ),
    "api_structure_sheet_discard": Address(post=opens(ADMINISTRATOR, 204), at=one("sheet_id", "structure_sheet")),
    "api_structure_file": Address(get=opens(SIGNED_IN), query=lambda _here: {"kind": "json"}),
    "api_structure_imports": Address(
        post=opens(ADMINISTRATOR),
        body=lambda here: {**DATED, "file": file(units_csv(here)), "check_only": "on"},
    ),
    "structure_file": Address(get=opens(SIGNED_IN), query=lambda _here: {"bentuk": "json"}),
    "unit_add": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=new_unit),
    "unit_rename": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=unit("BKD-M"),
        body=sends(**DATED, name="Bidang Lain"),
    ),
    "unit_move": Address(
        get=opens(ADMINISTRATORS),
        post={302: ADMINISTRATOR, 422: {P.AGENCY}},
        at=unit("BKD-M"),
        body=lambda here: {**DATED, "parent_id": str(here.units["SETDA"])},
    ),
    "unit_acting": Address(
        get=opens(ADMINISTRATORS),
        post={302: ADMINISTRATOR, 422: {P.AGENCY}},
        at=unit("BKD"),
        body=lambda here: {
            "number": here.numbers["sekda"],
            "kind": "acting_daily",
            "starts_on": TODAY.isoformat(),
            "decree": "SK 2",
        },
    ),
    "api_units": Address(get=opens(SIGNED_IN)),
    "positions": Address(get=opens(SIGNED_IN)),
    "positions_export": Address(get=opens(SIGNED_IN)),
    "position": Address(get=opens(SIGNED_IN), at=one("position_id", "position")),
    "position_add": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=post_of("Arsiparis")),
    "position_change": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=one("position_id", "position"),
        body=post_of("Analis"),
    ),
    "position_abolish": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=one("position_id", "empty_position"),
        body=sends(from_day=TODAY.isoformat(), decree="SK 5"),
    ),
    "positions_draw_up": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        body=sends(day=TODAY.isoformat(), decree="SK 5"),
    ),
    "positions_import": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=posts_sheet),
    "api_import_positions": Address(post=opens(ADMINISTRATORS), body=posts_sheet),
    "api_positions": Address(get=opens(SIGNED_IN), post=opens(ADMINISTRATORS, 201), body=post_of("Pranata Komputer")),
    "api_position": Address(post=opens(ADMINISTRATORS), at=one("position_id", "position"), body=post_of("Analis")),
    # people
    "employees": Address(get=opens(SIGNED_IN)),
    "people_search": Address(get=opens(SIGNED_IN), query=lambda _here: {"q": "sari"}),
    "employees_export": Address(get=opens(SIGNED_IN)),
    "employee": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "employee_leave": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=sends(from_day=TODAY.isoformat()),
    ),
    "employee_number": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=sends(number="199512012020121001", starts_on=TODAY.isoformat()),
    ),
    "employee_place": Address(
        get=opens(ADMINISTRATORS),
        post={302: ADMINISTRATOR, 422: {P.AGENCY}},
        at=person("employee"),
        body=chair,
    ),
    "employee_education": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=sends(level="s1", starts_on="2012-08-01"),
    ),
    "employee_add": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=newcomer),
    "employee_grade": Address(
        get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), at=person("employee"), body=promotion
    ),
    "employee_type": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=sends(employment_type="cpns", starts_on=TODAY.isoformat(), decree="SK 6", corrects="on"),
    ),
    "employee_identity": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=lambda here: {"name": f"{here.word} Baru", "reason": "Akta"},
    ),
    "employee_withdraw": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 422),  # the only number
        at=lambda here: {"employee_id": here.people["employee"], "kind": "nip", "entry_id": here.ids["number"]},
        body=sends(reason="Salah ketik"),
    ),
    "employee_nik": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=person("employee"),
        body=sends(nik="3471014101000033"),
    ),
    "employee_nik_whole": Address(post=opens(ADMINISTRATORS | {P.EMPLOYEE}), at=person("employee")),
    "people_by_nik": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=whole_nik),
    "employee_assessor": Address(
        get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), at=person("employee"), body=assessor
    ),
    "employee_history": Address(get=opens({P.ADMINISTRATOR, P.AUDITOR}), at=person("employee")),
    "people_import": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        body=lambda here: {"file": file(people_csv(here)), "day": TODAY.isoformat()},
    ),
    "people_import_result": Address(get=opens(ADMINISTRATOR), at=one("job_id", "checked_job")),
    "people_import_apply": Address(post=opens(ADMINISTRATOR, 302), at=one("job_id", "checked_job")),
    "people_import_columns": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=one("file_id", "people_file"),
        body=sends(day=TODAY.isoformat(), **{f"kolom-{n}": name for n, name in enumerate(PEOPLE_COLUMNS)}),
    ),
    "people_imports": Address(get=opens(ADMINISTRATORS)),
    # the administrator of one agency sees their own imports; this one is not
    "people_import_made": Address(get=opens(ADMINISTRATOR), at=one("import_id", "applied_import")),
    # scores stand on it
    "people_import_undo": Address(post=opens(ADMINISTRATOR, 409), at=one("import_id", "applied_import")),
    "activation_letters": Address(
        get=opens(ADMINISTRATORS), post={422: ADMINISTRATORS}, body=sends(cetak=str(UUID(int=7)))
    ),
    "api_activation_letters": Address(
        get=opens(ADMINISTRATORS),
        post={422: ADMINISTRATORS},
        body=sends(order=str(UUID(int=7)), unit=str(UUID(int=8))),
    ),
    "people_invite": Address(get=opens(ADMINISTRATORS), post=opens(ADMINISTRATORS, 302), body=sends(semua="on")),
    "api_people_imports": Address(
        post=opens(ADMINISTRATORS, 202),
        body=lambda here: {"file": file(people_csv(here)), "day": TODAY.isoformat()},
    ),
    "api_people_import": Address(get=opens(ADMINISTRATOR), at=one("job_id", "checked_job")),
    "api_people_import_apply": Address(post=opens(ADMINISTRATOR, 202), at=one("job_id", "checked_job")),
    "api_people_import_file": Address(
        get=opens(ADMINISTRATOR), at=lambda here: {"job_id": here.ids["checked_job"], "which": "changes"}
    ),
    "api_timeline": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "api_withdraw": Address(
        post=opens(ADMINISTRATORS, 409),
        at=lambda here: {"employee_id": here.people["employee"], "kind": "nip", "entry_id": here.ids["number"]},
        body=sends(reason="Salah ketik"),
    ),
    "api_place": Address(post=opens(ADMINISTRATORS), at=person("employee"), body=own_chair),
    "api_leave": Address(
        post=opens(ADMINISTRATORS), at=person("employee"), body=sends(from_day=TODAY.isoformat(), kind="retired")
    ),
    "api_education": Address(
        post=opens(ADMINISTRATORS), at=person("employee"), body=sends(level="s1", starts_on="2012-08-01")
    ),
    "api_grade": Address(post=opens(ADMINISTRATORS), at=person("employee"), body=promotion),
    "api_employment_type": Address(
        post=opens(ADMINISTRATORS),
        at=person("employee"),
        body=sends(employment_type="cpns", starts_on=TODAY.isoformat(), decree="SK 6", corrects=True),
    ),
    "api_identity": Address(
        post=opens(ADMINISTRATORS),
        at=person("employee"),
        body=lambda here: {"name": f"{here.word} Baru", "reason": "Akta"},
    ),
    "api_nik": Address(
        get=opens(LEADERS | {P.EMPLOYEE}),
        post=opens(ADMINISTRATORS),
        at=person("employee"),
        body=sends(nik="3471014101000033"),
    ),
    "api_by_nik": Address(post=opens(ADMINISTRATORS), body=whole_nik),
    "api_above": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "api_applied_imports": Address(get=opens(ADMINISTRATORS)),
    "api_applied_import": Address(get=opens(ADMINISTRATOR), at=one("import_id", "applied_import")),
    "api_undo_import": Address(post=opens(ADMINISTRATOR, 409), at=one("import_id", "applied_import")),
    "api_assessor": Address(post=opens(ADMINISTRATORS), at=person("employee"), body=assessor),
    "api_employees": Address(get=opens(SIGNED_IN), post=opens(ADMINISTRATORS, 201), body=newcomer),
    "api_employee_suggestions": Address(get=opens(SIGNED_IN), query=lambda _here: {"q": "sari"}),
    "permissions": Address(get=opens(SIGNED_IN)),
    "permission_matrix": Address(get=opens(SEE_PERMISSIONS), query=sends(cari="a")),
    "permissions_of": Address(get=opens(SEE_PERMISSIONS), at=lambda here: {"subject_id": here.people["head"]}),
    "api_permissions": Address(get=opens(SIGNED_IN)),
    "api_permission_matrix": Address(get=opens(SEE_PERMISSIONS)),
    "api_permissions_of": Address(get=opens(SEE_PERMISSIONS), at=lambda here: {"subject_id": here.users["head"].pk}),
    # scoring
    "periods": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        body=sends(title="Tahun 2030", code="2030", starts_on="2030-01-01", ends_on="2030-12-31"),
    ),
    "period": Address(get=opens(ADMINISTRATORS), at=period),
    "period_upload": Address(
        post=opens(ADMINISTRATORS, 302),
        at=period,
        body=lambda here: {"file": file(results_csv(here))},
    ),
    "period_upload_review": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=lambda here: {"code": here.period, "job_id": here.ids["waiting_job"]},
    ),
    "period_sample": Address(get=opens(ADMINISTRATORS), at=period),
    "period_run": Address(post=opens(ADMINISTRATOR, 302), at=period),
    "period_unverified": Address(get=opens(ADMINISTRATOR), at=period),
    "period_enter": Address(
        get=opens(ADMINISTRATORS),
        post=opens(ADMINISTRATORS, 302),
        at=results_of,
        body=sends(**{"m:tenure": "6"}, evidence="SK 1"),
    ),
    "period_close": Address(post=opens(ADMINISTRATOR, 302), at=period),
    "period_carry": Address(post=opens(ADMINISTRATOR, 302), at=lambda here: {"code": here.next_period}),
    "plan_cancel": Address(post=opens(ADMINISTRATOR, 302), at=one("plan_id", "plan")),
    "schemes": Address(get=opens(ADMINISTRATOR)),
    "scheme_adopt": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=adoption,
        body=sends(**{f"v:{cut['path']}": str(cut["value"]) for cut in CUTS}, reason="Keputusan 1"),
    ),
    "scheme_revert": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR, 302),
        at=one("scheme_id", "changed_scheme"),
        body=sends(reason="Perwal dicabut"),
    ),
    **PROPOSING,
    "scheme_simulate": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR),
        at=lambda here: {"code": here.period, "template_key": "talent_national", "version": "2025.1"},
        body=sends(**{f"v:{cut['path']}": str(cut["value"]) for cut in CUTS}),
    ),
    "scheme_upgrade": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 302), at=upgrade),
    "api_own_score": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "api_person_results": Address(
        post=opens(ADMINISTRATORS),
        at=results_of,
        body=sends(**{"values.tenure": "6"}, evidence="SK 1"),
    ),
    "api_import_results": Address(
        post=opens(ADMINISTRATORS, 202),
        body=lambda here: {"file": file(results_csv(here)), "period": here.period},
    ),
    **VERSIONS,
    "api_subtree_scores": Address(get=opens(SIGNED_IN)),
    "api_subtree_boxes": Address(get=opens(SIGNED_IN)),
    **support.REGION,
    **leaving.REGION,
    # privacy
    **PRIVACY,
    # workspace
    "home": Address(get=opens(SIGNED_IN, 302)),
    "beginning": Address(get=opens(ADMINISTRATOR)),
    "api_beginning": Address(get=opens(ADMINISTRATOR)),
    "account": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "account_detail": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "api_own_lineage": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "api_own_lacking": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "api_person_lineage": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "account_print": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "account_pdf": Address(get=opens({P.EMPLOYEE, P.HEAD})),
    "leader": Address(get=opens(LEADERS)),
    "leader_people": Address(get=opens(LEADERS), query=sends(kotak="5")),
    "leader_people_export": Address(get=opens(LEADERS), query=sends(kotak="5")),
    "leader_person": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "leader_person_detail": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "leader_person_print": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
    "leader_person_pdf": Address(get=opens(LEADERS | {P.EMPLOYEE}), at=person("employee")),
}
