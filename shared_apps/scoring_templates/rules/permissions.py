"""Which permission holds at a path: the pattern with exact segments furthest to the left wins."""

from collections.abc import Sequence

from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.sections import Permission
from shared_apps.scoring_templates.rules.template import Template

ANY = "*"


def permission_at(template: Template, place: Sequence[str]) -> Permission | None:
    """The permission of this place; None means it is not named, therefore locked."""
    best: tuple[tuple[bool, ...], Permission] | None = None
    for pattern, permission in (template.customisation.paths if template.customisation else {}).items():
        segments = pointers.split(pattern)
        if segments is None or not _matches(segments, place):
            continue
        exactness = tuple(segment != ANY for segment in segments)
        if best is None or exactness > best[0]:
            best = (exactness, permission)
    return best[1] if best else None


def _matches(segments: Sequence[str], place: Sequence[str]) -> bool:
    return len(segments) == len(place) and all(
        segment in (ANY, part) for segment, part in zip(segments, place, strict=True)
    )
