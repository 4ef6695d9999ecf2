"""People over the API."""

from tenant_apps.people.api.above import AboveOf, Assessor
from tenant_apps.people.api.drafts import StructureDraftPublication, StructureDraftSteps
from tenant_apps.people.api.import_files import ApplyPeopleImport, PeopleImportFile
from tenant_apps.people.api.imports import AppliedImport, AppliedImports, PeopleImport, PeopleImports, UndoImport
from tenant_apps.people.api.letters import ActivationLetters
from tenant_apps.people.api.niks import EmployeeByNik, EmployeeNik
from tenant_apps.people.api.people import Employees, EmployeeSuggestions
from tenant_apps.people.api.permissions import OwnPermissions, PermissionMatrix, PermissionsOf
from tenant_apps.people.api.positions import OnePosition, Positions, PositionsImport
from tenant_apps.people.api.single import Employment, Grades, Identity
from tenant_apps.people.api.structure import StructureImports
from tenant_apps.people.api.timeline import Assignments, Education, Leaving, Timeline
from tenant_apps.people.api.withdrawals import Withdrawal

__all__ = [
    "AboveOf",
    "ActivationLetters",
    "AppliedImport",
    "AppliedImports",
    "ApplyPeopleImport",
    "Assessor",
    "Assignments",
    "Education",
    "EmployeeByNik",
    "EmployeeNik",
    "EmployeeSuggestions",
    "Employees",
    "Employment",
    "Grades",
    "Identity",
    "Leaving",
    "OnePosition",
    "OwnPermissions",
    "PeopleImport",
    "PeopleImportFile",
    "PeopleImports",
    "PermissionMatrix",
    "PermissionsOf",
    "Positions",
    "PositionsImport",
    "StructureDraftPublication",
    "StructureDraftSteps",
    "StructureImports",
    "Timeline",
    "UndoImport",
    "Withdrawal",
]
