"""From a scheme to one set-based SQL statement."""

from collections.abc import Mapping

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.statement import Fragment, Statement

__all__ = ["Fragment", "Statement", "compile_scheme"]


def compile_scheme(scheme: Template, *, subjects: Fragment, providers: Mapping[str, Fragment]) -> Statement:
    """One SELECT that reads every room's measures and gives one row per subject with all values."""
    raise NotImplementedError
