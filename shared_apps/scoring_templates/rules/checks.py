"""Everything a document must satisfy before anyone may use it; all problems are collected."""

from shared_apps.scoring_templates.rules import (
    checks_inputs,
    checks_measures,
    checks_policy,
    checks_references,
    checks_results,
    checks_rubrics,
    directions,
    graph,
)
from shared_apps.scoring_templates.rules.problems import Problem, in_order
from shared_apps.scoring_templates.rules.template import Template

LARGEST = 400
DEEPEST = 40


def check(template: Template, *, as_scheme: bool) -> list[Problem]:
    """Every problem of the document; a scheme may have no holes, a template only where it requires the region's."""
    entries = sum(len(getattr(template, section)) for section in graph.SECTIONS)
    if entries > LARGEST:
        # PostgreSQL's row has 1,664 columns; a measure takes three of them.
        return [Problem("shape", "", {"detail": f"{entries} > {LARGEST}"})]
    height = max(graph.levels(template).values(), default=0)
    if height > DEEPEST:
        # Every level is a subquery around the one before: 300 of them take PostgreSQL a quarter of a minute to plan.
        return [Problem("shape", "", {"detail": f"{height} > {DEEPEST}"})]
    found = [
        *checks_references.check(template, as_scheme=as_scheme),
        *checks_measures.check(template),
        *checks_policy.check(template, as_scheme=as_scheme),
    ]
    if any(problem.code in {"cycle", "key_taken"} for problem in found):
        # Ranges and directions mean nothing in a circle or under a name with two meanings.
        return in_order(found)
    found.extend(checks_inputs.check(template))
    found.extend(checks_rubrics.check(template))
    found.extend(checks_results.check(template))
    found.extend(directions.check(template))
    return in_order(found)
