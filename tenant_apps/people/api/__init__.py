"""People over the API."""

from tenant_apps.people.api.imports import AppliedImport, AppliedImports, PeopleImport, PeopleImports, UndoImport
from tenant_apps.people.api.people import Employees, EmployeeSuggestions

__all__ = [
    "AppliedImport",
    "AppliedImports",
    "EmployeeSuggestions",
    "Employees",
    "PeopleImport",
    "PeopleImports",
    "UndoImport",
]
