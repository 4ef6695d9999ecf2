"""Where the content of stored files lies."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from shared_apps.schema import open_schema


def path_of(file_id: UUID) -> Path:
    """Where a file of the current schema lies; no name from outside is part of it."""
    folder: Path = settings.FILES_FOLDER
    return folder / open_schema() / str(file_id)


def beside(path: Path) -> Path:
    """Where a file is sealed anew before it takes the other's place; what a killed process left is written over."""
    return path.with_name(f"{path.name}.resealing")
