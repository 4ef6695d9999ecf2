"""Which rows are a person's own, so that a copy of their data finds them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """By what a row names its person."""

    EMPLOYEE = "employee"
    USER = "user"
    GIVEN = "given"  # looked for otherwise, or told with another table's rows
    NOBODY = "nobody"  # a person stands in it only as somebody who acted: that is told by the trail


@dataclass(frozen=True, slots=True)
class Subject:
    """The way from a row to its person; `field` is a look-up."""

    holder: Holder
    field: str = ""


_E, _U = Holder.EMPLOYEE, Holder.USER
SUBJECTS: Mapping[str, Subject] = {
    "people.Employee": Subject(_E, "id"),
    "people.SearchName": Subject(_E, "employee_id"),
    "people.NameWord": Subject(Holder.NOBODY),  # a vocabulary: nobody's word in particular
    "people.EmployeeNumber": Subject(_E, "employee_id"),
    "people.EmployeeNik": Subject(Holder.GIVEN),  # opened, since it is theirs
    "people.EmployeeGrade": Subject(_E, "employee_id"),
    "people.Assignment": Subject(_E, "employee_id"),
    "people.ActingHead": Subject(_E, "employee_id"),
    "people.NamedAssessor": Subject(_E, "employee_id"),
    "people.EmployeeEducation": Subject(_E, "employee_id"),
    "people.ColumnChoice": Subject(Holder.NOBODY),
    "people.SheetImport": Subject(_U, "made_by"),
    "people.ImportedChange": Subject(_E, "employee_id"),
    "scoring.Observation": Subject(_E, "employee_id"),
    "scoring.SupersededObservation": Subject(_E, "employee_id"),
    "programs.KeyedRequest": Subject(_U, "user_id"),
    "scoring.Score": Subject(Holder.GIVEN),  # in words, without what anonymous answers could be told from
    "accounts.User": Subject(_U, "id"),
    "accounts.Appointment": Subject(_U, "user_id"),
    "accounts.Invitation": Subject(_E, "employee_id"),
    "accounts.ApiToken": Subject(_U, "user_id"),
    "accounts.UserSession": Subject(_U, "user_id"),
    "accounts.LinkedIdentity": Subject(_U, "user_id"),
    "accounts.ActivationLetter": Subject(_E, "employee_id"),
    "account.EmailAddress": Subject(_U, "user_id"),
    "account.EmailConfirmation": Subject(_U, "email_address__user_id"),
    "mfa.Authenticator": Subject(_U, "user_id"),
    "sessions.Session": Subject(Holder.NOBODY),  # its content is secret; signing in stands in the trail
    "audit.Entry": Subject(Holder.GIVEN),
    "audit.Change": Subject(Holder.GIVEN),
    "jobs.Job": Subject(_U, "requested_by"),
    "files.StoredFile": Subject(_U, "stored_by"),
    "support.Grant": Subject(Holder.NOBODY),
    "support.Pass": Subject(Holder.NOBODY),
    "support.Visit": Subject(Holder.NOBODY),
    "leaving.Notice": Subject(Holder.NOBODY),
    "organisation.StructureVersion": Subject(Holder.NOBODY),
    "organisation.StructureDraft": Subject(_U, "opened_by"),
    "organisation.DraftChange": Subject(_U, "made_by"),
    "organisation.StructureSheet": Subject(_U, "uploaded_by"),
    "scoring.Period": Subject(Holder.NOBODY),
    "scoring.Scheme": Subject(Holder.NOBODY),
    "scoring.Run": Subject(Holder.NOBODY),
    "scoring.DeclinedVersion": Subject(Holder.NOBODY),
    "scoring.Proposal": Subject(Holder.NOBODY),
    "scoring.PlannedAdoption": Subject(Holder.NOBODY),
    "privacy.PersonLook": Subject(_E, "employee_id"),
    "privacy.ListLook": Subject(Holder.GIVEN),  # those in whose scope the person stood
    "privacy.DataCopy": Subject(_U, "user_id"),
    "privacy.Correction": Subject(_E, "employee_id"),
    "privacy.Breach": Subject(Holder.NOBODY),
    "privacy.BreachNotice": Subject(Holder.NOBODY),
}
WITHHELD = frozenset({"jobs.Job.arguments", "jobs.Job.result", "jobs.Job.error", "programs.KeyedRequest.answer"})
"""Of a task that somebody asked for, its content is about those in its file; that they asked is theirs."""
