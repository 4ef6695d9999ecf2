"""When a template version may be adopted: for a period whose last day lies in its dates."""

from datetime import date

from shared_apps.scoring_templates.rules.document import Template


def fits(template: Template, ends_on: date) -> bool:
    """Half-open: a version that is valid to a day is not for a period that ends on it."""
    begins, ends = template.valid.from_, template.valid.to
    return begins <= ends_on and (ends is None or ends_on < ends)
