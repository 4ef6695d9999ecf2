"""The register of personal data (UU 27/2022 art. 16 and 31): every personal field of every table of a region.

A table of a region stands here with each of its fields, as a person's or as nobody's, or as a whole in
`beside.NOBODYS`: a test compares this with the tables, so a field that nobody has thought about is not landed.
"""

from collections.abc import Mapping

from tenant_apps.privacy.rules.kinds import Basis, Entry, Purpose, Retention

_P, _R = Purpose, Retention

_PEOPLE = (
    Entry("people.Employee", ("name", "title_before", "title_after"), _P.IDENTITY, _R.SERVICE),
    Entry("people.Employee", ("birth_date", "gender"), _P.IDENTITY, _R.SERVICE),
    Entry("people.Employee", ("email",), _P.CONTACT, _R.SERVICE),
    Entry("people.Employee", ("employment_type",), _P.PROFILE, _R.SERVICE, Basis.LEGAL_DUTY),
    Entry("people.SearchName", ("employee", "words"), _P.SEARCH, _R.SOURCE),
    Entry("people.NameWord", ("word",), _P.SEARCH, _R.SOURCE),
    Entry("people.EmployeeNumber", ("employee", "number", "starts_on"), _P.IDENTITY, _R.SERVICE, Basis.LEGAL_DUTY),
    Entry("people.EmployeeGrade", ("employee", "grade", "starts_on"), _P.PROFILE, _R.SERVICE, Basis.LEGAL_DUTY),
    Entry(
        "people.Assignment",
        (
            *("employee", "starts_on", "unit_id", "position_id", "position_title", "position_type", "is_head"),
            *("superior_override", "kind", "decree", "recorded_at"),
        ),
        _P.POSITION,
        _R.SERVICE,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "people.EmployeeNik",
        ("employee", "sealed", "blind_index", "recorded_at"),
        _P.POPULATION,
        _R.SERVICE,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "people.ActingHead",
        ("employee", "unit_id", "starts_on", "kind", "decree"),
        _P.POSITION,
        _R.SERVICE,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "people.NamedAssessor",
        ("employee", "starts_on", "assessor", "reason", "recorded_at"),
        _P.POSITION,
        _R.SERVICE,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "people.EmployeeEducation",
        ("employee", "starts_on", "level", "field", "institution", "recorded_at"),
        _P.ASSESSMENT,
        _R.SERVICE,
        Basis.LEGAL_DUTY,
    ),
    Entry("people.ColumnChoice", ("chosen_by_name",), _P.ACCOUNTABILITY, _R.SERVICE),
    Entry("people.SheetImport", ("made_by", "made_by_name", "undone_by_name"), _P.ACCOUNTABILITY, _R.SERVICE),
    Entry("people.SheetImport", ("file_id", "file_name"), _P.WORK, _R.SERVICE),
    Entry("people.ImportedChange", ("employee_id", "number", "name", "fields"), _P.ACCOUNTABILITY, _R.SERVICE),
)
_SCORING = (
    Entry(
        "scoring.Observation",
        ("employee", "measure", "number", "code", "answers", "source"),
        _P.ASSESSMENT,
        _R.ASSESSED,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "scoring.Observation",
        ("evidence",),
        _P.ASSESSMENT,
        _R.ASSESSED,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "scoring.SupersededObservation",
        ("employee", "measure", "number", "code", "answers", "source", "evidence", "superseded_at"),
        _P.ASSESSMENT,
        _R.ASSESSED,
        Basis.LEGAL_DUTY,
    ),
    Entry("scoring.SupersededObservation", ("entered_by_name", "entered_at"), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.Observation", ("entered_by_name", "entered_at"), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry(
        "scoring.Score",
        (
            *("employee", "subject_id", "profile", "status", "reasons", "input_numbers", "input_codes"),
            *("numbers", "codes", "gates", "predicate", "box", "performance", "potential"),
        ),
        _P.RESULT,
        _R.ASSESSED,
        Basis.LEGAL_DUTY,
    ),
    Entry("scoring.Period", ("opened_by_name", "closed_by_name"), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.Scheme", ("adopted_by_name",), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.Run", ("started_by_name",), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.DeclinedVersion", ("declined_by_name",), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.Proposal", ("sent_by_name",), _P.ACCOUNTABILITY, _R.ASSESSED),
    Entry("scoring.PlannedAdoption", ("planned_by_name", "settled_by_name"), _P.ACCOUNTABILITY, _R.ASSESSED),
)
_ACCOUNTS = (
    Entry("accounts.User", ("email", "name"), _P.CONTACT, _R.ACCOUNT),
    Entry("accounts.User", ("employee_id",), _P.IDENTITY, _R.ACCOUNT),
    Entry(
        "accounts.User",
        ("password", "last_login", "is_active", "closed_at", "joined_at", "language"),
        _P.SIGN_IN,
        _R.ACCOUNT,
    ),
    Entry("accounts.Appointment", ("user", "role", "unit_id", "starts_on", "ends_on"), _P.ROLE, _R.AUDIT),
    Entry("accounts.Appointment", ("given_by_name", "ended_by_name"), _P.ACCOUNTABILITY, _R.AUDIT),
    Entry("accounts.Invitation", ("email", "name", "employee_id"), _P.CONTACT, _R.VALID),
    Entry("accounts.Invitation", ("role", "unit_id", "role_starts_on", "role_ends_on"), _P.ROLE, _R.VALID),
    Entry("accounts.Invitation", ("invited_by_name",), _P.ACCOUNTABILITY, _R.VALID),
    Entry(
        "accounts.Invitation",
        ("created_at", "created_on", "expires_on", "sent_at", "accepted_at", "replaced_at", "token_sha256"),
        _P.SIGN_IN,
        _R.VALID,
    ),
    Entry(
        "accounts.ApiToken",
        ("user", "name", "token_sha256", "scopes", "created_at", "expires_at", "last_used_on", "revoked_at"),
        _P.SIGN_IN,
        _R.VALID,
    ),
    Entry(
        "accounts.UserSession",
        ("user", "key_sha256", "browser", "system", "way", "signed_in_at", "last_seen_at", "expires_at"),
        _P.SIGN_IN,
        _R.VALID,
    ),
    Entry(
        "accounts.LinkedIdentity",
        ("user", "provider", "subject", "linked_at", "closed_at"),
        _P.SIGN_IN,
        _R.ACCOUNT,
    ),
    Entry("accounts.ActivationLetter", ("employee_id", "name"), _P.CONTACT, _R.VALID),
    Entry("accounts.ActivationLetter", ("printed_by_name",), _P.ACCOUNTABILITY, _R.VALID),
    Entry(
        "accounts.ActivationLetter",
        ("printed_on", "expires_on", "code_hmac", "tries", "used_at", "replaced_at"),
        _P.SIGN_IN,
        _R.VALID,
    ),
    Entry("account.EmailAddress", ("user", "email", "verified", "primary"), _P.SIGN_IN, _R.ACCOUNT),
    Entry("account.EmailConfirmation", ("email_address", "created", "sent", "key"), _P.SIGN_IN, _R.VALID),
    Entry("mfa.Authenticator", ("user", "type", "data", "created_at", "last_used_at"), _P.SIGN_IN, _R.ACCOUNT),
    Entry("sessions.Session", ("session_key", "session_data", "expire_date"), _P.SIGN_IN, _R.VALID),
)
_TRAILS = (
    Entry(
        "audit.Entry",
        ("actor_id", "actor_name", "at", "method", "path", "route", "status", "address", "request_id", "reason"),
        _P.ACCOUNTABILITY,
        _R.AUDIT,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "audit.Change",
        ("actor_id", "actor_name", "at", "table_name", "row_id", "operation", "before", "after", "request_id"),
        _P.ACCOUNTABILITY,
        _R.AUDIT,
        Basis.LEGAL_DUTY,
    ),
    Entry("jobs.Job", ("requested_by", "requested_by_name", "requested_at"), _P.WORK, _R.WORK),
    Entry("jobs.Job", ("arguments", "result", "error", "note"), _P.WORK, _R.WORK),  # may name people of a sheet
    Entry("programs.KeyedRequest", ("user_id", "begun_at", "answer"), _P.WORK, _R.WORK),
    Entry("files.StoredFile", ("name", "stored_by", "stored_by_name", "stored_at"), _P.WORK, _R.WORK),
    Entry("support.Grant", ("asked_by_name", "asked_by_email"), _P.SUPPORT, _R.AUDIT),
    Entry("support.Grant", ("decided_by", "decided_by_name", "ended_by_name"), _P.SUPPORT, _R.AUDIT),
    Entry("support.Pass", ("operator",), _P.SUPPORT, _R.AUDIT),
    Entry("support.Visit", ("path", "address", "at"), _P.SUPPORT, _R.AUDIT),
    Entry("leaving.Notice", ("written_by_name", "received_by_name"), _P.ACCOUNTABILITY, _R.AUDIT),
    Entry("organisation.StructureVersion", ("published_by", "published_by_name"), _P.ACCOUNTABILITY, _R.AUDIT),
    Entry(
        "organisation.StructureDraft",
        ("opened_by", "opened_by_name", "changed_by_name", "settled_by_name"),
        _P.ACCOUNTABILITY,
        _R.AUDIT,
    ),
    Entry(
        "organisation.DraftChange",
        ("made_by", "made_by_name", "touched_by", "touched_by_name"),
        _P.ACCOUNTABILITY,
        _R.AUDIT,
    ),
    Entry("organisation.StructureSheet", ("uploaded_by", "uploaded_by_name"), _P.WORK, _R.WORK),
)
_OWN = (
    Entry(
        "privacy.PersonLook",
        ("employee", "day", "viewer_id", "viewer_name", "kind", "times", "first_at", "last_at"),
        _P.RIGHTS,
        _R.LOOKS,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "privacy.ListLook",
        ("day", "viewer_id", "viewer_name", "kind", "everybody", "units", "times", "first_at", "last_at"),
        _P.RIGHTS,
        _R.LOOKS,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "privacy.DataCopy",
        ("user", "asked_at", "made_at", "expires_at", "file_id", "size", "sha256", "rows"),
        _P.RIGHTS,
        _R.COPY,
        Basis.LEGAL_DUTY,
    ),
    Entry(
        "privacy.Correction",
        (
            *("employee", "field", "wrong", "wanted", "evidence", "evidence_name", "asked_at", "asked_by"),
            *("asked_by_name", "due_at", "state", "decided_at", "answer", "written", "carried_out_at"),
        ),
        _P.RIGHTS,
        _R.CASE,
        Basis.LEGAL_DUTY,
    ),
    Entry("privacy.Correction", ("decided_by_name", "carried_out_by_name"), _P.ACCOUNTABILITY, _R.CASE),
    Entry("privacy.Breach", ("happened", "contact"), _P.BREACH, _R.CASE, Basis.LEGAL_DUTY),  # may name people
    Entry("privacy.Breach", ("recorded_by_name", "closed_by_name"), _P.ACCOUNTABILITY, _R.CASE),
    Entry("privacy.BreachNotice", ("recipient",), _P.BREACH, _R.CASE, Basis.LEGAL_DUTY),
    Entry("privacy.BreachNotice", ("written_by_name",), _P.ACCOUNTABILITY, _R.CASE),
)
SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "people": _PEOPLE,
    "scoring": _SCORING,
    "accounts": _ACCOUNTS,
    "trails": _TRAILS,
    "rights": _OWN,
}
REGISTER: tuple[Entry, ...] = tuple(entry for entries in SECTIONS.values() for entry in entries)
