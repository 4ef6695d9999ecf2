"""Values tried on a template without adopting them: the numbers the host has locked or bounded may be tried too."""

from dataclasses import dataclass

from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.problems import Problem, in_order
from shared_apps.scoring_templates.rules.settings import settings_of

_BEYOND = frozenset({"locked", "out_of_bounds"})


@dataclass(frozen=True, slots=True)
class Trial:
    """`scheme` can be computed; `draft` is what was typed, also where it cannot. `beyond`: paths the host refuses."""

    scheme: Template | None
    draft: Template | None
    beyond: tuple[str, ...]
    problems: tuple[Problem, ...]


def tried(template: Template, document: customisation.Customisation) -> Trial:
    """Apply what was typed as if the policy allowed it; everything else about the document still holds.

    Only numbers and signs of the form are tried so: what a measure is, or where it comes from, stays the template's.
    """
    offered = {setting.path for setting in settings_of(template) if not setting.is_text}
    accepted, beyond, problems = [], [], []
    for override in document.overrides:
        found = customisation.override_problem(template, override)
        if found is None:
            accepted.append(override)
        elif found.code in _BEYOND and override.path in offered:
            accepted.append(override)
            beyond.append(override.path)
        elif found.code != "no_change":
            problems.append(found)
    draft, more = customisation.applied(template, accepted)
    refused = {problem.path for problem in problems}
    problems += [each for each in more if each.code != "value_required" or each.path not in refused]
    return Trial(None if problems else draft, draft, tuple(beyond), tuple(in_order(problems)))
