"""A part of a draft on its page: as it stands, or as it was typed and refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.authoring.grid import Maker
from shared_apps.scoring_templates.authoring.pages import (
    gates,
    matrix,
    policy,
    rating,
    recommendations,
    results,
    rubric,
)
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.authoring.parts import Told
from shared_apps.scoring_templates.authoring.queries import Workbench, workbench
from shared_apps.scoring_templates.rules.nodes import Curve, Rubric
from shared_apps.scoring_templates.rules.template import Template

Build = Callable[[Maker, str], PartPage]
Keys = Callable[[Template], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the sections of the document it shows, how it is built, and which keys have one."""

    sections: tuple[str, ...]
    build: Build
    keys: Keys = field(default=lambda _template: ("",))


RUBRIC = Place(
    ("nodes",),
    rubric.page,
    lambda template: [key for key, node in template.nodes.items() if isinstance(node, Rubric | Curve)],
)
RATING = Place(("ratings",), rating.page, lambda template: list(template.ratings))
MATRIX = Place(("matrices",), matrix.page, lambda template: list(template.matrices))
RECOMMENDATIONS = Place(("recommendations",), recommendations.page)
GATES = Place(("gates",), gates.page)
POLICY = Place(("customisation",), policy.page)
RESULTS = Place(("results", "distribution"), results.page)


@dataclass(frozen=True, slots=True)
class OnPage:
    """The workbench, the page of one part of it, and what is wrong with that part."""

    bench: Workbench
    page: PartPage
    maker: Maker
    problems: Sequence[Told]


def on_page(
    viewer: Viewer,
    draft_id: UUID,
    place: Place,
    key: str,
    day: date,
    *,
    posted: Mapping[str, str] | None = None,
    errors: Mapping[str, Sequence[str]] | None = None,
) -> OnPage:
    """One part of a draft; raises NotFoundError `draft_unknown` or `part_unknown`."""
    bench = workbench(viewer, draft_id, day)
    if key not in place.keys(bench.template):
        raise NotFoundError("part_unknown", _("Bagian ini tidak ada di draf."))
    problems = [each for section in place.sections for each in bench.problems_of(section, key)]
    told: dict[str, Sequence[str]] = {each.path: [each.text] for each in problems}
    maker = Maker(bench.template, posted or {}, {**told, **(errors or {})})
    return OnPage(bench, place.build(maker, key), maker, problems)
