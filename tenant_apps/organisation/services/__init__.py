"""The only writers of the organisation."""

from tenant_apps.organisation.services.publishing import configure_government, tell_quota
from tenant_apps.organisation.services.structure import Occupied, StructureImport, import_structure
from tenant_apps.organisation.services.units import add_unit, move_unit, rename_unit

__all__ = [
    "Occupied",
    "StructureImport",
    "add_unit",
    "configure_government",
    "import_structure",
    "move_unit",
    "rename_unit",
    "tell_quota",
]
